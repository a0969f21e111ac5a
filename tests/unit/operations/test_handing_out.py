"""《发放登记》: from an empty register to services, one payment and a list to sign."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import standards
from tests.fakes import a_block, a_workbook
from unionxl.errors import RequestError
from unionxl.operations.checking import check_workbook
from unionxl.operations.handing_out import handout
from unionxl.operations.request import Request
from unionxl.rules import ALL_RULES
from unionxl.rules.book_index import BookIndex
from unionxl.rules.rule import Group
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES
from unionxl.views.handout_sheet import VIEW_ID
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.drafts import read_draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.tables.model import Table
    from unionxl.views.layout import Cell

TODAY = dt.datetime(2026, 6, 15, 9, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 6, 15)
GIVEN = {
    "occasion": "端午节",
    "content": "粽子礼盒",
    "amount": "200",
    "voucher": "记-031",
    "account": "50302",
    "handler": "李敏",
    "approver": "王芳",
}


def _workbook(count: int = 3, **more: list[dict[str, object]]) -> FakeWorkbook:
    members = [
        {
            "会员编号": f"M{number:03d}",
            "姓名": f"会员{number}",
            "性别": "女" if number % 2 else "男",
            "入会日期": dt.date(2015, 9, 1),
            "在职状态": "在职",
        }
        for number in range(1, count + 1)
    ]
    members += more.pop("members", [])  # type: ignore[arg-type]
    dues = [{"会员编号": one["会员编号"], "所属月份": "2026-01", "实缴": 20.0} for one in members]
    accounts = [{"版本": "2021", "编码": "50302", "名称": "节日慰问", "类型": "支出"}]
    tables: dict[Table, list[dict[str, object]]] = {
        MEMBERS: members,  # type: ignore[dict-item]
        DUES: dues,  # type: ignore[dict-item]
        ACCOUNTS: accounts,  # type: ignore[dict-item]
        PLAN: more.get("plan", []),
        LEDGER: more.get("ledger", []),
        SERVICES: more.get("services", []),
    }
    blocks = [a_block(table, *rows) for table, rows in tables.items()]  # type: ignore[arg-type]
    return a_workbook(*blocks, settings={"执行标准": "安徽", "科目版本": "2021"})


def _click(workbook: FakeWorkbook, **values: object) -> Outcome:
    return handout(Request(TODAY, values=values, given=workbook))


def _type(workbook: FakeWorkbook, typed: Mapping[tuple[str, str], object]) -> None:
    """Type into input cells, by key of the line and name of the cell."""
    spec = workbook.specs[VIEW_ID]
    left = dict(typed)

    def filled(cell: Cell) -> Cell:
        target = cell.input_for
        place = (target.key, target.column) if target else None
        return replace(cell, value=left.pop(place)) if place in left else cell  # type: ignore[arg-type]

    blocks = tuple(
        replace(block, rows=tuple(tuple(map(filled, row)) for row in block.rows))
        for block in spec.blocks
    )
    assert not left, f"no such cells: {left}"
    workbook.specs[VIEW_ID] = replace(spec, blocks=blocks)


def _ticks(workbook: FakeWorkbook, *numbers: int) -> None:
    _type(workbook, {(f"M{number:03d}", "已领"): "是" for number in numbers})


def _rows(workbook: FakeWorkbook, name: str, *headers: str) -> list[tuple[object, ...]]:
    block = workbook.read_table(name)
    places = [block.position(header) for header in headers]
    return [tuple(row[place] for place in places) for row in block.rows]


def _states(workbook: FakeWorkbook) -> list[str]:
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    return [line.registered or line.reason for line in draft.lines]


def test_eighty_are_registered_in_two_clicks_and_eight_typed_cells() -> None:
    workbook = _workbook(80)
    _click(workbook)
    typed = {
        ("", "内容"): "粽子礼盒",
        ("", "每人金额"): 200,
        ("", "凭证号"): "记-031",
        ("", "科目编码"): "50302",
        ("", "经手人"): "李敏",
        ("", "审批人"): "王芳",
        ("", "全部已领"): "是",
    }
    assert len(typed) <= 8
    _type(workbook, typed)
    outcome = _click(workbook)
    assert outcome.summary == (
        "已登记《服务台账》80 行、《收支台账》1 行，"
        "《发放登记》“端午节”：共 80 人，已领 80，未领 0。"
    )
    services = _rows(workbook, "Services", "日期", "会员编号", "事项", "内容", "金额", "凭证号")
    assert len(services) == 80
    assert services[79] == (DAY, "M080", "节日慰问", "端午节粽子礼盒", 200.0, "记-031")
    headers = ("日期", "摘要", "科目名称", "支出金额", "人数", "发放方式", "名单签收", "经手人")
    assert _rows(workbook, "Ledger", *headers) == [
        (DAY, "发放端午节粽子礼盒", "节日慰问", 16000.0, 80, "实物", "是", "李敏")
    ]
    before = {name: workbook.read_table(name).rows for name in ("Services", "Ledger")}
    sheet = workbook.specs[VIEW_ID]
    _click(workbook)
    assert {name: workbook.read_table(name).rows for name in before} == before
    assert workbook.specs[VIEW_ID] == sheet


def test_the_rules_have_nothing_to_say_of_what_was_registered() -> None:
    booked = {"日期": dt.date(2026, 1, 5), "凭证号": "记-030", "摘要": "办公用品", "支出金额": 9.0}
    workbook = _workbook(80, ledger=[booked])

    def found() -> set[str]:
        book, _ = read_book(workbook, as_of=DAY)
        index = BookIndex(book, standards())
        rules = [one for one in ALL_RULES if one.group in {Group.GIFTS, Group.AGREEMENT}]
        rules += [one for one in ALL_RULES if one.group is Group.REGISTERS]
        return {rule.title for rule in rules if any(rule.check(index))}

    before = found()
    _click(workbook, **GIVEN)
    _type(workbook, {("", "付款金额"): 16_000})
    _ticks(workbook, *range(1, 79))
    _click(workbook)
    assert found() == before
    _type(workbook, {("", "全部已领"): "是"})
    _click(workbook)
    assert found() == before


def test_who_fetches_later_raises_the_same_payment() -> None:
    workbook = _workbook(3)
    _click(workbook, **GIVEN)
    _ticks(workbook, 1, 2)
    _click(workbook)
    assert _rows(workbook, "Ledger", "支出金额", "人数") == [(400.0, 2)]
    _ticks(workbook, 3)
    _click(workbook)
    assert _rows(workbook, "Ledger", "支出金额", "人数", "备注") == [(600.0, 3, None)]
    assert len(_rows(workbook, "Services", "日期")) == 3


def test_where_the_payment_is_typed_it_stays_and_says_who_has_not_fetched() -> None:
    workbook = _workbook(3)
    _click(workbook, **GIVEN)
    _type(workbook, {("", "付款金额"): 600})
    _ticks(workbook, 1, 2)
    _click(workbook)
    told = ("支出金额", "人数", "备注")
    assert _rows(workbook, "Ledger", *told) == [(600.0, 3, "未领 1 人，200.00 元")]
    assert "共 3 人：已领 2，未领 1" in {
        cell.value for _, _, cell in workbook.specs[VIEW_ID].cells()
    }
    _ticks(workbook, 3)
    _click(workbook)
    assert _rows(workbook, "Ledger", *told) == [(600.0, 3, None)]


def test_all_ticked_in_one_cell_count_with_who_comes_later() -> None:
    workbook = _workbook(3)
    _click(workbook, **GIVEN)
    _type(workbook, {("", "全部已领"): "是", ("M003", "已领"): "否"})
    _click(workbook)
    assert _rows(workbook, "Ledger", "支出金额", "人数") == [(400.0, 2)]
    _ticks(workbook, 3)
    _click(workbook)
    assert _rows(workbook, "Ledger", "支出金额", "人数") == [(600.0, 3)]
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    assert [line.text("已领") for line in draft.lines] == ["是"] * 3


def test_another_occasion_waits_until_the_lines_are_closed() -> None:
    workbook = _workbook(3)
    _click(workbook, **GIVEN)
    _ticks(workbook, 1, 2)
    _click(workbook)
    with pytest.raises(RequestError, match="“端午节”还有 1 人没有登记（会员3），没有换成“中秋节”"):
        _click(workbook, occasion="中秋节")
    _type(workbook, {("", "放弃未领"): "是", ("", "另发一次"): "中秋节"})
    _click(workbook)
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    assert draft.head.text("事由") == "中秋节"
    assert [line.is_registered for line in draft.lines] == [False] * 3
    assert (draft.head.text("经手人"), draft.head.text("凭证号")) == ("李敏", "")


def test_an_occasion_that_was_only_proposed_may_be_changed() -> None:
    workbook = _workbook(3)
    _click(workbook)
    _click(workbook, occasion="中秋节")
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    assert draft.head.text("事由") == "中秋节"


def test_a_draft_made_anew_knows_what_is_registered() -> None:
    workbook = _workbook(3)
    _click(workbook, **GIVEN)
    _ticks(workbook, 2)
    _click(workbook)
    del workbook.specs[VIEW_ID]
    _click(workbook, **GIVEN)
    assert _states(workbook) == ["", "已登记 第 4 行", ""]
    _type(workbook, {("", "全部已领"): "是"})
    _click(workbook)
    assert len(_rows(workbook, "Services", "日期")) == 3
    assert _rows(workbook, "Ledger", "支出金额", "人数") == [(600.0, 3)]


def test_a_tick_beside_an_empty_amount_is_left_standing() -> None:
    workbook = _workbook(3)
    _click(workbook, **{**GIVEN, "amount": None})
    _type(workbook, {("M001", "金额"): 150})
    _ticks(workbook, 1, 2)
    outcome = _click(workbook)
    assert [note.split("：")[1] for note in outcome.notes] == [
        "「金额」没有填写。请填写，或在上面填「每人金额」，再点一次。"
    ]
    assert _rows(workbook, "Ledger", "支出金额") == [(150.0,)]
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    line = draft.line("M002")
    assert line is not None
    assert (line.text("已领"), bool(line.reason)) == ("是", True)


def test_a_check_says_what_is_ticked_and_not_registered() -> None:
    workbook = _workbook(3)
    _click(workbook, **GIVEN)
    assert not check_workbook(workbook, as_of=DAY).outcome.notes
    _ticks(workbook, 1, 2)
    assert check_workbook(workbook, as_of=DAY).outcome.notes == (
        "《发放登记》上有 2 处填了还没有登记，未计入。请点「发放登记」登记，再运行一次。",
    )


@pytest.mark.parametrize(
    "typed", ["NaN", "Infinity", "1e99", 1e300, "=1+1", "约200", -5, True, DAY]
)
def test_any_amount_that_is_none_is_left_standing(typed: object) -> None:
    workbook = _workbook(2)
    _click(workbook, **GIVEN)
    _type(workbook, {("M001", "金额"): typed})
    _ticks(workbook, 1, 2)
    assert len(_click(workbook).notes) == 1
    assert _rows(workbook, "Services", "会员编号") == [("M002",)]


@pytest.mark.parametrize(
    ("option", "typed", "told"),
    [
        ("amount", "abc", "“abc”不是金额"),
        ("amount", "约200", "“约200”不是金额"),
        ("amount", "-5", "“-5”不是金额"),
        ("amount", "=1+1", "“=1+1”不是金额"),
        ("on", "端午那天", "“端午那天”不是日期"),
        ("on", "2026-02-30", "“2026-02-30”不是日期"),
    ],
)
def test_a_command_is_not_taken_at_a_word_that_the_cell_cannot_hold(
    option: str, typed: str, told: str
) -> None:
    workbook = _workbook(2)
    with pytest.raises(RequestError, match=re.escape(told)):
        _click(workbook, **{**GIVEN, option: typed})
    assert VIEW_ID not in workbook.specs


@pytest.mark.parametrize("typed", ["200", "199.50", "200元", "￥1,200", "１００"])
def test_a_command_is_taken_at_an_amount_however_it_is_written(typed: str) -> None:
    workbook = _workbook(1)
    _click(workbook, **{**GIVEN, "amount": typed}, yes=True)
    assert len(_rows(workbook, "Ledger", "支出金额")) == 1


def test_lines_that_are_left_standing_wait_for_her() -> None:
    workbook = _workbook(2)
    assert not _click(workbook, **GIVEN).is_waiting
    _type(workbook, {("M001", "金额"): "约200"})
    _ticks(workbook, 1, 2)
    assert _click(workbook).is_waiting
    _type(workbook, {("M001", "金额"): 200.0})
    assert not _click(workbook).is_waiting


def test_a_voucher_of_another_payment_is_not_used_again() -> None:
    paid = {"日期": dt.date(2026, 3, 6), "凭证号": "记-031", "摘要": "租车", "支出金额": 80.0}
    workbook = _workbook(3, ledger=[paid])
    _click(workbook, **GIVEN, yes=True)
    assert (
        _states(workbook)
        == ["凭证号「记-031」已用于《收支台账》第 4 行“租车”80.00 元。请核对凭证号，再点一次。"] * 3
    )
    assert not _rows(workbook, "Services", "日期")


def test_a_payment_that_is_booked_already_is_not_booked_again() -> None:
    paid = {"日期": DAY, "凭证号": "记-031", "摘要": "端午慰问", "支出金额": 600.0}
    workbook = _workbook(3, ledger=[paid])
    _click(workbook, **GIVEN, yes=True)
    assert _rows(workbook, "Ledger", "摘要", "支出金额") == [("端午慰问", 600.0)]
    assert len(_rows(workbook, "Services", "日期")) == 3


def test_a_group_is_listed_and_one_that_is_not_understood_is_asked_about() -> None:
    workbook = _workbook(5)
    _click(workbook, occasion="端午节", to="女教职工")
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    assert [line.key for line in draft.lines] == ["M001", "M003", "M005"]
    with pytest.raises(RequestError, match="“优秀的人”看不出是哪些会员"):
        _click(workbook, to="优秀的人")
    with pytest.raises(RequestError, match="一个人也没有"):
        _click(workbook, to="退休人员")


def test_who_is_over_the_limit_stands_first_and_the_head_says_so() -> None:
    before = [
        {
            "日期": dt.date(2026, 2, 10),
            "会员编号": "M003",
            "姓名": "会员3",
            "事项": "节日慰问",
            "内容": "春节慰问品",
            "金额": 2100.0,
            "凭证号": "记-1",
        }
    ]
    workbook = _workbook(3, services=before)
    _click(workbook, **GIVEN)
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    assert [line.key for line in draft.lines] == ["M003", "M001", "M002"]
    texts = {str(cell.value) for _, _, cell in workbook.specs[VIEW_ID].cells()}
    assert any(
        "最多已用 2,100.00 元，加本次 200.00 元，限额 2,200.00 元；超过的有 会员3" in text
        for text in texts
    )
    assert "超过限额" in texts
    _type(workbook, {("", "全部已领"): "是"})
    _click(workbook)
    assert len(_rows(workbook, "Services", "日期")) == 4  # told, not refused


def test_of_whom_the_roll_tells_too_little_is_said() -> None:
    twin: dict[str, object] = {"会员编号": "M009", "姓名": "新人", "在职状态": "在职"}
    workbook = _workbook(3, members=[twin])
    _click(workbook, **{**GIVEN, "to": "女教职工"})
    texts = [str(cell.value) for _, _, cell in workbook.specs[VIEW_ID].cells()]
    (told,) = [text for text in texts if "资料不全" in text]
    assert told.startswith("另有 1 人资料不全，不知道是不是“女教职工”，没有列入：新人。")


def test_a_voucher_that_comes_later_goes_to_every_row() -> None:
    workbook = _workbook(3)
    _click(workbook, **{**GIVEN, "voucher": None})
    _ticks(workbook, 1, 2)
    _click(workbook)
    _type(workbook, {("", "凭证号"): "记-031"})
    _ticks(workbook, 3)
    _click(workbook)
    assert _rows(workbook, "Services", "凭证号") == [("记-031",)] * 3
    assert _rows(workbook, "Ledger", "凭证号", "支出金额") == [("记-031", 600.0)]
    before = workbook.specs[VIEW_ID]
    _click(workbook)
    assert workbook.specs[VIEW_ID] == before


def test_a_late_voucher_that_is_another_payments_is_left_standing() -> None:
    paid = {"日期": dt.date(2026, 3, 6), "凭证号": "记-031", "摘要": "租车", "支出金额": 80.0}
    workbook = _workbook(2, ledger=[paid])
    _click(workbook, **{**GIVEN, "voucher": None}, yes=True)
    _type(workbook, {("", "凭证号"): "记-031"})
    (note,) = _click(workbook).notes
    assert "凭证号「记-031」已用于《收支台账》第 4 行“租车”80.00 元" in note
    assert _rows(workbook, "Services", "凭证号") == [(None,)] * 2
    _type(workbook, {("", "凭证号"): "记-032"})
    _click(workbook)
    assert _rows(workbook, "Services", "凭证号") == [("记-032",)] * 2


def test_two_of_one_name_are_marked() -> None:
    twin = {
        "会员编号": "M009",
        "姓名": "会员2",
        "入会日期": dt.date(2015, 9, 1),
        "在职状态": "在职",
    }
    workbook = _workbook(3, members=[twin])
    _click(workbook, **GIVEN)
    marks = [str(cell.value) for _, _, cell in workbook.specs[VIEW_ID].cells()]
    assert [text for text in marks if "同名" in text] == ["与序号 4 同名", "与序号 2 同名"]


def test_the_next_gift_of_the_plan_is_proposed() -> None:
    item: dict[str, object] = {
        "编号": "P031",
        "月份": "6月",
        "工作内容": "发放端午节慰问品",
        "科目编码": "50302",
        "状态": "未开始",
    }
    workbook = _workbook(3, plan=[item])
    _click(workbook)
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    head = draft.head
    assert [head.text(name) for name in ("事由", "计划编号", "科目编码", "发给谁")] == [
        "端午节",
        "P031",
        "50302",
        "全体会员",
    ]


def test_amounts_typed_in_a_line_stay_when_the_head_changes() -> None:
    workbook = _workbook(2)
    _click(workbook, **GIVEN)
    _type(workbook, {("M001", "金额"): 100, ("", "每人金额"): 250})
    _click(workbook)
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    assert [Decimal(line.text("金额")) for line in draft.lines] == [100, 250]
    _click(workbook)
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    assert [Decimal(line.text("金额")) for line in draft.lines] == [100, 250]
