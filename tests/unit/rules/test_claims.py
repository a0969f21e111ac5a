"""A claim is neither a visit nor a cover: what the checks and the summary make of one."""

from __future__ import annotations

import datetime as dt

from tests.builders import a_book, standards
from unionxl.domain.service_summary import ServiceSummary
from unionxl.rules.book_index import BookIndex
from unionxl.rules.registers.visits import visit_late

MEMBERS = "会员编号 | 姓名 | 性别 | 入会日期 | 在职状态\n001 | 王芳 | 女 | 2010-09-01 | 在职"
HEAD = "日期 | 会员编号 | 姓名 | 事项 | 内容 | 事由 | 发生日期\n"
CLAIM = HEAD + "2026-03-05 | 001 | 王芳 | 医疗互助 | 理赔 | 生病住院 | 2026-02-01"
VISIT = HEAD + "2026-03-05 | 001 | 王芳 | 五必访 | 看望 | 生病住院 | 2026-02-01"
SETTINGS = {"走访时限天数": 7}


def test_a_claim_is_no_late_visit() -> None:
    for rows, count in ((CLAIM, 0), (VISIT, 1)):
        book = a_book(as_of=dt.date(2026, 3, 6), settings=SETTINGS, members=MEMBERS, services=rows)
        assert len(list(visit_late(BookIndex(book, standards())))) == count


def test_a_claim_covers_nobody_in_the_summary() -> None:
    book = a_book(as_of=dt.date(2026, 3, 6), members=MEMBERS, services=CLAIM)
    (figures,) = ServiceSummary(book).figures()
    assert [one.name for one in figures.lacking] == ["王芳"]
