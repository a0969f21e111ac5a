"""The papers: one row for each that came in, went up or was filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.papers import INFORMATION, NOT_USED, RECEIVED, Paper
from unionxl.tables.model import (
    Group,
    NextYear,
    RegisterReader,
    RegisterRow,
    Tab,
    Table,
    columns_of,
)
from unionxl.values.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook

USED_BY = (NOT_USED, "校", "区县", "市", "省", "全国")


class Papers:
    """One paper."""

    dated_on = Column("日期", Kind.DATE, 11, is_required=True, is_of_year=True)
    paper_no = Column("编号", Kind.CODE, 8)
    direction = Column("方向", width=8, choices=(RECEIVED, "上报", INFORMATION, "归档"))
    title = Column("标题", width=36, is_required=True)
    document_no = Column("文号", width=18)
    counterpart = Column("来往单位", width=16)
    due_on = Column("办理期限", Kind.DATE, 11)
    settled_on = Column("办结日期", Kind.DATE, 11)
    used_by = Column("采用级别", width=9, choices=USED_BY, is_folded=True)
    points = Column("积分", Kind.NUMBER, 7, is_folded=True)
    kept_for = Column("保管期限", width=9, choices=("永久", "30年", "10年", "自存"), is_folded=True)
    archive_place = Column("存放处", width=12)
    remark = Column("备注", width=18)
    author = Column("撰稿人", width=9, is_optional=True, is_folded=True)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for paper in book.papers:
        is_open = paper.due_on is not None and paper.settled_on is None
        gap = "没有填办结日期" if is_open else ""
        used = f"采用 {paper.used_by}" if paper.is_used else ""
        words = " ".join(filter(None, (paper.direction, paper.title, used)))
        yield RegisterRow(paper.dated_on, words, gap)


PAPERS = Table(
    "Papers",
    "文件材料",
    columns_of(Papers),
    Paper,
    "papers",
    intro="收文、上报、信息报送和归档的文件，每件记一行。",
    is_optional=True,
    group=Group.OTHER,
    tab=Tab.OPEN,
    next_year=NextYear.CHOSEN,
    register=RegisterReader(_rows),
)
