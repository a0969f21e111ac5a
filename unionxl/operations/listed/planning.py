"""From the plan of a year to its calendar."""

from __future__ import annotations

from unionxl.operations.listed.groups import PLANNING
from unionxl.operations.listed.words import FILE, HERE, REPORT_FILE, REPORT_TEMPLATE, TODAY
from unionxl.operations.operation import Argument, Document, Kind, Operation, Option

_WRITTEN = (".docx", ".doc", ".wps", ".rtf", ".odt", ".txt", ".pdf")
_FILES = (*_WRITTEN, ".xlsx", ".xls", ".et", ".csv", ".html")
_PLAN_DOCUMENT = Argument(
    "document",
    "DOCUMENT",
    "计划文档：Word、WPS、Excel、PDF、网页、.csv 或 .txt，或 - 从标准输入读取",
)
_TERM = Option(
    "term_start",
    "--term-start",
    "计划按“第几周”写时，第1周的星期一，如 2026-03-02",
    answers="term",
)
_SIMPLIFIED = Option(
    "simplified", "--simplified", "把繁体字转成简体字", Kind.FLAG, label="繁体转成简体"
)

OPERATIONS = (
    Operation(
        id="read_plan",
        group=PLANNING,
        command="plan read",
        help="查看会导入哪些事项、哪些行没有读懂；不改动任何文件。",
        readme="看文档里会导入什么（`--json` 输出数据，`--simplified` 繁体转简体）",
        arguments=(_PLAN_DOCUMENT,),
        options=(Option("as_json", "--json", "输出 JSON", Kind.FLAG), _TERM, _SIMPLIFIED),
        terminal=f"{HERE}.commands:read_plan",
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
        help="把文档中的计划导入工作簿的《年度计划》；有疑问的列在《导入核对》。",
        readme="导入《年度计划》，有疑问的列在《导入核对》"
        "（几份计划时用 `--plan 2` 选一份；有要核对的行时退出码为 1）",
        arguments=(FILE, _PLAN_DOCUMENT),
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
            _TERM,
            _SIMPLIFIED,
        ),
        run=f"{HERE}.plans:import_chosen",
        terminal=f"{HERE}.commands:import_plan",
        document=Document("plan", "选择年度计划文档", _FILES),
    ),
    Operation(
        id="accept_plan",
        group=PLANNING,
        label="导入所选",
        note="《导入核对》上选好的",
        tip="把《导入核对》上选了“是”的行列入《年度计划》",
        icon="DataValidation",
        command="plan accept",
        help="把《导入核对》上选了“是”的行列入《年度计划》。",
        readme="把《导入核对》上选了“是”的行列入《年度计划》（有选了而没有列入的行时退出码为 1）",
        arguments=(FILE,),
        run=f"{HERE}.plan_accepting:accept_chosen",
        terminal=f"{HERE}.commands:accept_plan",
        has_draft=True,
    ),
    Operation(
        id="write_plan",
        group=PLANNING,
        label="写计划文档",
        note="全年计划，Word",
        tip="把《年度计划》写成 Word 计划文档",
        icon="ExportWord",
        command="plan write",
        help="把《年度计划》写成 Word 版年度工作计划。",
        readme=(
            "写 Word 版年度工作计划（`--form list` 按月列条，`--budget` 附经费预算表，"
            "`--template` 用自己的模板）"
        ),
        arguments=(FILE, REPORT_FILE),
        options=(
            Option("form", "--form", "具体安排的样子：table 表格，list 按月列条", default="table"),
            Option("budget", "--budget", "附经费预算表", Kind.FLAG, label="附经费预算表"),
            REPORT_TEMPLATE,
            TODAY,
        ),
        run=f"{HERE}.plan_documents:write_plan",
        is_noted=False,
        steps=1,
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
        arguments=(FILE, Argument("document", "NOTICE.txt", "放假通知的文本，或 -")),
        run=f"{HERE}.holidays:take_notice",
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
        arguments=(FILE,),
        options=(TODAY,),
        makes=("unionxl.views.year_calendar:VIEW",),
    ),
)
