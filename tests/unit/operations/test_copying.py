"""A workbook is copied row by row, whatever another program made of its tables."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bookfiles import parts, rewrite
from tests.shared import SHARED, need_shared
from unionxl.errors import RequestError, TablesLostError, UnionXLError
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.operations.copying import copy_same_year, repair
from unionxl.operations.creating import create_workbook
from unionxl.operations.doctor import examine
from unionxl.operations.months import chosen_month, make_month_sheets
from unionxl.tables.all import BY_NAME, TABLES
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.new.start_sheet import month_cell
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionxl.operations.outcome import Outcome
    from unionxl.values.column import ReadValue

TODAY = dt.date(2026, 5, 6)
ROWS: dict[str, list[dict[str, object]]] = {
    "Plan": [
        {"编号": "P001", "月份": "3", "工作内容": "读书会", "状态": "已完成"},
        {"编号": "P002", "月份": "5", "工作内容": "=春游", "预算金额": Decimal("1200.50")},
    ],
    "Members": [
        {"会员编号": "001", "姓名": "甲一", "出生日期": dt.date(1980, 2, 3), "联系电话": "0571"},
        {"会员编号": "002", "姓名": "乙二", "困难职工": "不知道"},
    ],
    "Ledger": [
        {
            "日期": dt.date(2026, 3, 1),
            "凭证号": "记-1",
            "摘要": "买书",
            "支出金额": Decimal("9.90"),
        },
        {"日期": "三月里", "凭证号": "记-2", "摘要": "读不懂的一行", "支出金额": "大约一百"},
    ],
    "Settings": [
        {"项目": "单位名称", "值": "甲园工会"},
        {"项目": "年度", "值": 2026},
        {"项目": "期初结余", "值": Decimal("100.00")},
    ],
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "工会.xlsm"
    create_workbook(path, year=2026, rows=ROWS)  # type: ignore[arg-type]
    return path


def drop_tables(path: Path, *kept: str) -> None:
    """Leave the cells and drop the tables, as other programs do; some may be kept."""
    content = parts(path)
    gone = {
        name
        for name, part in content.items()
        if name.startswith("xl/tables/")
        and not any(f'displayName="{one}"'.encode() in part for one in kept)
    }
    links = {
        name: re.sub(rb"<Relationship [^>]*tables/(table\d+\.xml)[^>]*>", _unless(gone), part)
        for name, part in content.items()
        if name.startswith("xl/worksheets/_rels/")
    }
    used = {
        name.replace("_rels/", "").removesuffix(".rels"): b"/tables/" in part
        for name, part in links.items()
    }
    sheets = {
        name: part if used.get(name) else re.sub(rb"<tableParts.*?</tableParts>", b"", part)
        for name, part in content.items()
        if name.startswith("xl/worksheets/sheet")
    }
    types = re.sub(
        rb'<Override PartName="/xl/tables/(table\d+\.xml)"[^>]*>',
        _unless(gone),
        content["[Content_Types].xml"],
    )
    changed = {**links, **sheets, "[Content_Types].xml": types}
    rewrite(path, {name: _always(part) for name, part in changed.items()}, removed=tuple(gone))


def _unless(gone: set[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda match: b"" if f"xl/tables/{match[1].decode()}" in gone else match[0]


def _always(part: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda _old: part


def mended(path: Path) -> tuple[Outcome, Path]:
    """Repair a workbook; the original stays as it was."""
    before = path.read_bytes()
    outcome = repair(open_workbook(path), host=Host.EXCEL, today=TODAY)
    assert path.read_bytes() == before
    found = path.with_name(f"{path.stem}（已修复）.xlsm")
    assert lint_package(found) == ()
    return outcome, found


def filled(path: Path, table: str) -> list[dict[str, ReadValue]]:
    """Return what was typed into a table, cells that are empty left out."""
    block = open_workbook(path).read_table(table)
    computed = {column.header for column in BY_NAME[table].columns if column.formula}
    rows: Iterator[dict[str, ReadValue]] = (
        {
            k: v
            for k, v in zip(block.header, row, strict=True)
            if v is not None and k not in computed
        }
        for row in block.rows
    )
    return [row for row in rows if row]


def test_a_workbook_without_tables_says_why_and_what_to_do(book: Path) -> None:
    drop_tables(book)
    with pytest.raises(TablesLostError, match=r"Google 表格.*请点「修复工作簿」"):
        read_book(open_workbook(book), as_of=TODAY)
    symptoms = [str(one) for one in examine(book) if not one.is_well]
    assert any("表格：都不见了" in line and "修复工作簿" in line for line in symptoms)
    assert not any("没有按钮" in line for line in map(str, examine(book)))


def test_every_row_is_in_the_copy_as_it_stood(book: Path) -> None:
    before = {table.name: filled(book, table.name) for table in TABLES}
    drop_tables(book)
    outcome, copy = mended(book)
    assert {name: filled(copy, name) for name in before} == before
    assert "《年度计划》2 行、《会员》2 行" in outcome.summary
    assert outcome.summary.endswith("原文件没有改动。")
    assert zipfile.ZipFile(copy).read("xl/vbaProject.bin")
    assert all(one.is_well for one in examine(copy) if one.subject == "表格")
    make_month_sheets(open_workbook(copy), lambda one: chosen_month(None, one), as_of=TODAY)


def test_tables_of_which_some_are_gone_are_all_in_the_copy(book: Path) -> None:
    before = {table.name: filled(book, table.name) for table in TABLES}
    drop_tables(book, "Settings", "Plan", "Members")
    _, copy = mended(book)
    assert {name: filled(copy, name) for name in before} == before


def test_a_table_whose_header_row_is_switched_off_is_found_by_its_headers(book: Path) -> None:
    before = filled(book, "Plan")
    tables = {name: part for name, part in parts(book).items() if name.startswith("xl/tables/")}
    plain = re.compile(rb"<autoFilter.*?(?:/>|</autoFilter>)")
    rewrite(
        book,
        {
            name: lambda old: plain.sub(
                b"", old.replace(b"<table ", b'<table headerRowCount="0" ', 1)
            )
            for name in tables
        },
    )
    assert any("没有标题行" in str(one) for one in examine(book))
    _, copy = mended(book)
    assert filled(copy, "Plan") == before


@dataclass(frozen=True)
class Sheet:
    """A sheet as another program left it."""

    name: str
    rows: tuple[tuple[object, ...], ...]


MEMBERS = tuple(
    column.header
    for table in TABLES
    for column in table.columns
    if table.name == "Members" and not column.is_optional
)
OWN = len(MEMBERS) - 2
SETTINGS = Sheet("设置", (("项目", "值", "说明"), ("年度", 2026, ""), ("单位名称", "乙校", "")))


def saved(path: Path, *sheets: Sheet) -> Path:
    """Save sheets without any table."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        for row in sheet.rows:
            made.append(row)
    book.save(path)
    return path


def members_of(path: Path, suffix: str = ".xlsx") -> list[dict[str, ReadValue]]:
    repair(open_workbook(path), host=Host.EXCEL, today=TODAY)
    return filled(path.with_name(f"{path.stem}（已修复）{suffix}"), "Members")


@pytest.mark.parametrize(
    "rows",
    [
        (MEMBERS, ("001", "甲一", "女")),
        (("会员",), (), ("说明",), (), MEMBERS, ("001", "甲一", "女")),
        ((" 会员\n编号", "姓 名*", "性别：", *MEMBERS[3:]), ("001", "甲一", "女")),
        (("姓名", "备注", "性别", "会员编号", *MEMBERS[3:]), ("甲一", None, "女", "001")),
        (("ｘ", *MEMBERS), (None, "001", "甲一", "女")),
    ],
    ids=["first-row", "lower-row", "spaces", "reordered", "moved"],
)
@pytest.mark.parametrize("name", ["会员", " 会员 ", "职工名册"])
def test_a_sheet_is_recognised_by_its_headers(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...], name: str
) -> None:
    path = saved(tmp_path / "a.xlsx", SETTINGS, Sheet(name, rows))
    assert members_of(path) == [{"会员编号": "001", "姓名": "甲一", "性别": "女"}]


def test_columns_of_her_own_are_copied_and_named(tmp_path: Path) -> None:
    rows = (
        (*MEMBERS, "微信", None),
        ("001", "甲一", *(None,) * OWN, "wx1", 7),
        (),
        ("002", "乙二"),
    )
    path = saved(tmp_path / "a.xlsx", SETTINGS, Sheet("会员", rows))
    outcome = repair(open_workbook(path), host=Host.EXCEL, today=TODAY)
    copy = tmp_path / "a（已修复）.xlsx"
    assert filled(copy, "Members") == [
        {"会员编号": "001", "姓名": "甲一", "微信": "wx1", "另加一列": 7},
        {"会员编号": "002", "姓名": "乙二"},
    ]
    block = open_workbook(copy).read_table("Members")
    assert [row[1] for row in block.rows[:3]] == ["甲一", None, "乙二"], "nothing moves up"
    assert any("“微信”、“另加一列”" in note for note in outcome.notes)
    assert lint_package(copy) == ()


def test_what_is_not_copied_is_said(tmp_path: Path) -> None:
    rows = (MEMBERS, ("001", "甲一"), ("合 计", 1))
    settings = Sheet("设置", (*SETTINGS.rows, ("食堂电话", "123", "")))
    own = Sheet("我的记事", (("买花",),))
    path = saved(tmp_path / "a.xlsx", settings, Sheet("会员", rows), own)
    notes = "".join(repair(open_workbook(path), host=Host.EXCEL, today=TODAY).notes)
    assert "这几张表没有复制，仍在原文件里，需要的请自己复制过来：《我的记事》。" in notes
    assert "《设置》里这几行没有复制：“食堂电话”。" in notes
    assert "《会员》第 3 行像是合计或落款，没有复制。" in notes
    assert "没有找到《年度计划》、《会费》" in notes
    assert "《会员》、" not in notes


LEDGER_HEADER = ("日期", "凭证号", "摘要", "收入金额", "支出金额", "经手人")
ENTRIES: tuple[tuple[object, ...], ...] = (
    (dt.date(2026, 3, 1), "记-1", "买书", None, 120.5, "甲一"),
    (dt.date(2026, 3, 2), "记-2", "买花", None, 80, "甲一"),
)


@pytest.mark.parametrize(
    "row",
    [
        ("合计", None, None, None, 200.5),
        ("3月份合计：", None, None, None, 200.5),
        (None, None, "本 月 合 计", None, 200.5),
        (None, "记-2", "以上小计", None, 200.5),
        (None, None, "过次页", None, 200.5),
        ("制表：王某", None, "审核：李某"),
        ("财务负责人（签字）：", None, None, "2026年4月"),
        (None, None, None, None, 200.5),
        (None, None, None, 0, 200.5),
        LEDGER_HEADER,
        ("以上为三月份的支出",),
    ],
    ids=str,
)
def test_a_row_that_is_no_entry_is_not_copied_and_told(
    tmp_path: Path, row: tuple[object, ...]
) -> None:
    income = ((dt.date(2026, 2, 1), "记-0", "拨款", 0, None), (dt.date(2026, 2, 2), "记-9", "", 0))
    rows = (LEDGER_HEADER, *income, *ENTRIES, row)
    path = saved(tmp_path / "a.xlsx", SETTINGS, Sheet("收支台账", rows))
    notes = repair(open_workbook(path), host=Host.EXCEL, today=TODAY).notes
    copied = filled(tmp_path / "a（已修复）.xlsx", "Ledger")
    assert [one.get("凭证号") for one in copied] == ["记-0", "记-9", "记-1", "记-2"]
    assert any(note.startswith("《收支台账》第 6 行") and "没有复制" in note for note in notes)


@pytest.mark.parametrize(
    "row",
    [
        (dt.date(2026, 3, 3), "记-3", "合计账本两册", None, 30, "甲一"),
        (dt.date(2026, 3, 3), "记-3", "制表工具一套", None, 30, "甲一"),
        (None, None, None, None, 200, None),
        (None, None, None, None, 120.5, "甲一"),
        ("三月里", None, "累计三次的活动", None, 200.5),
    ],
    ids=str,
)
def test_a_row_that_only_looks_like_a_sum_is_copied(
    tmp_path: Path, row: tuple[object, ...]
) -> None:
    more = (dt.date(2026, 4, 1), "记-4", "绿植", None, 11, "甲一")
    rows = (LEDGER_HEADER, *ENTRIES, row, more)
    path = saved(tmp_path / "a.xlsx", SETTINGS, Sheet("收支台账", rows))
    notes = repair(open_workbook(path), host=Host.EXCEL, today=TODAY).notes
    assert len(filled(tmp_path / "a（已修复）.xlsx", "Ledger")) == 4
    assert not any("行像是" in note for note in notes)


def test_rows_apart_from_a_table_that_is_there_are_told(book: Path, tmp_path: Path) -> None:
    """Those that follow it are copied; nothing is left behind in silence."""

    def short(content: bytes) -> bytes:  # as a table of two rows stands after a paste in WPS
        return re.sub(rb"A3:([A-Z]+)203", rb"A3:\g<1>5", content)

    place = open_workbook(book)
    rows = [{"会员编号": f"{number:03}", "姓名": f"会员{number}"} for number in range(3, 9)]
    place.append_rows("Members", rows)
    place.set_cells("Members", [CellChange(8, name, None) for name in ("会员编号", "姓名")])
    place.save()
    tables = [name for name in parts(book) if name.startswith("xl/tables/")]
    rewrite(book, dict.fromkeys(tables, short))
    target = tmp_path / "b.xlsm"
    notes = copy_same_year(open_workbook(book), target, year=2026, host=Host.EXCEL).notes
    assert [one["会员编号"] for one in filled(target, "Members")] == ["001", "002", "003", "004"]
    assert any(note.startswith("《会员》第 9 至 11 行在表格外") for note in notes)


def test_of_two_sheets_alike_the_one_with_the_name_counts(tmp_path: Path) -> None:
    old = Sheet("会员（旧）", (MEMBERS, ("009", "旧人", "男")))
    path = saved(tmp_path / "a.xlsx", SETTINGS, old, Sheet("会员", (MEMBERS, ("001", "甲一"))))
    assert members_of(path) == [{"会员编号": "001", "姓名": "甲一"}]


def test_a_workbook_without_a_year_gets_the_present_one_and_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", Sheet("会员", (MEMBERS, ("001", "甲一"))))
    outcome = repair(open_workbook(path), host=Host.EXCEL, today=TODAY)
    assert outcome.notes[0] == "没有认出年度，先按 2026 年填写，请在《设置》核对。"


def test_odd_values_stand_as_they_stood(tmp_path: Path) -> None:
    odd = (
        (
            True,
            "#REF!",
            dt.datetime.fromisoformat("2026-03-04T05:06"),
            dt.time(7, 8),
            "=1+1",
            0.1,
            -1e300,
        ),
        (2.0, "１２", dt.date(2026, 3, 4), 123456789.25, "0012", "a\nb", "  "),
    )
    rows = (MEMBERS[:7], *odd)
    path = saved(tmp_path / "a.xlsx", SETTINGS, Sheet("会员", rows))
    repair(open_workbook(path), host=Host.EXCEL, today=TODAY)
    block = open_workbook(tmp_path / "a（已修复）.xlsx").read_table("Members")
    first, second = (
        tuple(row[block.position(name)] for name in MEMBERS[:7]) for row in block.rows[:2]
    )
    assert first[0] == "TRUE"
    assert first[1] == "#REF!"
    assert first[5] == 0.1
    assert second[:2] == (2.0, "１２")
    assert second[2] == dt.date(2026, 3, 4)
    assert second[4:6] == ("0012", "a\nb")


def test_a_second_copy_takes_another_name(book: Path) -> None:
    drop_tables(book)
    mended(book)
    outcome = repair(open_workbook(book), host=Host.EXCEL, today=TODAY)
    assert "工会（已修复）2.xlsm" in outcome.summary


def test_a_sound_workbook_is_told_to_be_so(book: Path) -> None:
    outcome, _ = mended(book)
    assert outcome.notes[0].startswith("原文件的表格都在")


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", Sheet("成绩", (("姓名", "语文"), ("甲", 99))))
    with pytest.raises(RequestError, match="没有认出一张工会工作簿的表"):
        repair(open_workbook(path), host=Host.EXCEL, today=TODAY)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.xlsx"]


def test_the_same_year_in_todays_layout(book: Path, tmp_path: Path) -> None:
    before = {table.name: filled(book, table.name) for table in TABLES}
    content, target = book.read_bytes(), tmp_path / "新版.xlsm"
    outcome = copy_same_year(open_workbook(book), target, year=2026, host=Host.EXCEL)
    assert {name: filled(target, name) for name in before} == before
    assert book.read_bytes() == content
    assert outcome.summary.startswith("已按《工会.xlsm》新建")
    with pytest.raises(RequestError, match="已有同名文件，未作改动"):
        copy_same_year(open_workbook(book), target, year=2026, host=Host.EXCEL)


@pytest.mark.parametrize("year", [None, 2027, 2025])
def test_another_year_is_refused(book: Path, tmp_path: Path, year: int | None) -> None:
    with pytest.raises(RequestError, match="还不能结转到新的一年"):
        copy_same_year(open_workbook(book), tmp_path / "b.xlsm", year=year, host=Host.EXCEL)
    assert not (tmp_path / "b.xlsm").exists()


@pytest.mark.parametrize("name", ["16_tables_gone.xlsm", "sheetjs_saved.xlsm"])
def test_files_that_other_programs_saved_are_repaired(tmp_path: Path, name: str) -> None:
    need_shared("workbooks")
    path = tmp_path / name
    path.write_bytes((SHARED / "workbooks" / name).read_bytes())
    outcome, copy = mended(path)
    assert "共 760 行：《年度计划》60 行、《会员》40 行、《会费》120 行" in outcome.summary
    rows = [row for row in open_workbook(path).read_sheet("收支台账").rows[3:] if row[0]]
    copied = open_workbook(copy).read_table("Ledger").rows[: len(rows)]
    assert [row[:7] for row in copied] == [tuple(row[:7]) for row in rows]


@pytest.mark.parametrize("picked", [9, "9月", "九月", "2026-09"])
def test_the_month_that_was_picked_stays(book: Path, picked: int | str) -> None:
    sheets = openpyxl.load_workbook(book, keep_vba=True)
    sheets["首页"][month_cell(BUTTON_GROUPS).partition("!")[2].replace("$", "")] = picked
    sheets["设置"]["B6"] = "2026年"
    assert sheets["设置"]["A6"].value == "年度"
    sheets.save(book)
    drop_tables(book)
    outcome, copy = mended(book)
    read, _ = read_book(open_workbook(copy), as_of=TODAY, tables=())
    assert (read.settings.fiscal_year, read.settings.current_month) == (2026, 9)
    assert not any("没有认出年度" in note for note in outcome.notes)


def test_a_month_that_is_none_is_told(book: Path) -> None:
    sheets = openpyxl.load_workbook(book, keep_vba=True)
    sheets["首页"][month_cell(BUTTON_GROUPS).partition("!")[2].replace("$", "")] = "期末"
    sheets.save(book)
    drop_tables(book)
    outcome, _ = mended(book)
    assert any("当前月份：期末" in note for note in outcome.notes)


@pytest.mark.parametrize("names", [("Sheet1",), ("会员", "设置"), ("首页", "工资表")])
def test_check_doctor_and_repair_judge_a_foreign_workbook_alike(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    path = tmp_path / "工资.xlsx"
    other = openpyxl.Workbook()
    for name in names:
        sheet = other.create_sheet(name)
        for row in (("工号", "应发", "实发"), ("1", 5000, 4500), ("2", 6000, 5400)):
            sheet.append(row)
    other.save(path)
    said = []
    for ask in (
        lambda: read_book(open_workbook(path), as_of=TODAY),
        lambda: repair(open_workbook(path), host=Host.EXCEL, today=TODAY),
    ):
        with pytest.raises(UnionXLError) as stop:
            ask()
        said.append(str(stop.value))
    said += [str(one) for one in examine(path) if one.subject == "表格"]
    assert len(said) == 3
    for one in said:
        assert "这可能不是工会工作簿" in one
        assert "请核对是不是选错了文件" in one
        assert "修复工作簿" not in one


def test_a_column_of_another_name_is_copied_in_the_words_of_today(tmp_path: Path) -> None:
    header = (
        "编号",
        "届次",
        "提案人",
        "附议人",
        "案由",
        "类别",
        "是否立案",
        "交办日期",
        "答复期限",
    )
    rows = (
        ("T1", "", "甲一", "", "增设饮水机", "", "是"),
        ("T2", "", "乙二", "", "窗帘", "", "否"),
    )
    source = saved(tmp_path / "旧.xlsx", Sheet("提案", (header, *rows)), SETTINGS)
    repair(open_workbook(source), host=Host.EXCEL, today=TODAY)
    made = source.with_name("旧（已修复）.xlsx")
    assert [(row["编号"], row["立案情况"]) for row in filled(made, "Proposals")] == [
        ("T1", "立案"),
        ("T2", "不立案"),
    ]
