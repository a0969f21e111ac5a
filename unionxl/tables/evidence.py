"""The assessment list."""

from __future__ import annotations

from unionxl.domain.evidence import EvidenceItem
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind


class Evidence:
    """One line of the assessment list."""

    evidence_no = Column("编号", Kind.CODE, 7)
    category = Column("类别", width=22)
    content = Column("考核内容", width=42, is_required=True)
    points = Column("分值", Kind.NUMBER, 7)
    counted_from = Column("取数来源", width=22)
    needed_count = Column("需要份数", Kind.COUNT, 7)
    own_score = Column("自评分", Kind.NUMBER, 8)
    remark = Column("备注", width=24)


EVIDENCE = Table(
    "Evidence",
    "考核清单",
    columns_of(Evidence),
    EvidenceItem,
    "evidence_items",
    intro="上级考核细则逐条列出，年终据此清点材料。",
    group=Group.OTHER,
    next_year=NextYear.DRAFTED,
    start=lambda facts: facts.evidence_items,
)
