from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import openpyxl
import pytest
from lxml import etree

from tests import start_sheet
from tests.buttons import BUTTONS
from tests.compound_files import read_strictly
from tests.macro_sources import read_sources
from tests.validators import audit_errors, sdk_errors
from unionxl.build import TARGET, build
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.tables.all import TABLES
from unionxl.tables.model import DOUBLE
from unionxl.tables.program import STILL_DUE
from unionxl.words.lists import templates_folder
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.buttons import front_rows
from unionxl.workbook.new import start_sheet as startsheet
from unionxl.workbook.new.highlights import condition_formula, look_properties
from unionxl.workbook.new.ribbon import ribbon_xml
from unionxl.workbook.new.start_sheet import SHOW_LABEL
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.out_of_sight import SHEET_GROUPS, show_macro
from unionxl.workbook.vba.project import ModuleKind, stream_text
from unionxl.workbook.vba.sources import union_modules

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from unionxl.tables.model import Highlight, Table
    from unionxl.workbook.buttons import Button

RIBBON = "customUI/customUI14.xml"
BUILD_ON_A_DAY = """
import datetime, sys, time
from pathlib import Path
moment = float(sys.argv[1])
class Then(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(moment, tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(moment, datetime.timezone.utc)
datetime.datetime = Then
time.time = lambda: moment
time.localtime = lambda seconds=moment, real=time.localtime: real(seconds)
from unionxl.build import build
build(Path(sys.argv[2]))
"""
NEWER_THAN_2010 = re.compile(r"_xl(fn|ws)|@|\b(XLOOKUP|FILTER|LET|IFS|TEXTJOIN|SORT|UNIQUE)\(")


def part(name: str) -> bytes:
    with zipfile.ZipFile(TARGET) as package:
        return package.read(name)


@cache
def home() -> Worksheet:
    return openpyxl.load_workbook(TARGET)["首页"]


def test_the_checked_in_workbook_is_what_the_sources_give(tmp_path: Path) -> None:
    again = tmp_path / "again.xlsm"
    build(again)
    assert again.read_bytes() == TARGET.read_bytes(), "run python -m unionxl.build"


@pytest.mark.parametrize(
    ("moment", "zone", "seed"),
    [(86_400 * 365, "Pacific/Kiritimati", "1"), (86_400 * 365 * 60, "America/Adak", "4242")],
)
def test_another_day_and_place_gives_the_same_bytes(
    tmp_path: Path, moment: int, zone: str, seed: str
) -> None:
    again = tmp_path / "again.xlsm"
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", BUILD_ON_A_DAY, str(moment), str(again)]
    subprocess.run(command, check=True, env=environment, cwd=TARGET.parent, timeout=120)
    assert again.read_bytes() == TARGET.read_bytes()


def test_a_workbook_that_the_lint_finds_fault_with_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "unionbook.xlsm"
    target.write_bytes(b"old")
    monkeypatch.setattr("unionxl.build.lint_package", lambda _: ("sheet1.xml: double name",))
    with pytest.raises(SystemExit, match="double name"):
        build(target)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_validators_and_lint_find_nothing() -> None:
    assert sdk_errors(TARGET) == []
    assert audit_errors(TARGET) == []
    assert lint_package(TARGET) == ()


def test_the_macros_are_those_of_the_templates() -> None:
    project = part("xl/vbaProject.bin")
    read_strictly(project)
    sources = read_sources(project)
    codes = ["shHome", "shGuide", "shMore", *(f"sh{table.name}" for table in TABLES), "shConfig"]
    modules = union_modules(templates_folder() / "vba", codes, BUTTON_GROUPS)
    suffixes = {ModuleKind.STANDARD: "bas"}
    expected = {f"{one.name}.{suffixes.get(one.kind, 'cls')}": stream_text(one) for one in modules}
    assert sources == expected


def test_the_ribbon_is_that_of_the_operations() -> None:
    assert part(RIBBON) == ribbon_xml(BUTTON_GROUPS)


def test_a_new_year_starts_without_a_finding() -> None:
    book, findings = read_book(open_workbook(TARGET), as_of=dt.date(2026, 1, 1))
    assert findings == ()
    assert book.settings.current_month is None


@pytest.mark.parametrize(
    ("number", "buttons"),
    [
        (1, [button for row in front_rows(BUTTON_GROUPS) for button in row.buttons]),
        (2, [button for button in BUTTONS if button.action != "more"]),
    ],
    ids=["start sheet", "all of them"],
)
def test_every_button_stands_in_its_place_with_its_macro(
    number: int, buttons: list[Button]
) -> None:
    drawing = etree.fromstring(part(f"xl/drawings/vmlDrawing{number}.vml"))
    shapes = drawing.findall("{urn:schemas-microsoft-com:vml}shape")
    shown = [
        (
            "".join(map(str, shape.itertext("{*}font"))),
            shape.findtext(".//{urn:schemas-microsoft-com:office:excel}FmlaMacro"),
        )
        for shape in shapes
    ]
    hiding = [group for group, tables in SHEET_GROUPS.items() if tables and number == 1]
    assert shown == [
        *((button.label, f"[0]!{button.macro}") for button in buttons),
        *((SHOW_LABEL, f"[0]!{show_macro(group)}") for group in hiding),
    ]


def test_every_button_that_is_noted_has_its_row() -> None:
    block = open_workbook(TARGET).read_table("Runs")
    labels = [*(one.label for one in BUTTONS if one.is_noted), STILL_DUE]
    assert [row[0] for row in block.rows] == labels


def test_a_link_leads_to_every_table_in_sight_and_a_button_shows_the_others() -> None:
    links = {
        cell.hyperlink.location for row in home().iter_rows() for cell in row if cell.hyperlink
    }
    assert links == {table.name for table in TABLES if table.is_in_sight}
    others = {name for tables in SHEET_GROUPS.values() for name in tables}
    assert others == {table.name for table in TABLES} - links


def test_the_month_is_chosen_from_a_list_and_shown_in_the_settings() -> None:
    (rule,) = home().data_validations.dataValidation
    assert str(rule.sqref) == start_sheet.MONTH
    assert rule.formula1 == '"1,2,3,4,5,6,7,8,9,10,11,12"'
    settings = openpyxl.load_workbook(TARGET)["设置"]
    (row,) = (row for row in settings.iter_rows(min_row=4) if row[0].value == "当前月份")
    place = startsheet.month_cell(BUTTON_GROUPS).removeprefix("=")
    assert row[1].value == f'=IF({place}="","",{place})'
    assert home()[start_sheet.MONTH].value is None
    assert "Delete" in rule.prompt
    label = home()[f"{start_sheet.MONTH[0]}{int(start_sheet.MONTH[1:]) - 1}"].value
    assert "TODAY()" in label


def test_slips_of_the_hand_cannot_hurt_the_start_sheet() -> None:
    sheet = home()
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet[start_sheet.MONTH].protection.locked
    assert sheet[start_sheet.figure("全年事项")].protection.locked


def test_formulas_use_only_what_excel_2010_knows() -> None:
    book = openpyxl.load_workbook(TARGET)
    formulas = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(formulas) > 20
    assert not [one for one in formulas if NEWER_THAN_2010.search(one)]
    assert not [cell for sheet in book for cell in sheet.array_formulae]


def test_the_configuration_is_out_of_sight() -> None:
    assert openpyxl.load_workbook(TARGET)["xlwings.conf"].sheet_state == "veryHidden"


def test_the_instructions_name_every_button_and_sheet() -> None:
    guide = openpyxl.load_workbook(TARGET)["使用说明"]
    names = {cell.value for (cell,) in guide.iter_rows(min_col=2, max_col=2)}
    assert {f"「{button.label}」" for button in BUTTONS} <= names
    assert {f"《{table.sheet}》" for table in TABLES} <= names


def test_where_the_macros_send_the_reader_the_instructions_say_what_to_do() -> None:
    guide = openpyxl.load_workbook(TARGET)["使用说明"]
    told = {str(name): str(text) for name, text in guide.iter_rows(min_col=2, values_only=True)}
    messages = (templates_folder() / "vba" / "texts.toml").read_text("utf-8")
    named = set(re.findall("《使用说明》“(.+?)”", messages))
    assert named
    for name in named:
        (text,) = (told[entry] for entry in told if name in entry)
        assert "install.cmd" in text
        assert "unionxl setup" in text
    assert "宏安全性" in told["用 WPS 或 LibreOffice"]
    assert "红色提示条" in told["2. 解除锁定（Windows）"]


@pytest.mark.parametrize(
    ("table", "highlight"), [(table, one) for table in TABLES for one in table.highlights]
)
def test_what_stands_out_does_so_without_colour_too(table: Table, highlight: Highlight) -> None:
    assert {key for key in look_properties(highlight) if "color" not in key}
    formula = "=" if highlight.condition == DOUBLE else condition_formula(highlight, table, 4)
    assert formula.startswith("=")
    assert set(table.columns) >= set(highlight.columns)
