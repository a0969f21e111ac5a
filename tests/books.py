"""Generated years: ledgers, budgets, members and registers as a clerk could have typed them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.unit.views.years import (
    SETTINGS,
    a_budget_line,
    a_member,
    an_expense,
    an_item,
    empty_year,
)
from unionxl.domain.services import ServiceEntry
from unionxl.domain.source import SourceRef
from unionxl.resources import load_accounts

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.budget import BudgetLine
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.members import Member

YEAR = 2026
CODES = ("", "401", "402", "501", "50101", "50102", "501.02", "503", "5041", "504", "999", "甲")
FAMILY_NAMES = "赵钱孙李周吴郑王冯陈欧诸司上"
COMPOUND_FAMILY_NAMES = ("欧阳", "司马", "上官", "诸葛", "令狐")
GIVEN_NAMES = "芳娜敏静秀丽强磊军洋勇艳杰涛明超霞平刚桂喆龑"
MINORITY_NAMES = ("古丽娜尔·买买提", "阿依努尔•吐尔逊", "扎西．次仁", "阿卜杜拉·艾力·玉素甫")

amounts = st.decimals(Decimal("0.00"), Decimal("99999.99"), places=2)
signed_amounts = st.decimals(Decimal("-9999.99"), Decimal("99999.99"), places=2)
days = st.dates(dt.date(YEAR - 1, 12, 1), dt.date(YEAR + 1, 1, 31))


@st.composite
def entries(draw: st.DrawFn) -> LedgerEntry:
    """Draw a ledger row; a few have both amounts, none, or a day of another year."""
    code = draw(st.sampled_from(CODES))
    row = an_expense(draw(days), code, draw(st.sampled_from(("", "文体活动费"))), "0.00")
    income, expense = draw(
        st.sampled_from(("income", "expense", "both", "none")).map(
            lambda kind: (kind in {"income", "both"}, kind in {"expense", "both"})
        )
    )
    return replace(
        row,
        income_amount=draw(signed_amounts) if income else Decimal("0.00"),
        expense_amount=draw(signed_amounts) if expense else Decimal("0.00"),
    )


@st.composite
def budget_lines(draw: st.DrawFn) -> BudgetLine:
    """Draw a budget line, perhaps a sum row or one that draws on earlier years."""
    name = draw(st.sampled_from(("", "文体活动费", "本年收入合计", "动用以前年度结余")))
    line = a_budget_line(draw(st.sampled_from(CODES)), name, "0.00")
    return replace(
        line,
        kind=draw(st.sampled_from(("收入", "支出"))),
        original_amount=draw(amounts),
        revision_amount=draw(signed_amounts),
        last_year_amount=draw(st.none() | amounts),
    )


@st.composite
def years(draw: st.DrawFn) -> UnionBook:
    """Draw a year's money."""
    opening = draw(st.none() | signed_amounts)
    return replace(
        empty_year(YEAR),
        settings=replace(SETTINGS, fiscal_year=YEAR, opening_balance_amount=opening),
        as_of=draw(st.dates(dt.date(YEAR, 1, 1), dt.date(YEAR + 1, 3, 1))),
        ledger_entries=tuple(draw(st.lists(entries(), max_size=25))),
        budget_lines=tuple(draw(st.lists(budget_lines(), max_size=8))),
        accounts=load_accounts(),
    )


names = st.one_of(
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from((*FAMILY_NAMES, *COMPOUND_FAMILY_NAMES)),
            st.text(GIVEN_NAMES, min_size=1, max_size=2),
        ),
    ),
    st.sampled_from(MINORITY_NAMES),
)
phones = st.one_of(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"0[0-9]{3}-[0-9]{7}", fullmatch=True),
)


@st.composite
def members(draw: st.DrawFn, name: str = "") -> Member:
    """Draw a member with a telephone and a birth date."""
    born = draw(st.dates(dt.date(1960, 1, 1), dt.date(2004, 12, 31)))
    return replace(a_member(name or draw(names), born), phone=draw(phones))


@st.composite
def revealing_years(draw: st.DrawFn) -> UnionBook:
    """Draw a year in which every free text may hold a name, a telephone or a birth date."""
    roll = tuple(
        replace(member, member_no=f"H{number:03}")
        for number, member in enumerate(draw(st.lists(members(), min_size=1, max_size=4)), 1)
    )
    told = [text for one in roll for text in revealing_texts(one)]
    words = ("生日蛋糕", "住院慰问", "春节慰问品", "困难帮扶", "春游", "购买", "")
    texts = st.builds(
        "{}{}{}".format, st.sampled_from(words), st.sampled_from(told), st.sampled_from(words)
    )
    rows = st.builds(
        lambda day, amount, text, name, account, item_no: replace(
            an_expense(day, "501", account, str(amount)),
            description=text,
            occasion=text,
            remark=text,
            beneficiary=name,
            handler=name,
            payment_form="实物",
            item_no=item_no,
        ),
        days,
        amounts,
        texts,
        st.sampled_from([one.name for one in roll]),
        texts,
        st.sampled_from(("", "P001")),
    )
    services = st.builds(
        lambda one, text: ServiceEntry(
            None,
            one.member_no,
            one.name,
            text,
            text,
            None,
            "",
            None,
            text,
            one.name,
            text,
            SourceRef("服务台账", 4),
        ),
        st.sampled_from(roll),
        texts,
    )
    lines = st.builds(
        lambda text, amount: replace(a_budget_line("999", text, str(amount)), note=text),
        texts,
        amounts,
    )
    return replace(
        empty_year(YEAR),
        settings=replace(SETTINGS, unit_name=draw(texts), fiscal_year=YEAR),
        as_of=dt.date(YEAR, 12, 31),
        members=roll,
        work_items=(an_item("P001", (3,), "事项", category=draw(texts)),),
        ledger_entries=tuple(draw(st.lists(rows, min_size=1, max_size=6))),
        service_entries=tuple(draw(st.lists(services, max_size=3))),
        budget_lines=tuple(draw(st.lists(lines, max_size=3))),
        accounts=(),
    )


def revealing_texts(member: Member) -> tuple[str, ...]:
    """Return the ways in which a text tells who a member is."""
    name, phone = member.name, member.phone
    spelled = (name, " ".join(name), "　".join(name), re.sub("[·•．]", "", name))
    mobile = (f"{phone[:3]} {phone[3:7]} {phone[7:]}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}")
    wide = phone.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return (*spelled, phone, wide, *(() if "-" in phone else mobile), *birth_texts(member))


def birth_texts(member: Member) -> tuple[str, ...]:
    """Return the ways in which a clerk writes a birth date."""
    born = member.born_on
    assert born is not None
    return (
        f"{born:%Y-%m-%d}",
        f"{born:%Y%m%d}",
        f"{born:%Y.%m.%d}",
        f"{born.year}/{born.month}/{born.day}",
        f"{born.year}年{born.month}月{born.day}日",
        f"{born.year} 年 {born.month} 月 {born.day} 日",
        f"{born:%Y年%m月}",
        f"{born:%y}.{born.month}.{born.day}",
        f"{born:%y年}{born.month}月{born.day}日",
        f"{born.month}月{born.day}日生",
    )
