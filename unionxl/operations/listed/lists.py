"""What comes in without typing."""

from __future__ import annotations

from unionxl.operations.listed.groups import ENTRY
from unionxl.operations.listed.words import FILE, HERE, TODAY
from unionxl.operations.operation import Argument, Document, Kind, Operation, Option

_WRITTEN = (".txt", ".docx", ".doc", ".wps", ".rtf", ".odt")
_LISTS = (".xlsx", ".xls", ".xlsm", ".et", ".csv", *_WRITTEN)

OPERATIONS = (
    Operation(
        id="import_list",
        group=ENTRY,
        label="导入名单",
        note="人员表、账表、对账单",
        tip="选择她自己的名单或账表，先列出《导入预览》，不写入",
        icon="ImportExcel",
        command="import",
        help="把名单、扣款表、账表或对账单导入工作簿；先写《导入预览》，不写来源时确认导入。",
        readme=(
            "导入名单、工资扣款表、财务账表、银行对账单：先写《导入预览》；不写来源时照预览写入"
            "（有存疑的行时退出码为 1）"
        ),
        arguments=(
            FILE,
            Argument(
                "document",
                "[SOURCE]",
                "名单或账表：.xlsx、.xls、.csv、.txt 或 Word；不写则确认《导入预览》",
                is_required=False,
                shown="SOURCE",
                without_leads_to="accept_import",
            ),
        ),
        options=(
            Option("into", "--into", "导入哪张表，如 会员；不写则按表头判断", metavar="SHEET"),
            Option("sheet", "--sheet", "来源中的哪张工作表", metavar="NAME"),
            Option("month", "--month", "会费扣款表是哪个月的", metavar="YYYY-MM"),
            Option(
                "dry_run", "--dry-run", "只显示会导入什么，不改动文件", Kind.FLAG, only_shows=True
            ),
            Option("yes", "--yes", "不经预览，直接写入没有疑问的行", Kind.FLAG),
            TODAY,
        ),
        example="[--into 会员]",
        run=f"{HERE}.list_import:import_list",
        document=Document("list", "选择名单或账表", _LISTS),
    ),
    Operation(
        id="accept_import",
        group=ENTRY,
        label="确认导入",
        note="照《导入预览》写入",
        tip="照《导入预览》把名单写入各表",
        icon="AcceptInvitation",
        run=f"{HERE}.list_import:accept",
    ),
    Operation(
        id="tidy",
        group=ENTRY,
        label="整理格式",
        note="文字改成日期、数字",
        tip="把写成文字的日期、金额、人数和“√”列在《导入预览》，确认后改成真正的日期、数字和“是”",
        icon="ClearFormats",
        command="tidy",
        help="把写成文字的日期、数字和“√”列在《导入预览》，确认后改好。",
        readme="把写成文字的日期、金额和“√”先列在《导入预览》，再执行 `unionxl import FILE` 改好",
        arguments=(FILE,),
        options=(
            Option("table", "--table", "只整理哪张表，如 会员", metavar="SHEET"),
            Option("yes", "--yes", "不经预览，直接整理", Kind.FLAG),
            TODAY,
        ),
        run=f"{HERE}.tidying:tidy",
    ),
    Operation(
        id="fill",
        group=ENTRY,
        label="填上级名单",
        note="选空表，填入会员",
        tip="选上级发来的空表（.xlsx），按列名把会员填进一份副本；身份证号和卡号空着",
        icon="TableInsert",
        command="fill",
        help="按列名把会员填进上级发来的空表，另存一份；身份证号和卡号空着。",
        readme="按列名把会员填进上级发来的空表，另存为 OUT.xlsx（`--to 女教职工` 只填这些人）",
        arguments=(
            FILE,
            Argument("document", "TEMPLATE.xlsx", "上级发来的空表"),
            Argument("out", "OUT.xlsx", "要写的文件", Kind.PATH),
        ),
        options=(Option("to", "--to", "填哪些人，如 女教职工", metavar="GROUP"), TODAY),
        run=f"{HERE}.filling:fill",
        document=Document("form", "选择上级发来的空表", (".xlsx",)),
        is_noted=False,
    ),
)
