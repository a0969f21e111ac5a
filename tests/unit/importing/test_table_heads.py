from __future__ import annotations

import io

from docx import Document

from unionxl.importing.documents import read_bytes
from unionxl.importing.parser import parse_plan

ROWS = (
    ("时间", "工作内容", "", "负责人"),
    ("", "主要活动", "常规工作", ""),
    ("9月", "教师节座谈", "制定计划", "李敏"),
    ("10月", "书画展", "信息更新", "王芳"),
    ("11月", "拔河赛", "经费公开", "周强"),
)


def test_a_head_of_two_rows_is_no_work_and_all_its_columns_are_read() -> None:
    document = Document()
    document.add_paragraph("2026年工会工作计划")
    table = document.add_table(rows=len(ROWS), cols=4)
    for at, row in enumerate(ROWS):
        for place, text in enumerate(row):
            table.cell(at, place).text = text
    for place in (0, 3):
        table.cell(0, place).merge(table.cell(1, place))
    table.cell(0, 1).merge(table.cell(0, 2))
    file = io.BytesIO()
    document.save(file)
    result = parse_plan(read_bytes(file.getvalue()))
    assert [(one.months, one.text) for one in result.plans[0].items] == [
        ((9,), "教师节座谈"),
        ((9,), "制定计划"),
        ((10,), "书画展"),
        ((10,), "信息更新"),
        ((11,), "拔河赛"),
        ((11,), "经费公开"),
    ]
    assert not result.not_understood
