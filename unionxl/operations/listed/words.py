"""Arguments and options that several commands have."""

from __future__ import annotations

from unionxl.operations.operation import Argument, Document, Kind, Option

HERE = "unionxl.operations"

FILE = Argument("file", "FILE", "工作簿（.xlsx 或 .xlsm）", Kind.PATH)
MONTH = Argument(
    "month",
    "[YYYY-MM]",
    "月份，也可写 3月；默认《首页》所选的，否则按今天",
    is_required=False,
    shown="2026-03",
)
TODAY = Option("today", "--today", "按哪一天制表，默认今天", metavar="YYYY-MM-DD")
LAST = Option(
    "last",
    "--last",
    "上年的工作簿，用于比较",
    Kind.PATH,
    "FILE",
    label="与上年比较",
    document=Document("last", "选择上年的工作簿", (".xlsm", ".xlsx")),
)
HOST = Option("host", "--for", "按钮供哪个程序使用", default="excel")
REPORT_FILE = Argument("out", "OUT.docx", "要写的 Word 文档", Kind.PATH)
REPORT_TEMPLATE = Option(
    "template",
    "--template",
    "自己改过的 Word 模板",
    Kind.PATH,
    label="用自己的模板",
    document=Document("template", "选择自己改过的 Word 模板", (".docx",)),
)
