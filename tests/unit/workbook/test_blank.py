from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.office import convert
from tests.validators import audit_errors, sdk_errors
from unionxl.errors import WorkbookError
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.tables.all import TABLES
from unionxl.tables.settings import SETTING_GROUPS, SETTING_LINES, SETTINGS
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.cells.theme import LOOKS, PREFIX
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.macros import Macros
from unionxl.workbook.new.ribbon import ribbon_xml
from unionxl.workbook.new.table_sheet import FEWEST_FREE, FEWEST_ROWS
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from unionxl.domain.book import UnionBook
    from unionxl.rules.finding import Finding
    from unionxl.tables.model import Table
    from unionxl.views.layout import CellValue

    Row = Mapping[str, CellValue]
    Rows = Mapping[str, Sequence[Row]]

CREATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a file's properties have no zone
TODAY = dt.date(2026, 3, 1)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "http://example.org",
    "{=A1}",
    "internal:设置!A1",
    "001",
    "#N/A",
)


def build(rows: Rows | None = None, *, year: int = 2026, unit_name: str = "甲园工会") -> bytes:
    buffer = io.BytesIO()
    build_blank(buffer, year=year, unit_name=unit_name, rows=rows, created=CREATED)
    return buffer.getvalue()


def sheets(rows: Rows | None = None) -> Any:
    return openpyxl.load_workbook(io.BytesIO(build(rows))) if rows else empty_sheets()


@cache
def empty_sheets() -> Any:
    return openpyxl.load_workbook(io.BytesIO(build()))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("blank") / "工会.xlsx"
    build_blank(target, year=2026, unit_name="甲园工会", created=CREATED)
    return target


def read(path: Path) -> tuple[UnionBook, tuple[Finding, ...]]:
    return read_book(open_workbook(path), as_of=TODAY)


def test_a_blank_workbook_is_read_without_a_finding(path: Path) -> None:
    book, findings = read(path)
    assert findings == ()
    assert book.skipped_rows == {}
    assert book.settings.unit_name == "甲园工会"
    assert book.settings.fiscal_year == 2026
    assert book.work_items == ()
    assert {account.edition for account in book.accounts} == {"2010", "2021"}
    assert {day.year for day in book.holiday_days} == {2025, 2026}
    assert book.festivals
    assert book.duties
    assert book.evidence_items


def test_accounts_of_both_editions_keep_their_codes_as_text(path: Path) -> None:
    accounts = {(one.edition, one.account_code): one for one in read(path)[0].accounts}
    assert accounts["2010", "50102"].account_name == "文体活动费"
    assert accounts["2010", "50102"].parent_code == "501"
    assert accounts["2010", "502"].account_name == "维权支出"
    assert accounts["2021", "504"].account_name == "维权支出"


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert build() == build()


def test_every_entry_bears_the_first_date_of_zip(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_both_validators_find_nothing(path: Path) -> None:
    assert sdk_errors(path) == []
    assert audit_errors(path) == []


def test_each_table_stands_alone_under_its_headers() -> None:
    book = sheets()
    assert book.sheetnames == [table.sheet for table in TABLES]
    for table in TABLES:
        sheet = book[table.sheet]
        (block,) = sheet.tables.values()
        headers = [column.header for column in table.columns]
        assert block.name == block.displayName == table.name
        assert [column.name for column in block.tableColumns] == headers
        assert [cell.value for cell in sheet[3]][: len(headers)] == headers
        assert block.ref.startswith("A3:")
        assert sheet["A1"].value == table.sheet
        assert sheet["A2"].value == table.intro


def test_every_cell_of_a_table_has_a_named_style() -> None:
    book = sheets()
    names = {look.style_name for look in LOOKS.values()}
    for table in TABLES:
        for row in book[table.sheet].iter_rows(min_row=3, max_col=len(table.columns)):
            assert {cell.style for cell in row} <= names


def test_a_named_style_looks_like_the_cells_that_bear_it() -> None:
    book = sheets()
    cell = book["收支台账"]["F4"]
    assert cell.style == PREFIX + "输入金额"
    assert cell.number_format == "#,##0.00_ "
    assert cell.fill.fgColor.rgb == "FFFFFBE6"
    assert not cell.protection.locked
    (style,) = (one for one in book._named_styles if one.name == cell.style)
    assert style.fill.fgColor.rgb == "FFFFFBE6"
    assert style.font.name == cell.font.name == "微软雅黑"
    assert style.font.scheme is None


def test_every_look_has_its_own_named_style_from_the_start() -> None:
    book = sheets()
    styles = {one.name: one for one in book._named_styles}
    for look in LOOKS.values():
        style = styles[look.style_name]
        assert (style.font.size, style.font.bold) == (look.size, look.bold)
        assert style.font.color.rgb == f"FF{look.color}"
        assert style.number_format == look.number_format
        assert style.protection.locked == look.locked
        assert style.alignment.horizontal == look.horizontal
    looks_alike = book["收支台账"]["A1"].style, book["收支台账"]["A2"].style
    assert looks_alike == (PREFIX + "表名", PREFIX + "表用途")


def test_the_format_of_numbers_is_the_one_of_the_look(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    looks = {look.style_name: look for look in LOOKS.values()}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    named = [(cell, looks[cell.style]) for cell in cells if cell.style in looks]
    assert {look.number_format for _, look in named} >= {"General", "0", "@", "yyyy-mm-dd"}
    for cell, look in named:
        assert cell.number_format == look.number_format


def test_codes_are_text_and_not_marked_as_numbers_stored_as_text(path: Path) -> None:
    sheet = sheets()["收支台账"]
    assert sheet["B4"].number_format == "@"
    with zipfile.ZipFile(path) as package:
        xml = package.read(f"xl/worksheets/sheet{sheet_number('收支台账')}.xml").decode()
    assert '<ignoredError sqref="B4:' in xml


def sheet_number(title: str) -> int:
    return [table.sheet for table in TABLES].index(title) + 1


@pytest.mark.parametrize("macros", [None, Macros(BUTTON_GROUPS)], ids=["xlsx", "xlsm"])
def test_every_input_sheet_prints_down_to_a_row_and_no_farther(
    tmp_path: Path, macros: Macros | None
) -> None:
    target = tmp_path / "book.xlsx"
    build_blank(target, year=2026, created=CREATED, macros=macros)
    with zipfile.ZipFile(target) as package:
        names = package.read("xl/workbook.xml")
    assert names.count(b"_xlnm.Print_Area") == len(TABLES)


def test_row_heights_are_free_to_grow(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"customHeight" not in package.read(name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_sheet_prints_on_a4_one_page_wide_with_its_header(table: Any) -> None:
    sheet = sheets()[table.sheet]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == ("portrait" if table is SETTINGS else "landscape")
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$3"
    assert "&P" in str(sheet.oddFooter.right.text)
    assert str(sheet.freeze_panes).endswith("4")
    assert sheet.sheet_properties.tabColor is not None


def validations(sheet: Worksheet) -> dict[str, Any]:
    return {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}


def test_only_a_closed_list_stops_the_clerk() -> None:
    plan = validations(sheets()["年度计划"])
    status, category, count, start, months = (plan[cell] for cell in ("L4", "F4", "I4", "C4", "B4"))
    assert status.formula1 == '"未开始,进行中,已完成,暂定,延期,取消"'
    assert status.errorStyle in {None, "stop"}
    assert category.errorStyle == "information"
    assert (count.type, count.errorStyle) == ("whole", "warning")
    assert (start.type, start.errorStyle) == ("date", "warning")
    assert months.prompt == "如 3、7、8 或 2027-01"


def test_a_revision_may_be_typed_with_a_minus() -> None:
    budget = validations(sheets()["预算"])
    assert budget["E4"].formula1 == "0"
    assert budget["F4"].formula1.startswith("-")


def test_messages_are_kind_and_fit() -> None:
    for sheet in sheets():
        for rule in sheet.data_validations.dataValidation:
            texts = (rule.error, rule.prompt)
            assert all(len(text or "") <= 255 for text in texts)
            assert not any(word in (rule.error or "") for word in ("非法", "无效", "错误", "！"))
            assert len(rule.formula1 or "") <= 257


def test_each_setting_has_its_own_rule() -> None:
    settings = validations(sheets()["设置"])
    by_label: dict[str, Any] = {
        one.label: settings.get(f"B{row}")
        for row, one in enumerate(SETTING_LINES, 4)
        if not isinstance(one, str)
    }
    assert not any(f"B{4 + SETTING_LINES.index(heading)}" in settings for heading in SETTING_GROUPS)
    assert by_label["当前月份"].formula2 == "12"
    assert by_label["每周首日"].formula1 == '"周一,周日"'
    assert by_label["会费比例"].type == "decimal"


def test_settings_cannot_be_sorted_away_from_their_rules() -> None:
    for sheet in sheets():
        for table in sheet.tables.values():
            assert bool(table.autoFilter) is (table.name != "Settings")


def test_rows_are_written_by_the_type_of_their_values(tmp_path: Path) -> None:
    row: Row = {
        "日期": dt.date(2026, 3, 5),
        "凭证号": "001",
        "摘要": "春游",
        "支出金额": Decimal("1200.50"),
        "人数": 30,
    }
    target = tmp_path / "a.xlsx"
    build_blank(target, year=2026, rows={"Ledger": [row]}, created=CREATED)
    book, findings = read(target)
    (entry,) = book.ledger_entries
    assert findings == ()
    assert entry.booked_on == dt.date(2026, 3, 5)
    assert entry.voucher_no == "001"
    assert entry.expense_amount == Decimal("1200.50")
    assert entry.person_count == 30


def test_many_rows_make_a_long_table() -> None:
    rows = [{"编号": str(number), "工作内容": "春游"} for number in range(300)]
    book = sheets({"Plan": rows})
    assert book["年度计划"].tables["Plan"].ref == f"A3:Q{3 + 300 + FEWEST_FREE}"
    assert book["会员"].tables["Members"].ref == f"A3:T{3 + FEWEST_ROWS}"


def test_long_texts_get_higher_rows() -> None:
    sheet = sheets({"Plan": [{"编号": "1", "工作内容": "组织教职工春游" * 20}]})["年度计划"]
    assert sheet.row_dimensions[4].height > 2 * sheet.row_dimensions[5].height


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_anything_but_text(text: str) -> None:
    sheet = sheets({"Plan": [{"编号": "1", "工作内容": text}]})["年度计划"]
    assert sheet["E4"].value == text
    assert sheet["E4"].hyperlink is None
    with zipfile.ZipFile(io.BytesIO(build({"Plan": [{"工作内容": text}]}))) as package:
        xml = package.read(f"xl/worksheets/sheet{sheet_number('年度计划')}.xml").decode()
    assert "<f>" not in xml
    assert "<hyperlink" not in xml


def test_given_settings_replace_defaults_one_by_one(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    rows: Rows = {
        "Settings": [
            {"项目": "每周首日", "值": "周日"},
            {"项目": "会费比例", "值": Decimal("0.005")},
        ]
    }
    build_blank(target, year=2027, rows=rows, created=CREATED)
    settings = read(target)[0].settings
    assert settings.fiscal_year == 2027
    assert settings.first_weekday == "周日"
    assert settings.dues_rate == Decimal("0.005")
    assert settings.account_edition == "2021"


def test_a_year_without_a_notice_has_no_rows_of_its_own(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    build_blank(target, year=2027, created=CREATED)
    assert {day.year for day in read(target)[0].holiday_days} == {2026}


def test_a_text_too_long_for_a_cell_is_named() -> None:
    with pytest.raises(
        WorkbookError, match="《年度计划》第 5 行「工作内容」：文字有 32,768 个字符"
    ):
        build({"Plan": [{}, {"工作内容": "长" * 32_768}]})


@pytest.mark.parametrize("rows", [{"Nothing": []}, {"Plan": [{"没有的列": "x"}]}])
def test_a_table_or_column_that_does_not_exist_is_our_mistake(rows: Any) -> None:
    with pytest.raises(KeyError):
        build(rows)


@pytest.mark.libreoffice
def test_libreoffice_opens_it_with_every_header(path: Path, tmp_path: Path) -> None:
    again = openpyxl.load_workbook(convert(path, "xlsx", tmp_path))
    assert again.sheetnames == [table.sheet for table in TABLES]
    for table in TABLES:
        found = [again[table.sheet].cell(3, n).value for n in range(1, len(table.columns) + 1)]
        assert json.dumps(found) == json.dumps([column.header for column in table.columns])


def test_shares_are_typed_and_shown_in_per_cent() -> None:
    sheet = sheets({"Settings": [{"项目": "会费比例", "值": Decimal("0.005")}]})["设置"]
    rules = validations(sheet)
    rows = {str(sheet[f"A{row}"].value): row for row in range(4, 4 + len(SETTING_LINES))}
    most = {"会费比例": "0.02", "拨缴比例": "1.0", "留成比例": "1.0", "预警比例": "1.0"}
    for label, bound in most.items():
        cell = f"B{rows[label]}"
        assert sheet[cell].number_format == "0.0##%"
        assert float(rules[cell].formula2) == float(bound)
        assert "%" in rules[cell].error
        assert "0.005" not in rules[cell].error
    assert sheet[f"B{rows['会费比例']}"].value == 0.005


def test_the_first_month_kept_is_a_setting_that_starts_empty() -> None:
    sheet = sheets()["设置"]
    rows = {sheet[f"A{row}"].value: row for row in range(4, 4 + len(SETTING_LINES))}
    assert sheet[f"B{rows['启用月份']}"].value is None


def test_settings_stand_under_headings_the_last_one_closed() -> None:
    sheet = sheets()["设置"]
    rows = {str(sheet[f"A{row}"].value): row for row in range(4, 4 + len(SETTING_LINES))}
    headings = ("基本", "会费", "经费", "规则（可不填）")
    assert [rows[one] for one in headings] == sorted(rows[one] for one in headings)
    assert rows["基本"] == 4
    closed = {row for row in rows.values() if sheet.row_dimensions[row].hidden}
    assert closed == {row for row in rows.values() if row > rows[headings[-1]]}
    assert sheet.row_dimensions[rows[headings[-1]]].collapsed
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert {"单位名称", "会费比例", "期初结余"} <= {
        label for label, row in rows.items() if row not in closed
    }
    assert {"附议人数", "必访情形"} <= {label for label, row in rows.items() if row in closed}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_that_few_need_stand_in_a_closed_outline(table: Table) -> None:
    widths = sheets()[table.sheet].column_dimensions
    shut = {
        at
        for one in widths.values()
        if one.hidden and one.outlineLevel == 1
        for at in range(one.min, one.max + 1)
    }
    folded = {at for at, one in enumerate(table.columns, start=1) if one.is_folded}
    assert shut == folded
    needed = [one for one in table.columns if one.is_required or one.is_essential]
    assert not any(one.is_folded for one in needed)


def test_what_a_head_has_in_a_month_is_computed_as_the_record_does() -> None:
    row: dict[str, CellValue] = {
        "姓名": "云一一",
        "家庭人口": 3,
        "家庭年收入": Decimal(30000),
        "家庭年支出": Decimal("12000.50"),
    }
    target = io.BytesIO()
    build_blank(target, year=2026, rows={"Hardship": [row, {"姓名": "云二二"}]}, created=CREATED)
    book = openpyxl.load_workbook(target, data_only=True)
    names = [cell.value for cell in book["困难档案"][3]]
    at = names.index("月人均余额") + 1
    shown = [book["困难档案"].cell(number, at).value for number in (4, 5)]
    assert shown == [499.99, None]


def _hidden(rows: Rows | None, macros: Macros | None) -> set[str]:
    target = io.BytesIO()
    build_blank(target, year=2026, rows=rows, created=CREATED, macros=macros)
    book = openpyxl.load_workbook(target)
    return {one.title for one in book if one.sheet_state == "hidden"}


def test_a_new_workbook_shows_eight_sheets_and_one_without_macros_all() -> None:
    macros = Macros(BUTTON_GROUPS)
    few = {"设置", "年度计划", "会员", "收支台账", "服务台账", "活动台账"}
    assert _hidden(None, macros) == {table.sheet for table in TABLES} - few
    assert _hidden(None, None) == set()


def test_a_sheet_with_rows_is_in_sight_from_the_start() -> None:
    rows = {"Dues": [{"会员编号": "H001", "姓名": "云一一"}]}
    assert "会费" not in _hidden(rows, Macros(BUTTON_GROUPS))


def test_the_start_sheet_links_to_no_hidden_sheet_and_names_them_all() -> None:
    target = io.BytesIO()
    build_blank(target, year=2026, created=CREATED, macros=Macros(BUTTON_GROUPS))
    home = openpyxl.load_workbook(target)["首页"]
    cells = [cell for row in home.iter_rows() for cell in row]
    linked = {cell.value for cell in cells if cell.hyperlink}
    assert linked == {"设置", "年度计划", "会员", "收支台账", "服务台账", "活动台账"}
    told = "、".join(str(cell.value) for cell in cells if str(cell.value).startswith("另有："))
    for table in TABLES:
        assert table.shown in linked or table.shown in told


def test_sheets_whose_names_are_no_words_of_clerks_are_called_in_theirs() -> None:
    called = {table.sheet: table.called for table in TABLES if table.called}
    assert called == {"会费": "会费明细", "周期事项": "定期要办的事", "考核清单": "考核细则"}
    target = io.BytesIO()
    build_blank(target, year=2026, created=CREATED, macros=Macros(BUTTON_GROUPS))
    book = openpyxl.load_workbook(target)
    assert called.keys() <= {*book.sheetnames}  # the names of the sheets stay
    told = "、".join(str(cell.value) for row in book["首页"].iter_rows() for cell in row)
    assert all(word in told for word in called.values())
    assert "周期事项" not in told
    assert "会费明细《会费》" in ribbon_xml(BUTTON_GROUPS).decode()
