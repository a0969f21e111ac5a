"""The files of families in hardship: one row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.hardship import HardshipFile
from unionxl.tables.members import MEMBERS, known_member
from unionxl.tables.model import (
    BY_PROGRAM,
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

CAUSES = (
    "无劳动能力",
    "有劳动能力而未就业",
    "下岗失业",
    "未参加社会保险",
    "社保待遇落实不到位",
    "患重特大疾病",
    "自然灾害",
    "意外事故",
    "子女上学",
    "其他",
)
_ROW = "Hardship[[#This Row],[{}]]"
_INCOME, _EXPENSE, _HEADS = map(_ROW.format, ("家庭年收入", "家庭年支出", "家庭人口"))
MONTHLY = (
    f"=IF(AND(ISNUMBER({_INCOME}),N({_HEADS})>0),"
    f'ROUND((N({_INCOME})-N({_EXPENSE}))/12/N({_HEADS}),2),"")'
)


class Hardship:
    """One file."""

    file_no = Column("档案编号", Kind.CODE, 9, hint=BY_PROGRAM)
    member_no = Column("会员编号", Kind.CODE, 9)
    member_name = Column("姓名", width=10, is_required=True)
    category = Column("困难类别", width=11, choices=("深度困难", "相对困难", "意外致困"))
    level = Column("档案级别", width=9, choices=("校级", "市级", "省级", "全国级"))
    opened_on = Column("建档日期", Kind.DATE, 11)
    family_count = Column("家庭人口", Kind.COUNT, 7, is_folded=True)
    income_amount = Column("家庭年收入", Kind.MONEY, 12, is_folded=True)
    expense_amount = Column("家庭年支出", Kind.MONEY, 12, is_folded=True)
    monthly_amount = Column("月人均余额", Kind.MONEY, 11, formula=MONTHLY, is_folded=True)
    main_cause = Column("主要致困原因", width=14, choices=CAUSES)
    other_causes = Column("次要致困原因", width=18, is_folded=True)
    family = Column("家庭成员", width=26, is_folded=True)
    contact = Column("结对联系人", width=11)
    review_on = Column("复核日期", Kind.DATE, 11, hint="下一次复核的日期；空着为建档后一年")
    state = Column("状态", width=8, choices=("在档", "注销"))
    closed_on = Column("注销日期", Kind.DATE, 11)
    attachments = Column("附件", width=16)
    remark = Column("备注", width=16)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them: nothing of the family."""
    for one in book.hardship_files:
        gap = "" if one.opened_on else "没有填建档日期"
        yield RegisterRow(one.opened_on, f"{one.category} {one.level} {one.state}", gap)


HARDSHIP = Table(
    "Hardship",
    "困难档案",
    columns_of(Hardship),
    HardshipFile,
    "hardship_files",
    key=Hardship.file_no.header,
    intro="一户一行；收入、支出和家庭成员可以不填，不填身份证号和银行卡号。",
    is_optional=True,
    needs=(MEMBERS,),
    group=Group.MEMBERS,
    tab=Tab.MEMBERS,
    next_year=NextYear.CHOSEN,
    checks=(known_member(Hardship.member_no),),
    register=RegisterReader(_rows, tells_deeds=False),
)
