"""《送温暖台账》, its list to be hung up, and that nothing of a family stands anywhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book
from tests.sheet_text import render_text
from tests.unit.views.test_reads import ALL, full
from unionxl.domain.source import SourceRef
from unionxl.views.warmth_sheet import warmth_sheet

if TYPE_CHECKING:
    from tests.unit.views.test_reads import Made
    from unionxl.domain.book import UnionBook

MEMBERS = "会员编号|姓名|在职状态\n001|李敏|在职\n002|欧阳修远|在职\n003|刘洋|在职"
FILES = """
会员编号 | 姓名 | 困难类别 | 状态 | 家庭人口 | 家庭年收入 | 主要致困原因
001 | 李敏 | 深度困难 | 在档 | 3 | 20000 | 患重特大疾病
003 | 刘洋 | 特殊困难 | 在档 | | |
"""
SERVICES = """
日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额 | 经费来源 | 经办人
2026-01-20 | 001 | 李敏 | 送温暖 | 米、油 | 300 | 上级补助 | 何静
2026-01-21 | 002 | 欧阳修远 | 困难帮扶 | 照顾瘫痪的父亲 | 200 | 行政 | 何静
2026-08-21 | 001 | 李敏 | 送温暖 | 子女升学补助 | 1000 | 行政 | 何静
"""


def _told(settings: dict[str, float] | None = None) -> str:
    return render_text(
        warmth_sheet(a_book(members=MEMBERS, hardship=FILES, services=SERVICES, settings=settings))
    )


def test_sums_and_list() -> None:
    told = _told()
    assert "帮扶 2 户，3 人次，1,500.00 元。" in told
    assert "元旦春节小计" in told
    assert "没有凭证号的 1 行<body> | 300.00<money> | 0.00<money> | 300.00<money>" in told
    assert "李敏<body> | 深度困难<body> | 2026-01-20<date> | 米、油<body> | 300.00<money>" in told
    assert "在档 2 户：深度困难 1 户、其他 1 户。" in told
    assert "未设标准，未判定" in told
    assert "本年还没有登记帮扶的：刘洋。" in told
    told = _told({"低保标准（元/月）": 800.0})
    assert "按低保标准 800.00 元/月和所填收支判定：深度困难 1 户、" in told
    assert "未定 1 户" in told


def test_what_is_hung_up_tells_nobodys_name_class_or_trouble() -> None:
    public = _told().split("[public")[1]
    assert "李*" in public
    assert "欧*" in public
    for word in ("李敏", "修远", "深度", "瘫痪", "升学", "米、油", "何静"):
        assert word not in public


def test_a_book_without_help_says_so() -> None:
    told = render_text(warmth_sheet(a_book(members=MEMBERS)))
    assert "还没有送温暖、困难帮扶的登记" in told
    assert "[public" not in told


PLANTED = ("瘫痪在床", "离异独居", "尿毒症透析", "欠债三十万", "低保户口", "寄养孙辈")


def _planted() -> UnionBook:
    """Return a full book with words of trouble wherever they may stand."""
    book = full()
    family, divorce, illness, debt, proof, child = PLANTED
    files = tuple(
        replace(
            one,
            family=f"父亲{family}",
            main_cause=illness,
            other_causes=divorce,
            remark=debt,
            attachments=proof,
            contact=child,
        )
        for one in book.hardship_files
    )
    private = replace(
        book.service_entries[0],
        service_kind="困难帮扶",
        content=f"{family}，{divorce}",
        cause=illness,
        remark=debt,
        proof=proof,
        related_person=child,
        source=SourceRef("服务台账", 9001),
    )
    visit = replace(private, service_kind="五必访", source=SourceRef("服务台账", 9002))
    return replace(
        book, hardship_files=files, service_entries=(*book.service_entries, private, visit)
    )


# The register itself tells what was given, and printed forms are those of a row.
OWN = {"warmth"}


@pytest.mark.parametrize("made", [pytest.param(one, id=one.name) for one in ALL])
def test_nothing_of_a_family_leaves_the_registers(made: Made) -> None:
    told = repr(made.make(_planted()))
    if made.name in OWN:
        told = told.split("Block(name='public'")[1] if "Block(name='public'" in told else ""
    assert [word for word in PLANTED if word in told] == []
