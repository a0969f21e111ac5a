"""Every button in Excel on workbooks with protected sheets, twice, against the same by file."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clicked import document_of
from tests.excelcalls import counted_calls
from tests.excelhost import need_excel, open_in_excel
from unionxl.addin import Desk, click
from unionxl.errors import RequestError
from unionxl.operations.catalogue import BY_ID
from unionxl.operations.clicks import CLICKS
from unionxl.operations.creating import create_workbook
from unionxl.operations.making import make
from unionxl.operations.months import chosen_month, make_month_sheets
from unionxl.operations.questions import answered
from unionxl.operations.request import Request
from unionxl.sample.year import sample_year
from unionxl.tables.plan import PLAN
from unionxl.tables.settings import SETTINGS
from unionxl.workbook.live.workbook import open_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import xlwings as xw

    from unionxl.operations.outcome import Outcome
    from unionxl.operations.questions import Question
    from unionxl.workbook.port import Workbook

NOW = dt.datetime(2026, 3, 20, 9, 30, tzinfo=dt.UTC)
SHIPPED = Path(__file__).parents[2] / "unionbook.xlsm"
FEW = 6  # rows of each table: what a click does with them is the same for many
FEW_MONTHS = 2
ROWS, ROWS_AREA = {"sheet": "收支台账", "row": "5-6"}, "B5:C6"
# What the first and the second click may cost, on the workbook that is shipped.
MOST_CALLS = {"month": (250, 250), "all_months": (1_200, 1_200)}
MOST = (500, 500)


def _shipped(path: Path) -> None:
    """Take the workbook that is shipped: 首页 and 使用说明 are protected."""
    shutil.copy(SHIPPED, path)


def _in_use(path: Path) -> None:
    """Make one in use, whose generated sheets are protected."""
    today = NOW.date()
    rows = sample_year(2026, through=dt.date(2026, 1, 20), plan_through=today)
    few = {name: one if name == SETTINGS.name else one[:FEW] for name, one in rows.items()}
    create_workbook(path, year=2026, rows=few)
    make_month_sheets(open_workbook(path), lambda book: chosen_month("3", book), as_of=today)
    for name in ("calendar", "budget"):
        make(open_workbook(path), name, as_of=today)


WORKBOOKS = {"shipped": _shipped, "in use": _in_use}


@dataclass(frozen=True)
class Twins:
    """The same workbook open in Excel and as a file."""

    name: str
    live: xw.Book
    path: Path
    document: str = ""

    def clicks(self, action: str) -> tuple[str, int]:
        """Click a button; return the message and how many calls it took."""
        if BY_ID[action].needs_row:
            sheet = self.live.sheets[ROWS["sheet"]]
            sheet.activate()
            sheet.range(ROWS_AREA).select()
        if action == "done":
            self.live.sheets[PLAN.sheet].activate()
            self.live.sheets[PLAN.sheet].range("B5").select()
        desk = Desk(print, lambda _app, _action: self.document, lambda: NOW, _first)
        with counted_calls() as calls:
            said = click(self.live, action, desk)
        return said, calls.count

    def commands(self, action: str) -> tuple[Outcome, list[str]]:
        """Do the same to the file; return what came of it, and the sheets that were made."""
        made: list[str] = []

        def attempt(answers: Mapping[str, int]) -> Outcome:
            row = ROWS if BY_ID[action].needs_row else {}
            if action == "done":
                number = open_workbook(self.path).read_table(PLAN.name).rows[1][0]
                row = {"item": str(number)} if number else {}
            request = Request(NOW, self.document, answers, values=row)
            workbook = open_workbook(self.path, clock=lambda: NOW)
            try:
                return CLICKS[action](workbook, request)
            finally:
                made.extend(workbook.made)

        outcome = answered(attempt, _first)
        assert outcome is not None
        return outcome, made


def _first(question: Question) -> int:
    return question.choices[0].key


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    need_excel()
    folder = tmp_path_factory.mktemp("originals")
    for name, write in WORKBOOKS.items():
        write(folder / f"{name}.xlsm")
    return {name: folder / f"{name}.xlsm" for name in WORKBOOKS}


@pytest.fixture(params=sorted(WORKBOOKS))
def twins(
    request: pytest.FixtureRequest,
    originals: Mapping[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Twins:
    monkeypatch.setattr("unionxl.workbook.live.native.save", lambda _book: None)  # LibreOffice's
    monkeypatch.setattr("unionxl.workbook.live.native.save_copy", lambda _book, _path: None)
    if request.param == "in use":
        monkeypatch.setattr("unionxl.operations.months.MONTHS_A_YEAR", FEW_MONTHS)
    live, file = (tmp_path / name / "工会工作簿.xlsm" for name in ("live", "file"))
    for path in (live, file):
        path.parent.mkdir()
        shutil.copy(originals[request.param], path)
    return Twins(request.param, open_in_excel(live), file)


def _values(workbook: Workbook, sheet: str) -> list[list[object]]:
    """Return what stands on a sheet, without what is empty behind the last value."""
    rows = [_stripped(row) for row in workbook.read_sheet(sheet).rows]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _stripped(row: Iterable[object]) -> list[object]:
    cells = [None if cell == "" else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _no_row(twins: Twins, action: str, said: str = "是空行") -> None:
    """Where nothing is filled in, both say so of the row."""
    with pytest.raises(RequestError, match=said) as clicked:
        twins.clicks(action)
    with pytest.raises(RequestError, match=said) as commanded:
        twins.commands(action)
    assert str(clicked.value) == str(commanded.value)


@pytest.mark.parametrize("action", sorted(CLICKS))
def test_a_button_does_twice_what_the_command_does(
    twins: Twins, action: str, tmp_path: Path
) -> None:
    twins = replace(twins, document=document_of(action, tmp_path))
    if action == "handout" and twins.name == "shipped":
        _no_row(twins, action, "一个人也没有")
        return
    if action == "fill" and twins.name == "shipped":
        _no_row(twins, action, "没有这样的人")
        return
    if action == "done" and twins.name == "shipped":
        _no_row(twins, action, "没有选中")
        return
    if BY_ID[action].needs_row and twins.name == "shipped":
        _no_row(twins, action)
        return
    made: set[str] = set()
    for number in (1, 2):
        if action == "accept_import":
            shows = replace(twins, document=document_of("import_list", tmp_path))
            shows.clicks("import_list")
            shows.commands("import_list")
        said, count = twins.clicks(action)
        outcome, sheets = twins.commands(action)
        made |= set(sheets)
        print(f"{action}, click {number}: {count} calls")  # noqa: T201 - what a click costs
        told = said.splitlines()[0].replace(str(twins.path.parents[1] / "live"), "")
        assert told == outcome.summary.replace(str(twins.path.parent), "")
        if twins.name == "shipped":
            assert count <= MOST_CALLS.get(action, MOST)[number - 1]
    live, file = open_book(twins.live, message=print), open_workbook(twins.path)
    assert live.generated_sheets() == file.generated_sheets()
    for name in file.generated_sheets().values():
        if name in made:  # the others have not been touched
            assert _values(live, name) == _values(file, name), name
        assert twins.live.sheets[name].api.ProtectContents == (name != "年终图表")
