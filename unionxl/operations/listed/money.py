"""How the money stands."""

from __future__ import annotations

from unionxl.operations.listed.groups import MONEY
from unionxl.operations.listed.words import FILE, HERE, TODAY
from unionxl.operations.operation import Argument, Operation

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
