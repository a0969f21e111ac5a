"""How the money stands."""

from __future__ import annotations

from unionxl.operations.listed.groups import MONEY
from unionxl.operations.listed.words import FILE, TODAY
from unionxl.operations.operation import Operation

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
