"""What is done with the row that the clerk stands in."""

from __future__ import annotations

from unionxl.operations.listed.groups import ROW
from unionxl.operations.listed.words import FILE, HERE, TODAY
from unionxl.operations.operation import Argument, Operation, Option

OPERATIONS = (
    Operation(
        id="form",
        group=ROW,
        label="打印这一行",
        note="签到表、签收表、报销单",
        tip="先点表里的一行：签到表、签收表、报销单、慰问表、提案表、会议记录等",
        icon="FilePrint",
        command="form",
        help="为表中的行生成《打印》：签到表、签收表、报销单、慰问表等。",
        readme="为表中的行生成《打印》（`--form 活动签到表` 只要一种；行号可写 5-9,12）",
        arguments=(
            FILE,
            Argument("sheet", "SHEET", "工作表，如 收支台账"),
            Argument("row", "ROW", "行号，如 5 或 5-9,12"),
        ),
        options=(Option("form", "--form", "只要这一种表格，写它的名称"), TODAY),
        run=f"{HERE}.forms:form",
        needs_row=True,
    ),
)
