"""The assessment list."""

from __future__ import annotations

from unionxl.domain.evidence import EvidenceItem
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind

MEASURES = (
    "条数",
    "人次",
    "人数",
    "覆盖率",
    "数量",
    "金额",
    "答复率",
    "落实率",
    "满意率",
    "完成率",
    "按时率",
    "入会率",
    "净增",
)


class Evidence:
    """One line of the assessment list."""

    evidence_no = Column("编号", Kind.CODE, 7)
    category = Column("类别", width=22)
    content = Column("考核内容", width=42, is_required=True)
    points = Column("分值", Kind.NUMBER, 7)
    counted_from = Column("取数来源", width=22, is_folded=True)
    needed_count = Column("需要份数", Kind.COUNT, 7)
    own_score = Column("自评分", Kind.NUMBER, 8)
    remark = Column("备注", width=24)
    measure = Column("计量", width=9, choices=MEASURES, is_optional=True, is_folded=True)
    target = Column("目标值", Kind.CODE, 9, hint="如 5、80%、10", is_optional=True, is_folded=True)
    scoring = Column(
        "评分办法",
        width=20,
        hint="如 全有、按比例、缺一扣1、每件加1最多5；其余按人工",
        is_optional=True,
        is_folded=True,
    )
    proof_note = Column("佐证说明", width=26, is_optional=True, is_folded=True)


EVIDENCE = Table(
    "Evidence",
    "考核清单",
    columns_of(Evidence),
    EvidenceItem,
    "evidence_items",
    called="考核细则",
    intro="上级考核细则逐条列出，年终据此清点材料。",
    group=Group.OTHER,
    next_year=NextYear.DRAFTED,
    start=lambda facts: facts.evidence_items,
)
