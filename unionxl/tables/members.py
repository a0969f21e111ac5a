"""The members: one row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.members import ACTIVE, RETIRED, SECONDED, Member
from unionxl.tables.model import (
    DOUBLE,
    DOUBLE_NUMBER,
    Group,
    Highlight,
    Look,
    NextYear,
    RegisterReader,
    RegisterRow,
    Tab,
    Table,
    TypingCheck,
    columns_of,
)
from unionxl.values.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook

ROLES_HINT = "主席、副主席、委员、经审、女工、小组长、代表；几项之间用“、”"
EDUCATIONS = ("研究生", "本科", "大专", "中专", "高中及以下")
POLITICAL_STATUSES = ("中共党员", "中共预备党员", "共青团员", "民主党派", "群众")
EMPLOYMENT_STATUSES = (ACTIVE, RETIRED, "调离", "离职", SECONDED)


class Members:
    """One member."""

    member_no = Column("会员编号", Kind.CODE, 8, is_essential=True, is_required=True)
    name = Column("姓名", width=10, is_essential=True, is_required=True)
    gender = Column("性别", width=6, choices=("女", "男"), is_closed=True)
    born_on = Column("出生日期", Kind.DATE, 11)
    joined_on = Column("入会日期", Kind.DATE, 11)
    left_on = Column("退会日期", Kind.DATE, 11, is_optional=True, is_folded=True)
    group = Column("工会小组", width=12)
    staff_kind = Column("人员类别", width=8, choices=("在编", "合同", "临聘", "其他"))
    dues_class = Column("会费档次", width=8, is_folded=True)
    monthly_base_amount = Column("月缴费基数", Kind.MONEY, 11)
    employment_status = Column("在职状态", width=8, choices=EMPLOYMENT_STATUSES)
    retired_on = Column("退休日期", Kind.DATE, 11, is_folded=True)
    in_hardship = Column("困难职工", Kind.FLAG, 7, is_folded=True)
    phone = Column("联系电话", Kind.CODE, 13)
    remark = Column("备注", width=18)
    union_roles = Column("工会职务", width=12, hint=ROLES_HINT, is_optional=True, is_folded=True)
    clubs = Column("社团", width=14, hint="几个社团之间用“、”", is_optional=True, is_folded=True)
    ethnicity = Column("民族", width=8, is_optional=True, is_folded=True)
    education = Column("学历", width=8, choices=EDUCATIONS, is_optional=True, is_folded=True)
    political_status = Column(
        "政治面貌", width=11, choices=POLITICAL_STATUSES, is_optional=True, is_folded=True
    )


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for member in book.members:
        words = f"{member.employment_status} {'困难职工' if member.in_hardship else ''}"
        is_whole = bool(member.gender and member.born_on and member.joined_on)
        gap = "" if is_whole else "性别、出生日期或入会日期没有填"
        yield RegisterRow(member.joined_on, words, gap)


MEMBERS = Table(
    "Members",
    "会员",
    columns_of(Members),
    Member,
    "members",
    key=Members.member_no.header,
    intro="一行一人；不填身份证号和银行卡号。",
    is_in_sight=True,
    group=Group.MEMBERS,
    tab=Tab.MEMBERS,
    next_year=NextYear.CHOSEN,
    highlights=(
        Highlight((Members.member_no,), DOUBLE, Look.STRONG, DOUBLE_NUMBER),
        Highlight(
            (Members.name, Members.employment_status),
            'AND({employment_status}<>"",{employment_status}<>"在职",{employment_status}<>"借用")',
            Look.STRUCK,
        ),
        Highlight((Members.in_hardship,), '{in_hardship}="是"', Look.STRONG, '"▲ "@'),
    ),
    checks=(
        TypingCheck(
            Members.member_no,
            "COUNTIF({column},{cell})<2",
            "这个会员编号已有人使用。请另编一个号。",
        ),
    ),
    register=RegisterReader(_rows, tells_deeds=False),
)


def known_member(column: Column) -> TypingCheck:
    """Return the check of a member's number."""
    return TypingCheck(
        column,
        "COUNTIF({known},{cell})>0",
        "《会员》表中没有这个编号。确实无误的可以照用。",
        known=(MEMBERS, Members.member_no),
    )
