"""A long sheet read in stretches says what it says when it is read in one piece."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bookfiles import rewrite, write_book
from unionxl.errors import WorkbookError
from unionxl.workbook.package import stretches
from unionxl.workbook.package.bare import open_bare
from unionxl.workbook.package.stretches import cut_rows
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.values.column import ReadValue
    from unionxl.workbook.package.workbook import PackageWorkbook

LEDGER = "xl/worksheets/sheet3.xml"
TABLE = "xl/tables/table2.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
LAST = 400


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workbook whose ledger reaches down to row 400, and cut it every few rows."""
    monkeypatch.setattr(stretches, "STRETCH_BYTES", 2000)
    path = write_book(tmp_path / "台账.xlsx")
    rows = "".join(map(a_row, range(2, LAST + 1)))
    rewrite(
        path,
        {
            LEDGER: lambda old: with_rows(old, rows.encode()),
            TABLE: lambda old: old.replace(b"A1:E2", b"A1:E%d" % LAST),
        },
    )
    return path


def a_row(row: int) -> str:
    """Return a row of the ledger: a day, a text, an amount, a formula and an error."""
    balance = '<c r="E{0}" t="e"><f>D{0}/0</f><v>#DIV/0!</v></c>' if row % 7 == 0 else ""
    cells = (
        '<c r="A{0}" s="1"><v>46082</v></c><c r="B{0}" t="inlineStr"><is><t>第{0}笔</t></is></c>'
        '<c r="D{0}"><f>10+{0}</f><v>{0}.5</v></c>' + balance
    )
    return f'<row r="{{0}}">{cells}</row>'.format(row)


def with_rows(sheet: bytes, rows: bytes) -> bytes:
    """Return a sheet with rows after its first one."""
    start = sheet.index(b"</row>") + len(b"</row>")
    end = sheet.index(b"</sheetData>")
    return sheet[:start] + rows + sheet[end:]


def cells_of(book: PackageWorkbook, name: str) -> dict[tuple[int, int], ReadValue]:
    """Return what is filled in, by row and column."""
    return {
        (block.first_row + index, block.left + number): cell
        for block in book.read_columns(name)
        for number, cells in enumerate(block.columns)
        for index, cell in enumerate(cells)
        if cell not in {None, ""}
    }


def test_a_ledger_in_many_stretches_holds_what_it_holds_in_one_piece(path: Path) -> None:
    book = open_workbook(path)
    book.read_ahead("ledger")
    in_stretches = cells_of(book, "Ledger")
    assert in_stretches == cells_of(open_workbook(path), "Ledger")
    assert in_stretches[LAST, 4] == LAST + 0.5
    assert in_stretches[399, 5] == "#DIV/0!"


def test_every_stretch_knows_the_table_it_belongs_to(path: Path) -> None:
    book = open_workbook(path)
    book.read_ahead("Ledger")
    blocks = list(book.read_columns("Ledger"))
    assert len(blocks) > 20
    assert {(block.sheet, block.top, block.left, block.header) for block in blocks} == {
        ("收支台账", 1, 1, ("日期", "摘要", "收入金额", "支出金额", "差额"))
    }
    rows = [block.first_row + index for block in blocks for index in range(len(block.columns[0]))]
    assert rows == list(range(2, LAST + 1))


def test_what_was_read_ahead_is_read_once(path: Path) -> None:
    book = open_workbook(path)
    book.read_ahead("Ledger")
    assert cells_of(book, "Ledger") == cells_of(book, "Ledger")
    assert book.read_table("Ledger").rows[0][1] == "第2笔"


def test_a_table_that_is_not_there_is_not_read_ahead(path: Path) -> None:
    book = open_workbook(path)
    book.read_ahead("NoSuchTable")
    assert cells_of(book, "Plan")


def test_nothing_is_left_in_the_folder_for_temporary_files(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    book = open_workbook(path)
    book.read_ahead("Ledger")
    assert cells_of(book, "Ledger")
    assert not list(folder.iterdir())


def test_without_a_folder_for_temporary_files_the_sheet_is_read_in_memory(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    book = open_workbook(path)
    book.read_ahead("Ledger")
    assert cells_of(book, "Ledger")[LAST, 2] == f"第{LAST}笔"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "单元格 XFD1048576 有内容"),
        ('<row r="401"><c r="A401" t="s"><v>99999</v></c></row>', "文件已损坏"),
    ],
)
def test_what_stops_a_stretch_is_said_when_it_is_wanted(path: Path, row: str, message: str) -> None:
    end = b"</sheetData>"
    rewrite(path, {LEDGER: lambda old: old.replace(end, row.encode() + end)})
    book = open_workbook(path)
    book.read_ahead("Ledger")
    with pytest.raises(WorkbookError, match=f"工作表《收支台账》：{message}"):
        cells_of(book, "Ledger")


def test_rows_far_below_that_are_only_formatted_do_no_harm(path: Path) -> None:
    end = b"</sheetData>"
    far = b'<row r="1048576" s="1" customFormat="1"><c r="XFD1048576" s="1"/></row>'
    rewrite(path, {LEDGER: lambda old: old.replace(end, far + end)})
    book = open_workbook(path)
    book.read_ahead("Ledger")
    assert len(cells_of(book, "Ledger")) == len(cells_of(open_workbook(path), "Ledger"))


@pytest.mark.parametrize(
    "row",
    [
        b'<row><c r="A9"><v>1</v></c></row>',
        b'<row r="3"><c r="A3"><v>1</v></c></row>',
        b'<row r="9"><c r="BA9"><v>1</v></c></row>',
        b"<row r='9'><c r='A9'><v>1</v></c></row>",
        b'<row r="9000"><c r="A9000"><v>1</v></c></row>',
        b'<row r="9"><c r="A9" t="inlineStr"><is><t><![CDATA[<row r="1">]]></t></is></c></row>',
    ],
    ids=["no number", "upwards", "wide", "single quotes", "gap", "a row in a text"],
)
def test_rows_that_no_program_writes_so_stay_in_one_piece(
    row: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretches, "STRETCH_BYTES", 100)
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 9))
    plain = HEAD + rows + TAIL
    chunks = [plain[at : at + 100] for at in range(0, len(plain), 100)]
    assert len(cut_rows(chunks)) > 1
    odd = row + rows if row.startswith(b"<row>") else rows + row
    assert cut_rows([HEAD + odd + b'<row r="9001"/>' + TAIL]) == []


def test_the_millionth_row_is_a_row_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "STRETCH_BYTES", 100)
    numbers = range(999_990, 1_000_010)
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in numbers)
    sheet = HEAD + rows + TAIL
    pieces = cut_rows(sheet[at : at + 100] for at in range(0, len(sheet), 100))
    assert b"".join(piece[len(HEAD) : -len(TAIL)] for piece in pieces) == rows
    far = sheet.replace(b'"A999991"', b'"A1048576"')
    assert cut_rows(far[at : at + 100] for at in range(0, len(far), 100)) == []


@pytest.mark.parametrize(
    "sheet",
    [
        b"",
        b'<worksheet xmlns="urn:x"><sheetData/></worksheet>',
        (HEAD + TAIL).replace(b"<", b"<x:").replace(b"<x:/", b"</x:"),
        b'<?xml version="1.0" encoding="UTF-16"?>' + HEAD + b'<row r="1"/>' + TAIL,
    ],
    ids=["nothing", "no rows", "prefixed", "another encoding"],
)
def test_a_sheet_of_another_kind_is_not_cut(sheet: bytes) -> None:
    assert cut_rows([sheet]) == []


@pytest.mark.parametrize("end", [b"", b"\n", b"</sheetData></work"])
def test_a_sheet_that_breaks_off_is_damaged(path: Path, end: bytes) -> None:
    rewrite(path, {LEDGER: lambda old: old[: old.index(b'<row r="300"')] + end})
    book = open_workbook(path)
    book.read_ahead("Ledger")
    with pytest.raises(WorkbookError, match="工作表《收支台账》：文件已损坏"):
        cells_of(book, "Ledger")


def test_a_table_far_below_the_first_rows_is_found(path: Path) -> None:
    def lower(sheet: bytes) -> bytes:
        rows = b"".join(
            b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(500, 900)
        )
        return with_rows(sheet, rows)

    def up(sheet: bytes) -> bytes:
        """Put the header below hundreds of rows."""
        start, end = sheet.index(b"<row "), sheet.index(b"</row>") + len(b"</row>")
        header = sheet[start:end].replace(b'r="1"', b'r="499"')
        header = header.replace(b'r="A1"', b'r="A499"').replace(b'r="B1"', b'r="B499"')
        above = b"".join(
            b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 499)
        )
        return sheet[:start] + above + header + sheet[end:]

    rewrite(
        path,
        {
            LEDGER: lambda old: up(lower(old)),
            TABLE: lambda old: old.replace(b"A1:E%d" % LAST, b"A499:B899"),
        },
    )
    book = open_workbook(path)
    book.read_ahead("Ledger")
    blocks = list(book.read_columns("Ledger"))
    assert blocks[0].header == ("日期", "摘要")
    assert sum(len(block.columns[0]) for block in blocks) == 400


def test_a_folder_that_fails_halfway_gives_no_row_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def __init__(self, workbook: object) -> None:
            self.workbook = workbook

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def get_sheet_by_index(self, index: int) -> object:
            if index > 2:
                raise OSError(index)
            return self.workbook.get_sheet_by_index(index)  # type: ignore[attr-defined]

    real = open_bare
    monkeypatch.setattr(
        stretches, "open_bare", lambda *given, **named: Failing(real(*given, **named))
    )
    book = open_workbook(path)
    book.read_ahead("Ledger")
    with pytest.raises(WorkbookError, match="工作表《收支台账》：临时文件读不出来"):
        cells_of(book, "Ledger")


@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(st.integers(0, 9999), min_size=1, max_size=60),
    size=st.integers(40, 900),
    formula=st.sampled_from([b"", b"<f>1&lt;2</f>"]),
)
def test_no_row_is_lost_or_told_twice_wherever_the_chunks_end(
    amounts: list[int], size: int, formula: bytes
) -> None:
    rows = [
        b'<row r="%d"><c r="A%d">%s<v>%d</v></c></row>' % (row, row, formula, amount)
        for row, amount in enumerate(amounts, 1)
    ]
    sheet = HEAD + b"\n".join(rows) + TAIL
    size = max(size, len(HEAD))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "STRETCH_BYTES", size)
        pieces = cut_rows(sheet[at : at + size] for at in range(0, len(sheet), size))
    assert all(piece.startswith(HEAD) and piece.endswith(TAIL) for piece in pieces)
    inside = [piece[len(HEAD) : -len(TAIL)] for piece in pieces]
    assert b"\n".join(inside) == b"\n".join(rows).replace(formula, b"")
