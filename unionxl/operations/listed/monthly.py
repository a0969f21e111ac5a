"""What is done every month."""

from __future__ import annotations

from unionxl.operations.listed.groups import MONTHLY
from unionxl.operations.listed.words import (
    FILE,
    HERE,
    MONTH,
    REPORT_FILE,
    REPORT_TEMPLATE,
    TODAY,
)
from unionxl.operations.operation import Argument, Kind, Operation, Option

OPERATIONS = (
    Operation(
        id="month",
        group=MONTHLY,
        label="生成本月工作表",
        note="一页，可直接打印",
        tip="按首页所选月份（没有选的按今天），生成一页可打印的工作表",
        icon="CalendarInsert",
        is_large=True,
        command="month",
        help="生成月工作表；表上填写的内容先带回《年度计划》。",
        readme="生成一个月的工作表（`--all` 十二个月）",
        arguments=(FILE, MONTH),
        options=(
            Option("every", "--all", "十二个月都生成", Kind.FLAG, leads_to="all_months"),
            TODAY,
        ),
        run=f"{HERE}.months:one_month",
        takes_typed=True,
        takes_offers=True,
    ),
    Operation(
        id="all_months",
        group=MONTHLY,
        label="生成全年各月",
        note="一月至十二月",
        tip="一次生成一月至十二月的月工作表",
        icon="SheetInsert",
        arguments=(FILE,),
        options=(TODAY,),
        run=f"{HERE}.months:all_months",
        takes_typed=True,
        takes_offers=True,
        steps=12,
    ),
    Operation(
        id="care",
        group=MONTHLY,
        label="关怀提醒",
        note="本月该慰问谁",
        tip="列出所选月份该走访、慰问、体检、续保的人和原因；填了办理日期再点，记入《服务台账》",
        icon="ContactPictureMenu",
        command="care",
        help="生成《关怀提醒》：谁该关怀、为什么、各项覆盖多少；填了办理日期的记入《服务台账》。",
        readme=(
            "生成《关怀提醒》：本月该走访、慰问、体检、续保的人，为什么，逾期多少，各项覆盖多少"
            "（填了办理日期再执行一次，记入《服务台账》）"
        ),
        arguments=(FILE, MONTH),
        options=(TODAY,),
        run=f"{HERE}.caring:care",
        has_draft=True,
    ),
    Operation(
        id="check",
        group=MONTHLY,
        label="检查",
        note="问题逐条列出",
        tip="核对全部表格，问题列入《检查结果》",
        icon="ErrorChecking",
        is_large=True,
        command="check",
        help="检查预算、台账、会费和各种登记，生成《检查结果》；有问题时退出码为 1。",
        readme=(
            "检查，生成《检查结果》（`--json` 输出数据，`--rule ID` 只看一条规则，"
            "`--no-sheet` 不改动文件；有问题时退出码为 1）"
        ),
        arguments=(FILE,),
        options=(
            Option("as_json", "--json", "输出 JSON，不改动文件", Kind.FLAG, only_shows=True),
            Option("rule", "--rule", "只看一条规则，不改动文件", metavar="ID", only_shows=True),
            Option(
                "no_sheet",
                "--no-sheet",
                "不生成《检查结果》，不改动文件",
                Kind.FLAG,
                only_shows=True,
            ),
            TODAY,
        ),
        run=f"{HERE}.checking:check",
        takes_typed=True,
        terminal=f"{HERE}.commands:check",
    ),
    Operation(
        id="explain",
        group=MONTHLY,
        command="explain",
        help="说明一条规则：为什么要查，例子，怎样处理，依据和可信度，本地的限额。",
        readme=(
            "说明一条规则（写《检查结果》上的规则名也可以）：为什么要查、例子、怎样处理、"
            "依据和可信度（不写名称则列出全部规则；写了名称，加 `--place 浙江` 或 "
            "`--file 工作簿`，再列出它在那里的限额、文件和核对日期）"
        ),
        arguments=(
            Argument(
                "rule",
                "[RULE-ID]",
                "规则的名称；不写则列出全部规则",
                is_required=False,
                shown="RULE-ID",
            ),
        ),
        options=(
            Option("place", "--place", "哪里的限额：省或市的名称", metavar="PLACE"),
            Option("of_file", "--file", "用哪本工作簿的执行标准和支出标准", Kind.PATH, "FILE"),
            TODAY,
        ),
        terminal=f"{HERE}.commands:explain",
    ),
    Operation(
        id="brief",
        group=MONTHLY,
        label="月度简报",
        note="所选月份，Word",
        tip="按首页所选月份（没有选的按今天）写 Word 简报",
        icon="FilePrintPreview",
        arguments=(FILE, REPORT_FILE),
        options=(
            Option("month", "--month", "哪个月的简报", metavar="YYYY-MM"),
            REPORT_TEMPLATE,
            TODAY,
        ),
        run=f"{HERE}.reports:brief",
        is_noted=False,
        steps=9,
    ),
)
