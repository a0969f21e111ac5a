"""How the money stands."""

from __future__ import annotations

from unionxl.operations.listed.groups import MONEY
from unionxl.operations.listed.words import FILE, HERE, TODAY
from unionxl.operations.operation import Argument, Document, Kind, Operation

OPERATIONS = (
    Operation(
        id="budget",
        group=MONEY,
        label="预算执行",
        note="预算与实际对照",
        tip="各科目预算与实际收支的对照",
        icon="AccountingFormat",
        command="budget",
        help="生成《预算执行》。",
        arguments=(FILE,),
        options=(TODAY,),
        makes=("unionxl.views.budget_report:VIEW",),
    ),
    Operation(
        id="dues",
        group=MONEY,
        label="会费收缴表",
        note="每人各月应缴实缴",
        tip="每位会员各月会费应缴、实缴",
        icon="Piggy",
        command="dues",
        help="生成《会费收缴表》。",
        arguments=(FILE,),
        options=(TODAY,),
        makes=("unionxl.views.dues_sheet:VIEW",),
    ),
    Operation(
        id="journal",
        group=MONEY,
        label="日记账",
        note="银行、现金，可装订",
        tip="银行存款日记账、现金日记账和打印用的收支台账，有承前页、本月合计、本年累计",
        icon="DatabaseLinedTable",
        command="journal",
        help="生成《银行存款日记账》《现金日记账》《收支台账（打印）》。",
        readme="生成《银行存款日记账》《现金日记账》和《收支台账（打印）》，全年或一个月的",
        arguments=(
            FILE,
            Argument(
                "month", "[YYYY-MM]", "只要哪个月的；不写是全年", is_required=False, shown="2026-03"
            ),
        ),
        options=(TODAY,),
        run=f"{HERE}.journals:journals",
        steps=3,
    ),
    Operation(
        id="reconcile",
        group=MONEY,
        label="银行对账",
        note="对账单与台账",
        tip="选银行对账单，与台账逐笔核对，生成余额调节表",
        icon="RecordsRefreshMenu",
        command="reconcile",
        help="把银行对账单与台账逐笔核对，生成《银行对账》：余额调节表和没有对上的款项。",
        readme="银行对账单（Excel、CSV）与台账逐笔核对，生成《银行对账》和余额调节表",
        arguments=(
            FILE,
            Argument("document", "STATEMENT", "银行对账单", Kind.PATH),
            Argument(
                "month",
                "[YYYY-MM]",
                "哪个月；对账单只有一个月的不用写",
                is_required=False,
                shown="2026-03",
            ),
        ),
        options=(TODAY,),
        run=f"{HERE}.reconciling:reconcile",
        document=Document("statement", "选择银行对账单", (".xlsx", ".xls", ".csv", ".txt")),
    ),
    Operation(
        id="standards",
        group=MONEY,
        label="本地标准",
        note="各项限额和文件",
        tip="检查所用的各项限额：多少、谁的、哪个文件、哪天核对",
        icon="ListMacros",
        command="standards",
        help="生成《本地标准》：检查所用的各项限额、文件和核对日期。",
        arguments=(FILE,),
        options=(TODAY,),
        makes=("unionxl.views.standards_sheet:VIEW",),
    ),
)
