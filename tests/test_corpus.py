"""Real workbooks take a sheet and a row, and everything else in them stays as it was."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import warnings
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import python_calamine
from lxml import etree

from tests.bookfiles import VIEW, a_sheet, part
from tests.office import need_soffice
from tests.shared import SHARED, need_shared
from tests.validators import new_errors, sdk_errors
from unionxl.errors import UnionXLError, UnsafeWorkbookError
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from unionxl.workbook.package.workbook import PackageWorkbook
    from unionxl.workbook.port import TableBlock

CORPUS = SHARED / "corpus"
REFUSED = {
    "ActiveXControls-O12-XL-Controls.xlsx": "Strict Open XML",
    "SharedWorkbook.xlsx": "共享工作簿",
    "ms-office-2010-signed.xlsx": "数字签名",
}
FILES = sorted(path.name for path in CORPUS.glob("*.*") if path.suffix[:3] == ".xl")
TAKEN = [name for name in FILES if name not in REFUSED]
TABLES_WITHOUT_ROOM = re.compile("带有汇总行|没有标题行|下方的 .+ 已有内容")
TITLE = "工会三月"
PATIENCE = 900  # seconds for LibreOffice to write all files anew; a busy machine takes its time
FIRST_ITEM = ["P-1", "组织女职工健步走", 1200.5, "未开始"]
# LibreOffice writes scenarios out of the tabs but counts them: names of a sheet point elsewhere.
MISCOUNTED = {"tdf97598_scenarios.xlsx"}
# LibreOffice shows old results of formulas in a file that says it was stored by LibreOffice.
NAMES_ITS_WRITER = re.compile(rb"<Application>[^<]*</Application>")

pytestmark = pytest.mark.shared


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a zip file as it lies there."""

    crc: int
    size: int
    packed: bytes


def entries(path: Path) -> dict[str, Entry]:
    """Return every entry with its packed bytes."""
    found = {}
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            start = info.header_offset
            start += 30 + sum(
                int.from_bytes(data[start + at : start + at + 2], "little") for at in (26, 28)
            )
            packed = data[start : start + info.compress_size]
            found[info.filename] = Entry(info.CRC, info.file_size, packed)
    return found


def changed(before: Path, after: Path) -> tuple[set[str], set[str], set[str]]:
    """Return which entries differ, are new, are gone."""
    old, new = entries(before), entries(after)
    both = old.keys() & new.keys()
    return {n for n in both if old[n] != new[n]}, set(new.keys() - old), set(old.keys() - new)


@pytest.fixture
def original(name: str) -> Path:
    """Return a workbook of the corpus, where it lies."""
    return need_shared("corpus") / name


@pytest.fixture
def copied(original: Path, tmp_path: Path) -> Path:
    """Return a copy to work on."""
    return Path(shutil.copyfile(original, tmp_path / original.name))


def only_the_writer_differs(before: Path, after: Path) -> bool:
    """Tell whether the properties say another program stored the file, and nothing else."""
    old, new = (part(path, "docProps/app.xml") for path in (before, after))
    without = [NAMES_ITS_WRITER.sub(b"", text) for text in (old, new)]
    return b"<Application>LibreOffice" in old and without[0] == without[1]


def add_sheet(path: Path) -> None:
    book = open_workbook(path)
    book.put_sheet(a_sheet(title=TITLE))
    book.save()


def append(book: PackageWorkbook, table: str) -> TableBlock | None:
    """Append a row; return the table as it was, None when the row was refused with a reason."""
    try:
        before = book.read_table(table)
        book.append_rows(table, [{before.header[0]: "新增一行"}])
    except UnionXLError as error:
        if not TABLES_WITHOUT_ROOM.search(str(error)):
            raise
        return None
    return before


def test_the_corpus_is_there() -> None:
    need_shared("corpus")
    assert len(FILES) == 28
    assert REFUSED.keys() <= set(FILES)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_edited_safely_is_refused_with_a_reason(copied: Path) -> None:
    before = copied.read_bytes()
    with pytest.raises(UnsafeWorkbookError, match=REFUSED[copied.name]) as caught:
        open_workbook(copied)
    assert f"文件《{copied.name}》" in str(caught.value)
    assert copied.read_bytes() == before


@pytest.mark.parametrize("name", TAKEN)
def test_a_sheet_changes_four_named_parts_only(original: Path, copied: Path) -> None:
    add_sheet(copied)
    different, new, gone = changed(original, copied)
    assert {re.sub(r".*/", "", name) for name in different} == {
        "[Content_Types].xml",
        "workbook.xml",
        "workbook.xml.rels",
        "styles.xml",
    }
    assert len(new) == 1
    assert not gone


@pytest.mark.parametrize("name", TAKEN)
def test_old_formats_keep_their_numbers_and_meaning(original: Path, copied: Path) -> None:
    add_sheet(copied)
    old, new = (_collections(part(path, "xl/styles.xml")) for path in (original, copied))
    for name, formats in old.items():
        assert new[name][: len(formats)] == formats


def _collections(styles: bytes) -> dict[str, list[bytes]]:
    """Return what stands in each collection of the styles, in order."""
    return {
        str(collection.tag): [etree.tostring(child, method="c14n") for child in collection]
        for collection in etree.fromstring(styles)
    }


@pytest.mark.parametrize("name", TAKEN)
def test_adding_again_changes_nothing_and_replacing_one_part_or_two(
    copied: Path, tmp_path: Path
) -> None:
    add_sheet(copied)
    once = Path(shutil.copyfile(copied, tmp_path / "once"))
    add_sheet(copied)
    assert copied.read_bytes() == once.read_bytes()
    book = open_workbook(copied)
    book.put_sheet(a_sheet(title=TITLE, note="改"))
    book.save()
    different, new, gone = changed(once, copied)
    if "docProps/app.xml" in different:
        assert only_the_writer_differs(once, copied)
        different.remove("docProps/app.xml")
    assert {re.sub(r"\d|.*/", "", name) for name in different} <= {"sheet.xml", "workbook.xml"}
    assert not new | gone
    assert open_workbook(copied).generated_sheets() == {VIEW: TITLE}


@pytest.mark.parametrize("name", TAKEN)
def test_rows_are_appended_or_refused_with_the_cell(original: Path, copied: Path) -> None:
    book = open_workbook(copied)
    for table in book.table_names():
        before = append(book, table)
        if before is not None:
            after = book.read_table(table)
            assert sum("新增一行" in row for row in after.rows) == 1
            kept = [row for row in before.rows if row in after.rows]
            assert len(kept) >= len(before.rows) - 1  # a blank row may be the one that was used
    book.save()
    different, new, gone = changed(original, copied)
    if "docProps/app.xml" in different:
        assert only_the_writer_differs(original, copied)
        different.remove("docProps/app.xml")
    pattern = r"sheet\d+\.xml|table\d+\.xml|workbook\.xml"
    assert all(re.fullmatch(pattern, re.sub(".*/", "", name)) for name in different)
    assert not new | gone


@pytest.mark.parametrize("name", TAKEN)
def test_other_libraries_read_the_new_sheet(original: Path, copied: Path) -> None:
    add_sheet(copied)
    rows, book = _by_calamine(copied), _by_openpyxl(copied)
    assert (rows is None) == (_by_calamine(original) is None)
    assert (book is None) == (_by_openpyxl(original) is None)
    assert rows or book
    if rows:
        assert rows.get_sheet_by_name(TITLE).to_python()[3][:4] == FIRST_ITEM
    if book:
        sheet = book[TITLE]
        assert [cell.value for cell in sheet[4]][:4] == FIRST_ITEM
        assert sheet["C4"].number_format == "#,##0.00_ "
        assert sheet["A1"].font.sz == 18


def _by_calamine(path: Path) -> python_calamine.CalamineWorkbook | None:
    """Return a workbook as calamine reads it, None for what it cannot read."""
    try:
        return python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.CalamineError:
        return None


def _by_openpyxl(path: Path) -> openpyxl.Workbook | None:
    """Return a workbook as openpyxl reads it, None for what it cannot read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names the parts that it would lose
        try:
            return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every workbook after a sheet and a row were added."""
    folder = tmp_path_factory.mktemp("corpus")
    for name in TAKEN:
        path = Path(shutil.copyfile(need_shared("corpus") / name, folder / name))
        book = open_workbook(path)
        book.put_sheet(a_sheet(title=TITLE))
        for table in book.table_names():
            append(book, table)
        book.save()
    return folder


def test_the_validator_finds_no_new_error(results: Path) -> None:
    def added(name: str) -> list[str]:
        return new_errors(sdk_errors(CORPUS / name), sdk_errors(results / name))

    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(TAKEN, pool.map(added, TAKEN), strict=True))
    assert {name: errors for name, errors in found.items() if errors} == {}


@pytest.mark.libreoffice
def test_libreoffice_opens_the_results(results: Path, tmp_path: Path) -> None:
    command = [need_soffice(), "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    with tempfile.TemporaryDirectory() as profile:
        command.insert(1, f"-env:UserInstallation={Path(profile).as_uri()}")
        files = [str(results / name) for name in TAKEN]
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=PATIENCE)
    for name in TAKEN:
        book = open_workbook(tmp_path / f"{Path(name).stem}.xlsx")
        rows = book.read_sheet(TITLE).rows
        assert list(rows[3][:4]) == FIRST_ITEM
        if name not in MISCOUNTED:
            assert book.generated_sheets() == {VIEW: TITLE}
