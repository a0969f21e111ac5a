"""Whom a row names and what happened to them, in the words of everyday."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.assertions import assert_finds, assert_finds_nothing, findings_of
from tests.builders import a_book

MEMBERS = """
会员编号 | 姓名 | 性别 | 在职状态
001 | 张伟 | 男 | 在职
002 | 王丽 | 女 | 在职
003 | 李娜 | 女 | 在职
004 | 孙悦 | 女 | 在职
"""
LEDGER = "日期 | 凭证号 | 摘要 | 科目编码 | 支出金额 | 事由 | 受益会员 | 人数 | 发放方式 | 名单签收"


def _given_to(beneficiary: str, heads: str = "1") -> str:
    """Return a ledger with one gift for 端午."""
    return (
        f"{LEDGER}\n2026-06-15 | 记-1 | 端午节慰问品 | 501 | 100.10 | 端午 "
        f"| {beneficiary} | {heads} | 实物 | 是"
    )


def _visits(*visits: tuple[str, str, str]) -> str:
    """Return a ledger with visits to members: the words, the 事由, the name."""
    return "\n".join(
        [
            LEDGER,
            *(
                f"2026-{2 * number:02d}-05 | 记-{number} | {words} | 50104 | 500.00 | {occasion} "
                f"| {name} | 1 | 现金 | 是"
                for number, (words, occasion, name) in enumerate(visits, start=1)
            ),
        ]
    )


@pytest.mark.parametrize(
    "name",
    [
        *("贺新", "李新", "张建新", "王亚男", "陈园园", "李科", "周全", "隋丽", "丛蓉", "苑静"),
        *("楚云", "敬一丹", "亓琳", "原野", "阿依古丽", "海清", "全红婵"),
    ],
)
def test_whoever_is_no_member_is_told_by_any_name(name: str) -> None:
    book = a_book(members=MEMBERS, ledger=_given_to(name))
    found = assert_finds(book, "gift-to-non-member", row=4)
    assert f"「{name}」" in found.message


def test_in_a_list_of_as_many_entries_as_heads_each_is_a_person() -> None:
    book = a_book(members=MEMBERS, ledger=_given_to("张伟、海清、王丽", "3"))
    found = assert_finds(book, "gift-to-non-member", row=4)
    assert "「海清」" in found.message
    more = a_book(members=MEMBERS, ledger=_given_to("海清", "3"))
    assert_finds_nothing(more, "gift-to-non-member")


@pytest.mark.parametrize("heads", ["1", "4", ""])
@pytest.mark.parametrize(
    "group",
    [
        *("全园女教工", "小一组", "大班组", "后勤处", "高一年级", "保健室", "合唱队", "教研组"),
        *("班主任", "新教师", "青年教师", "工会小组", "女职工", "全体", "大班", "高三", "门卫"),
        *("张伟老师", "张伟同志等1人", "001", "见附表", "张园长"),
    ],
)
def test_a_group_or_a_member_with_a_title_is_no_stranger(group: str, heads: str) -> None:
    book = a_book(members=MEMBERS, ledger=_given_to(group, heads))
    assert_finds_nothing(book, "gift-to-non-member")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        *(("张伟爸爸去世慰问", "张伟"), ("王丽老伴病故慰问", "王丽"), ("李娜妈妈去世慰问", "李娜")),
        *(("王丽公婆过世慰问", "王丽"), ("张伟孩子去世慰问", "张伟"), ("李娜姥爷病逝", "李娜")),
    ],
)
@pytest.mark.parametrize("occasion", ["亲属去世", "直系亲属去世", ""])
def test_the_death_of_a_relative_has_the_limit_for_kin(
    words: str, name: str, occasion: str
) -> None:
    ledger = _visits((words, occasion, name)).replace("500.00", "1500.00")
    book = a_book(settings={"执行标准": "山东"}, members=MEMBERS, ledger=ledger)
    (found,) = findings_of(book, "event-gift-over-limit")
    assert "直系亲属去世慰问 1,500.00 元" in found.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("孙悦母亲病故", "孙悦妈妈去世"),
        ("孙悦爸爸去世", "慰问孙悦之父逝世"),
        ("孙悦丈夫病故", "孙悦老伴去世"),
        ("孙悦爱人父亲去世", "孙悦公公病故"),
        ("孙悦孩子去世", "孙悦女儿病故"),
    ],
)
def test_one_relative_in_two_words_is_one_event(first: str, second: str) -> None:
    ledger = _visits((first, "亲属去世", "孙悦"), (second, "亲属去世", "孙悦"))
    assert_finds(a_book(members=MEMBERS, ledger=ledger), "event-gift-repeated", row=5)


def test_two_relatives_are_two_events() -> None:
    relatives = ("爸爸", "妈妈", "公公", "婆婆", "老伴", "爷爷", "外公", "姑妈", "继母", "女儿")
    for first, second in pairwise(relatives):
        ledger = _visits(
            (f"孙悦{first}去世", "亲属去世", "孙悦"), (f"孙悦{second}病故", "亲属去世", "孙悦")
        )
        assert_finds_nothing(a_book(members=MEMBERS, ledger=ledger), "event-gift-repeated")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("张伟胆囊炎手术慰问", "张伟胆囊炎复发住院慰问"),
        ("张伟肺炎住院慰问", "看望张伟肺炎再次住院"),
        ("张伟骨折住院慰问", "张伟右腿骨折术后慰问"),
        ("张伟急性阑尾炎手术慰问", "张伟阑尾炎手术后复查住院慰问"),
    ],
)
def test_an_illness_of_which_more_is_said_is_the_same(first: str, second: str) -> None:
    ledger = _visits((first, "住院", "张伟"), (second, "住院", "张伟"))
    assert_finds(a_book(members=MEMBERS, ledger=ledger), "event-gift-repeated", row=5)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("张伟胆囊炎手术慰问", "张伟阑尾炎手术慰问"),
        ("张伟左腿骨折住院慰问", "张伟右腿骨折住院慰问"),
        ("张伟胃炎住院慰问", "张伟胃肠炎住院慰问"),
        ("张伟肺炎复发住院慰问", "张伟骨折术后住院慰问"),
    ],
)
def test_two_illnesses_are_two_events(first: str, second: str) -> None:
    ledger = _visits((first, "住院", "张伟"), (second, "住院", "张伟"))
    assert_finds_nothing(a_book(members=MEMBERS, ledger=ledger), "event-gift-repeated")


TWO_OF_A_NAME = """
会员编号 | 姓名 | 性别 | 在职状态
001 | 王 芳 | 女 | 在职
002 | 王芳 | 女 | 在职
003 | 李娜 | 女 | 在职
"""
SHARED = "《会员》中有 2 名同名会员「王芳」（编号 001、002），只有姓名，分不清是哪一名"


def test_a_name_that_two_members_have_is_not_unknown() -> None:
    services = """
    日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额
    2026-03-10 | | 王芳 | 生日慰问 | 蛋糕券 | 100.00
    2026-04-10 | | 王芳 | 生日慰问 | 蛋糕券 | 100.00
    2026-05-10 | | 王芳 | 家访 | 走访 |
    2026-05-10 | 002 | 王芳 | 生日慰问 | 蛋糕券 | 100.00
    """
    book = a_book(members=TWO_OF_A_NAME, services=services)
    assert_finds_nothing(book, "gift-to-non-member")
    (found,) = findings_of(book, "member-unknown")
    assert found.message == f"{SHARED}，共 3 行。"
    assert found.advice == "请填会员编号。"
    assert [one.row for one in found.sources] == [4, 5, 6]


def test_two_of_a_name_in_the_ledger_are_neither_strangers_nor_the_first_of_them() -> None:
    book = a_book(members=TWO_OF_A_NAME, ledger=_given_to("王芳、李娜、海清", "3"))
    found = assert_finds(book, "gift-to-non-member", row=4)
    assert "「海清」" in found.message
    (shared,) = findings_of(book, "member-unknown")
    assert shared.message == f"{SHARED}。"
    numbered = a_book(members=TWO_OF_A_NAME, ledger=_given_to("002、李娜", "2"))
    assert_finds_nothing(numbered, "member-unknown", "gift-to-non-member")


def test_what_several_of_a_name_got_is_not_added_up_as_one_persons() -> None:
    rows = "\n".join(
        f"2026-{month:02d}-05 | 记-{month} | 生日慰问 | 501 | 300.00 | 生日 | 王芳 | 1 | 实物 | 是"
        for month in (2, 3)
    )
    limits = "标准编号 | 限额\nbirthday-gift | 300"
    book = a_book(members=TWO_OF_A_NAME, ledger=f"{LEDGER}\n{rows}", limits=limits)
    assert_finds_nothing(book, "birthday-gift-over-limit", "event-gift-repeated")


def test_a_birthday_that_was_given_twice_is_told_and_cake_with_flowers_is_not() -> None:
    services = """
        日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额
        2026-03-10 | 001 | 王芳 | 生日 | 蛋糕券 | 100.00
        {again} | 001 | 王芳 | 生日 | {what} | 100.00
        """
    book = a_book(members=MEMBERS, services=services.format(again="2026-03-25", what="蛋糕券"))
    assert_finds(book, "event-gift-repeated", row=5)
    for again, what in (("2026-03-25", "鲜花"), ("2026-03-10", "蛋糕券")):
        book = a_book(members=MEMBERS, services=services.format(again=again, what=what))
        assert_finds_nothing(book, "event-gift-repeated")
