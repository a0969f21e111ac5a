"""Lists as other programs write them: payrolls with groups of columns, journals, lists to sign."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.listbooks import a_list_book, accepted, imported
from unionxl.lists.preview import VIEW_ID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.fakes import FakeWorkbook

PAYROLL = (
    ("某校2026年3月份工资发放表",),
    ("序号", "人员编码", "姓名", "应发工资", None, None, "代扣款项", None, None, "实发工资"),
    (None, None, None, "基本工资", "绩效", "小计", "养老保险", "工会会费", "个税", None),
)


def a_file(path: Path, *rows: Sequence[object], merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "3月"
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def _rows(workbook: FakeWorkbook, name: str, *headers: str) -> list[tuple[object, ...]]:
    block = workbook.read_table(name)
    places = [block.position(header) for header in headers]
    return [tuple(row[place] for place in places) for row in block.rows]


@pytest.mark.parametrize("merged", [(), ("D2:F2", "G2:I2", "A2:A3", "B2:B3", "C2:C3", "J2:J3")])
def test_a_payroll_whose_second_row_of_heads_has_a_sum(tmp_path: Path, merged: tuple[str]) -> None:
    people = (
        (1, "001", "王芳", 3000, 1500, 4500, 360, 20, 0, 4120),
        (2, "002", "李敏", 3000, 1500, 4500, 360, 18, 0, 4122),
        (None, "合  计", None, 6000, 3000, 9000, 720, 38, 0, 8242),
    )
    workbook = a_list_book()
    imported(workbook, a_file(tmp_path / "工资.xlsx", *PAYROLL, *people, merged=merged))
    accepted(workbook)
    found = _rows(workbook, "Dues", "会员编号", "所属月份", "实缴")
    assert [(no, month, float(str(paid))) for no, month, paid in found] == [
        ("001", "2026-03", 20.0),
        ("002", "2026-03", 18.0),
    ]


def test_who_is_missing_from_a_payroll_is_named_and_a_negative_sum_is_doubtful(
    tmp_path: Path,
) -> None:
    head = ("姓名", "工号", "工会会费")
    people = (("王芳", "001", 20), ("李敏", "002", -5), ("张伟", "003", 0))
    workbook = a_list_book()
    title = ("2026年3月工资扣款表",)
    outcome = imported(workbook, a_file(tmp_path / "工资.xlsx", title, head, *people))
    told = "《会员》中在册的 张伟（1 人）不在这份扣款表里，会费也没有登记过，请核对。"
    assert told in outcome.notes
    assert "金额是 -5.00 元，请核对；是退回多扣会费的，照实登记" in str(workbook.specs[VIEW_ID])
    assert accepted(workbook).is_waiting
    assert len(_rows(workbook, "Dues", "会员编号")) == 1


JOURNAL = (
    ("序时账",),
    ("月", "日", "凭证类别", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"),
)


def test_what_a_journal_says_of_money_drawn_and_paid_in(tmp_path: Path) -> None:
    lines = (
        (3, 9, "记", 5, "提取现金", "101", "库存现金", 2000, None),
        (3, 9, "记", 5, "提取现金", "102", "银行存款", None, 2000),
        (3, 10, "记", 6, "买花", "501", "职工活动支出", 300, None),
        (3, 10, "记", 6, "买花", "101", "库存现金", None, 300),
        (3, 11, "记", 7, "余款存回", "102", "银行存款", 500, None),
        (3, 11, "记", 7, "余款存回", "101", "库存现金", None, 500),
        (3, 12, "记", 8, "租车", "501", "职工活动支出", 800, None),
        (3, 12, "记", 8, "租车", "102", "银行存款", None, 800),
    )
    source = a_file(tmp_path / "序时账.xlsx", *JOURNAL, *lines)
    workbook = a_list_book()
    outcome = imported(workbook, source)
    assert "2 笔是银行与现金之间的划转，不算收入、支出，按科目 101、102 记入。" in outcome.notes
    assert "将记入 2 笔，收入 0.00 元，支出 1,100.00 元。" in outcome.notes
    accepted(workbook)
    found = _rows(workbook, "Ledger", "凭证号", "科目编码", "支出金额", "账户")
    assert [
        (voucher, code, float(str(amount)), account) for voucher, code, amount, account in found[1:]
    ] == [
        ("记-5", "101", 2000.0, "银行"),
        ("记-6", "501", 300.0, "现金"),
        ("记-7", "102", 500.0, "现金"),
        ("记-8", "501", 800.0, None),
    ]
    again = imported(workbook, source)
    assert "新增" not in again.summary


def test_a_journal_does_not_leave_out_an_advance_without_a_word(tmp_path: Path) -> None:
    lines = (
        (3, 9, "记", 5, "预支春游费", "1221", "其他应收款", 2000, None),
        (3, 9, "记", 5, "预支春游费", "1002", "银行存款", None, 2000),
        (3, 20, "记", 9, "报销春游费", "501", "职工活动支出", 1800, None),
        (3, 20, "记", 9, "交回余款", "1002", "银行存款", 200, None),
        (3, 20, "记", 9, "冲预支", "1221", "其他应收款", None, 2000),
        (3, 21, "记", 10, "购柜子", "1601", "固定资产", 900, None),
        (3, 21, "记", 10, "购柜子", "3001", "资产基金", None, 900),
    )
    workbook = a_list_book()
    outcome = imported(workbook, a_file(tmp_path / "序时账.xlsx", *JOURNAL, *lines))
    told = [note for note in outcome.notes if "暂付款" in note]
    (said,) = told
    assert said == (
        "1 张凭证收付了款，另一方却是往来、资产科目，不是收入、支出，没有导入"
        "（记-5 预支春游费 2,000.00 元）；暂付款请在报销时记入台账。"
    )


@pytest.mark.parametrize(
    ("income", "expense", "said"),
    [
        (None, "壹仟捌佰元", "金额“壹仟捌佰元”没有读懂，没有导入"),
        (None, "1800（其中退200）", "金额“1800（其中退200）”没有读懂，没有导入"),
        (500, 1800, "同一行里收、付两边都有金额，请分成两行再导入"),
    ],
)
def test_an_amount_that_nobody_can_tell_is_doubtful(
    tmp_path: Path, income: object, expense: object, said: str
) -> None:
    head = ("日期", "凭证号", "摘要", "收入", "支出")
    line = ("2026-03-09", "记-5", "买花", income, expense)
    workbook = a_list_book()
    imported(workbook, a_file(tmp_path / "台账.xlsx", ("收支明细",), head, line))
    assert said in str(workbook.specs[VIEW_ID])
    assert accepted(workbook).is_waiting
    assert len(_rows(workbook, "Ledger", "支出金额")) == 1


def _signed(path: Path, title: str, amount: int) -> Path:
    people = (
        (1, "王芳", "语文组", "米油礼盒", amount, ""),
        (2, "李敏", "数学组", "米油礼盒", amount, ""),
    )
    head = ("序号", "姓名", "部门", "物品", "金额（元）", "签字")
    return a_file(path, (title,), ("日期：2026年3月4日",), head, *people)


def test_the_payment_of_what_all_got_is_proposed_for_a_list(tmp_path: Path) -> None:
    workbook = a_list_book()
    imported(workbook, _signed(tmp_path / "a.xlsx", "2026年三八节慰问品领取表", 4000))
    accepted(workbook)
    assert _rows(workbook, "Services", "姓名", "事项", "内容", "凭证号", "日期") == [
        ("王芳", "节日慰问", "三八米油礼盒", "记-3", dt.date(2026, 3, 4)),
        ("李敏", "节日慰问", "三八米油礼盒", "记-3", dt.date(2026, 3, 4)),
    ]


def test_no_payment_is_proposed_where_none_is_the_sum(tmp_path: Path) -> None:
    workbook = a_list_book()
    imported(workbook, _signed(tmp_path / "a.xlsx", "2026年三八节慰问品领取表", 4001))
    spec = workbook.specs[VIEW_ID]
    asked = {
        cell.input_for.column: cell.value
        for _, _, cell in spec.cells()
        if cell.input_for and cell.input_for.column.startswith("ask:")
    }
    assert not asked["ask:凭证号"]
    accepted(workbook)
    assert _rows(workbook, "Services", "凭证号") == [(None,), (None,)]


ABOVE = (
    ("账号:", "1904****0001", "户名:", "某校工会委员会"),
    ("账号:", "19045101040012345", "户名:", "某校工会委员会"),
    ("账号：19045101040012345", "户名：某校工会委员会", "币种：人民币"),
    ("起始日期:20261001", "截止日期:20261031", "期初余额:46,619.07"),
)


@pytest.mark.parametrize("first", ABOVE, ids=str)
@pytest.mark.parametrize("second", ABOVE, ids=str)
def test_what_is_said_above_a_statement_is_no_head(
    tmp_path: Path, first: Sequence[object], second: Sequence[object]
) -> None:
    head = (
        "序号",
        "交易日期",
        "凭证种类",
        "借方发生额",
        "贷方发生额",
        "账户余额",
        "对方户名",
        "用途/摘要",
    )
    lines = (
        (1, "20261009", "转账", None, 9860.40, 56479.47, "某校", "拨缴工会经费"),
        (2, "20261012", "转账", 1800, None, 54679.47, "某体育馆", "场地费"),
    )
    workbook = a_list_book()
    source = a_file(tmp_path / "流水.xlsx", ("单位账户交易明细",), first, second, head, *lines)
    imported(workbook, source)
    accepted(workbook)
    amounts = _rows(workbook, "Ledger", "收入金额", "支出金额")[1:]
    assert [[float(str(one or 0)) for one in row] for row in amounts] == [[9860.40, 0], [0, 1800]]


@pytest.mark.parametrize(
    ("head", "first", "second", "third"),
    [
        ("是否会员", "是", "否", "否"),
        ("是否工会会员", "√", "×", "非会员"),
        ("入会时间", "2020.09", "未入会", "未入会"),
        ("会员身份", "会员", "非会员", "未入会"),
    ],
)
def test_who_is_no_member_by_the_list_is_not_put_on_the_roll(
    tmp_path: Path, head: str, first: str, second: str, third: str
) -> None:
    people = (
        ("周敏", "女", "语文组", first),
        ("吴刚", "男", "后勤", second),
        ("李敏", "女", "数学组", third),
    )
    workbook = a_list_book()
    groups = ("姓名", "性别", "部门", "工会", None), (None, None, None, head, "工会小组")
    imported(workbook, a_file(tmp_path / "花名册.xlsx", *groups, *people))
    shown = str(workbook.specs[VIEW_ID])
    assert "名单中写明不是会员，没有导入" in shown
    assert "名单中写明不是会员，《会员》中有这个人，请核对" in shown
    accepted(workbook)
    assert [name for (name,) in _rows(workbook, "Members", "姓名")[4:]] == ["周敏"]


DAY_BOOK = ("日期", "凭证号", "摘要", "对方科目")
LINES: dict[str, tuple[tuple[object, ...], ...]] = {
    "银行存款日记账": (
        ("2026-09-02", "记-11", "收拨缴经费", "拨缴经费收入", 9860.4, None),
        ("2026-09-22", "记-12", "场地费", "职工活动支出", None, 1800),
        ("2026-09-30", "记-13", "提取现金", "库存现金", None, 2000),
        ("2026-10-08", "记-14", "余款存回", "101", 300, None),
    ),
    "现金日记账": (
        ("2026-09-02", "记-11", "收拨缴经费", "拨缴经费收入", 9860.4, None),
        ("2026-09-22", "记-12", "场地费", "职工活动支出", None, 1800),
        ("2026-09-30", "记-13", "提取现金", "银行存款", 2000, None),
        ("2026-10-08", "记-14", "余款存回", "银行存款", None, 300),
    ),
}


@pytest.mark.parametrize("sides", [("收入", "支出"), ("借方", "贷方")])
@pytest.mark.parametrize("title", LINES)
def test_a_day_book_names_the_other_side(
    tmp_path: Path, title: str, sides: tuple[str, str]
) -> None:
    workbook = a_list_book()
    source = a_file(tmp_path / "日记账.xlsx", (title,), (*DAY_BOOK, *sides), *LINES[title])
    imported(workbook, source)
    accepted(workbook)
    found = _rows(workbook, "Ledger", "凭证号", "科目编码", "收入金额", "支出金额", "账户")[1:]
    cash = "现金" if title.startswith("现金") else None
    assert [(v, code[:3], float(i or 0), float(e or 0), a) for v, code, i, e, a in found] == [  # type: ignore[index,arg-type]
        ("记-11", "402", 9860.4, 0.0, cash),
        ("记-12", "501", 0.0, 1800.0, cash),
        ("记-13", "101", 0.0, 2000.0, "银行"),
        ("记-14", "102", 0.0, 300.0, "现金"),
    ]
    assert "新增" not in imported(workbook, source).summary


def test_a_day_book_does_not_leave_out_what_is_owed(tmp_path: Path) -> None:
    workbook = a_list_book()
    line = ("2026-09-22", "记-12", "预支活动费", "其他应收款", None, 1800)
    imported(
        workbook,
        a_file(tmp_path / "a.xlsx", ("银行存款日记账",), (*DAY_BOOK, "收入", "支出"), line),
    )
    assert "对方科目“其他应收款”不是收入、支出科目，请核对" in str(workbook.specs[VIEW_ID])


def test_a_statement_after_the_ledger_doubles_nothing_that_the_bank_booked_later(
    tmp_path: Path,
) -> None:
    head = ("交易日期", "借方发生额", "贷方发生额", "账户余额", "摘要")
    lines = (
        ("2026-03-07", 8000, None, 42000, "网银转账 慰问品款"),
        ("2026-03-08", 8000, None, 34000, "网银转账"),
        ("2026-03-25", 15, None, 33985, "账户管理费"),
    )
    workbook = a_list_book()
    imported(workbook, a_file(tmp_path / "流水.xlsx", ("交易明细",), head, *lines))
    told = "相隔 2 天有同样的金额（购买三八节慰问品），可能是同一笔，请核对"
    assert str(workbook.specs[VIEW_ID]).count(told) == 1
    assert accepted(workbook).is_waiting
    assert [float(str(one)) for (one,) in _rows(workbook, "Ledger", "支出金额")] == [8000, 8000, 15]


def test_a_signed_list_is_the_proof_of_its_rows(tmp_path: Path) -> None:
    workbook = a_list_book()
    imported(workbook, _signed(tmp_path / "a.xlsx", "2026年三八节慰问品签收表", 4000))
    accepted(workbook)
    assert _rows(workbook, "Services", "凭证号", "证明材料") == [("记-3", "签收名单")] * 2
