"""The operations, each described once: buttons, macros, commands, their texts come from here.

Plain data: a click reads it before it imports what it needs.
"""

from __future__ import annotations

import sys

from unionxl.operations.operation import (
    Argument,
    Document,
    Group,
    Kind,
    Operation,
    Option,
    Place,
)

PLANNING = Group("Planning", "计划")
MONTHLY = Group("Monthly", "每月")
ENTRY = Group("Entry", "录入")
ROW = Group("Row", "这一行")  # in the ribbon, and in row 1 of the sheets whose rows it is about
MONEY = Group("Money", "经费")
MEMBERS = Group("Members", "会员")
YEAR_END = Group("YearEnd", "年终")
MORE = Group("More", "其他")
GROUPS = (PLANNING, MONTHLY, ENTRY, ROW, MONEY, MEMBERS, YEAR_END, MORE)

# Words of the command line that several commands begin with, and what they are about.
COMMAND_GROUPS = {"plan": "读取和导入计划文档。"}

_HERE = "unionxl.operations"
_USUAL_HOST = "libreoffice" if sys.platform == "linux" else "excel"
_PLAN_FILES = (".docx", ".doc", ".wps", ".txt", ".pdf")

_FILE = Argument("file", "FILE", "工作簿（.xlsx 或 .xlsm）", Kind.PATH)
_PLAN_DOCUMENT = Argument(
    "document", "DOCUMENT", "计划文档 .docx .doc .wps .txt .pdf，或 - 从标准输入读取"
)
_SIMPLIFIED = Option("simplified", "--simplified", "把繁体字转成简体字", Kind.FLAG)
_TODAY = Option("today", "--today", "按哪一天制表，默认今天", metavar="YYYY-MM-DD")
_LAST = Option("last", "--last", "上年的工作簿，用于比较", Kind.PATH, "FILE")
_HOST = Option("host", "--for", "按钮供哪个程序使用", default="excel")
_USUAL = Option("host", "--for", "按钮供哪个程序使用", default=_USUAL_HOST)

_PLANNING = (
    Operation(
        id="read_plan",
        group=PLANNING,
        command="plan read",
        help="查看会导入哪些事项、哪些行没有读懂；不改动任何文件。",
        readme="看文档里会导入什么（`--json` 输出数据，`--simplified` 繁体转简体）",
        arguments=(_PLAN_DOCUMENT,),
        options=(Option("as_json", "--json", "输出 JSON", Kind.FLAG), _SIMPLIFIED),
        terminal=f"{_HERE}.commands:read_plan",
    ),
    Operation(
        id="import_plan",
        group=PLANNING,
        label="导入年度计划",
        note="选文档，逐条列入",
        tip="选择计划文档，逐条列入《年度计划》",
        icon="GetExternalDataFromText",
        is_large=True,
        command="plan import",
        help="把文档中的计划导入工作簿的《年度计划》。",
        readme="导入《年度计划》（几份计划时用 `--plan 2` 选一份）",
        arguments=(_FILE, _PLAN_DOCUMENT),
        options=(
            Option(
                "year",
                "--year",
                "计划的年份，文档中没有写明时使用",
                Kind.NUMBER,
                answers="year",
            ),
            Option(
                "plan",
                "--plan",
                "文档中有几份计划时，取第几份",
                Kind.NUMBER,
                answers="plan",
            ),
            _SIMPLIFIED,
        ),
        run=f"{_HERE}.plans:import_chosen",
        terminal=f"{_HERE}.commands:import_plan",
        document=Document("plan", "选择年度计划文档", _PLAN_FILES),
    ),
    Operation(
        id="holidays",
        group=PLANNING,
        label="导入放假通知",
        note="选国务院通知的文本",
        tip="选择国务院放假通知的文本，填入《放假安排》",
        icon="FunctionsDateTimeInsertGallery",
        command="holidays",
        help="读取国务院办公厅放假通知的文本，填入《放假安排》。",
        readme="把国务院办公厅的放假通知填入《放假安排》",
        arguments=(_FILE, Argument("document", "NOTICE.txt", "放假通知的文本，或 -")),
        run=f"{_HERE}.holidays:take_notice",
        document=Document("notice", "选择放假通知的文本文件", (".txt",)),
    ),
    Operation(
        id="calendar",
        group=PLANNING,
        label="全年日历",
        note="节假日、农历、节气",
        tip="一页看全年：节假日、调休、农历、节气",
        icon="OpenAttachedCalendar",
        command="calendar",
        help="生成全年日历。",
        readme="生成《全年日历》：农历、节气、放假、节日，有计划事项的日子标 ●",
        arguments=(_FILE,),
        options=(_TODAY,),
        makes=("unionxl.views.year_calendar:VIEW",),
    ),
)
_MONTHLY = (
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
        arguments=(
            _FILE,
            Argument(
                "month",
                "[YYYY-MM]",
                "月份，也可写 3月；默认《首页》所选的，否则按今天",
                is_required=False,
                shown="2026-03",
            ),
        ),
        options=(
            Option("every", "--all", "十二个月都生成", Kind.FLAG, leads_to="all_months"),
            _TODAY,
        ),
        run=f"{_HERE}.months:one_month",
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
        run=f"{_HERE}.months:all_months",
        takes_typed=True,
        takes_offers=True,
        steps=12,
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
        arguments=(_FILE,),
        options=(
            Option("as_json", "--json", "输出 JSON，不改动文件", Kind.FLAG),
            Option("rule", "--rule", "只看一条规则，不改动文件", metavar="ID"),
            Option("no_sheet", "--no-sheet", "不生成《检查结果》，不改动文件", Kind.FLAG),
            _TODAY,
        ),
        run=f"{_HERE}.checking:check",
        takes_typed=True,
        terminal=f"{_HERE}.commands:check",
    ),
    Operation(
        id="explain",
        group=MONTHLY,
        command="explain",
        help="说明一条规则：为什么要查，例子，怎样处理，依据和可信度。",
        readme=(
            "说明一条规则（写《检查结果》上的规则名也可以）：为什么要查、例子、怎样处理、"
            "依据和可信度（不写名称则列出全部）"
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
        terminal=f"{_HERE}.commands:explain",
    ),
    Operation(
        id="brief",
        group=MONTHLY,
        label="月度简报",
        note="所选月份，Word",
        tip="按首页所选月份（没有选的按今天）写 Word 简报",
        icon="FilePrintPreview",
        run=f"{_HERE}.reports:brief",
        is_noted=False,
        steps=9,
    ),
)
_MONEY = (
    Operation(
        id="budget",
        group=MONEY,
        label="预算执行",
        note="预算与实际对照",
        tip="各科目预算与实际收支的对照",
        icon="AccountingFormat",
        command="budget",
        help="生成《预算执行》。",
        arguments=(_FILE,),
        options=(_TODAY,),
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
        arguments=(_FILE,),
        options=(_TODAY,),
        makes=("unionxl.views.dues_sheet:VIEW",),
    ),
)
_YEAR_END = (
    Operation(
        id="charts",
        group=YEAR_END,
        label="年终图表",
        note="八幅图，另存图片",
        tip="画好全年图表，另存为图片",
        icon="ChartTypeColumnInsertGallery",
        is_large=True,
        command="charts",
        help="生成《年终图表》，图片另存到“图表”文件夹。",
        readme="生成《年终图表》，图片另存到“图表”文件夹（`--last` 给出上年的工作簿）",
        arguments=(_FILE,),
        options=(_LAST, _TODAY),
        run=f"{_HERE}.charts:charts",
        tells_typed=True,
        steps=16,
    ),
    Operation(
        id="close",
        group=YEAR_END,
        label="决算与公开",
        note="决算、公开、目录",
        tip="收支决算表、经费公开、台账目录",
        icon="CalculateSheet",
        command="close",
        help="生成《收支决算表》《经费公开》《台账目录》。",
        arguments=(_FILE,),
        options=(_TODAY,),
        makes=(
            "unionxl.views.statement:VIEW",
            "unionxl.views.disclosure_notice:VIEW",
            "unionxl.views.register_index:VIEW",
        ),
        tells_typed=True,
        steps=3,
    ),
    Operation(
        id="report",
        group=YEAR_END,
        label="总结报告",
        note="全年工作，Word",
        tip="写 Word 年度工作总结",
        icon="ExportWord",
        command="report",
        help="写 Word 版年度工作总结，或一个月的简报。",
        readme=(
            "写 Word 版年度工作总结（`--month 2026-03` 写当月简报，`--template` 用自己的模板）"
        ),
        arguments=(_FILE, Argument("out", "OUT.docx", "要写的 Word 文档", Kind.PATH)),
        options=(
            Option("month", "--month", "只写这个月的简报", metavar="YYYY-MM", leads_to="brief"),
            Option("template", "--template", "自己改过的 Word 模板", Kind.PATH),
            _LAST,
            _TODAY,
        ),
        run=f"{_HERE}.reports:report",
        is_noted=False,
        steps=9,
    ),
)
_MORE = (
    Operation(
        id="new",
        group=MORE,
        command="new",
        help="新建一个空白工作簿：.xlsm 带按钮，.xlsx 不带。",
        readme=(
            "新建空白工作簿（`--from OLD` 把同一年度的旧工作簿逐行复制到今天的版式，"
            "说明哪些表没有复制；旧文件不动）"
        ),
        arguments=(_FILE,),
        options=(
            Option("year", "--year", "年度，默认今年", Kind.NUMBER),
            Option("unit", "--unit", "单位名称", default=""),
            _HOST,
            Option(
                "old",
                "--from",
                "旧的工作簿：同一年度，逐行复制到今天的版式",
                Kind.PATH,
                "OLD",
            ),
        ),
        example="--year 2026",
        terminal=f"{_HERE}.commands:new",
    ),
    Operation(
        id="ics",
        group=MORE,
        label="导出日历",
        note="手机、电脑可读",
        tip="写成手机和电脑日历可读的文件",
        icon="MeetingRequest",
        command="ics",
        help="把年度计划写成日历文件，供 Outlook 和手机导入。",
        arguments=(_FILE, Argument("out", "OUT.ics", "要写的日历文件", Kind.PATH)),
        run=f"{_HERE}.reports:ics",
        is_noted=False,
    ),
    Operation(
        id="restore",
        group=MORE,
        label="恢复备份",
        note="回到操作之前",
        tip="回到上一次操作之前；再点一次又回到现在",
        icon="Undo",
        command="restore",
        help="恢复最近的备份；再执行一次又回到现在。",
        readme="恢复最近一次备份；现在的文件先另存一份",
        arguments=(_FILE,),
        terminal=f"{_HERE}.commands:restore",
        place=Place.FILE,
        is_noted=False,
    ),
    Operation(
        id="repair",
        group=MORE,
        label="修复工作簿",
        note="表格不见了，点这里",
        tip="表格不见了（用别的程序另存过）时，在旁边另存一本修好的；原文件不动",
        icon="TableInsert",
        command="repair",
        help="表格不见了（用别的程序另存过）的工作簿：在旁边另存一本修好的，原文件不动。",
        readme=(
            "表格不见了（用别的程序另存过）时，按表头认出各张表，在旁边另存一本修好的；原文件不动"
        ),
        arguments=(_FILE,),
        options=(_HOST, _TODAY),
        run=f"{_HERE}.copying:repair_asked",
        is_noted=False,
    ),
    Operation(
        id="help",
        group=MORE,
        label="使用说明",
        note="有问题看这里",
        tip="怎样启用宏，每个按钮、每张表怎样用",
        icon="Help",
        is_large=True,
        place=Place.HOST,
        is_noted=False,
    ),
    Operation(
        id="setup",
        group=MORE,
        command="setup",
        help="把工作簿的按钮与本机的程序连接起来，并在桌面放快捷方式。",
        readme="把工作簿的按钮与本机的程序连接起来，桌面放快捷方式",
        arguments=(_FILE,),
        terminal=f"{_HERE}.commands:setup",
    ),
    Operation(
        id="doctor",
        group=MORE,
        command="doctor",
        help="看看按钮为什么不能用：Python、Excel、字体、权限、宏；有问题时退出码为 1。",
        readme="按钮不能用时，逐项看原因和办法（不写文件名则只看本机；有问题时退出码为 1）",
        arguments=(
            Argument(
                "file",
                "[FILE]",
                "工作簿；不写则只看本机",
                Kind.PATH,
                is_required=False,
                shown="FILE",
            ),
        ),
        terminal=f"{_HERE}.commands:doctor",
    ),
    Operation(
        id="demo",
        group=MORE,
        command="demo",
        help="生成示例：一本用到今天的工作簿，所有的表、总结、简报、日历文件和计划原文。",
        readme="生成示例（`--today 2026-05-20` 当作哪一天，`--for` 按钮供哪个程序使用）",
        arguments=(Argument("folder", "DIR", "放示例文件的文件夹", Kind.PATH),),
        options=(_TODAY, _USUAL),
        terminal=f"{_HERE}.commands:demo",
    ),
)

OPERATIONS = (*_PLANNING, *_MONTHLY, *_MONEY, *_YEAR_END, *_MORE)
BY_ID = {one.id: one for one in OPERATIONS}


def operation(action: str) -> Operation:
    """Return an operation by its id.

    Raises:
        KeyError: there is none.
    """
    return BY_ID[action]
