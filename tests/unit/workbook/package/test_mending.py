from __future__ import annotations

import datetime as dt
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.buttons import BUTTONS
from tests.office import need_soffice
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.macros import Macros
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.libreoffice

CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FORMAT = "xlsm:Calc MS Excel 2007 VBA XML"


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def in_drawings(path: Path, words: bytes) -> int:
    """Count words in the drawings of all sheets."""
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if "vmlDrawing" in name]
        return sum(package.read(name).count(words) for name in names)


def calculated_columns(path: Path) -> int:
    """Count the columns that calculate in the tables."""
    tables = [name for name in zipfile.ZipFile(path).namelist() if "/tables/" in name]
    return sum(part(path, name).count(b"<calculatedColumnFormula>") for name in tables)


def stored(path: Path, folder: Path, target_format: str = FORMAT) -> Path:
    """Let LibreOffice store a workbook in a format."""
    profile = folder / "profile"
    subprocess.run(
        [
            need_soffice(),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--convert-to", target_format, "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{target_format.partition(':')[0]}"


def buttons_seen(path: Path, folder: Path) -> int:
    """Count the buttons that LibreOffice finds when it opens a workbook."""
    seen = stored(path, folder, "ods")
    return part(seen, "content.xml").count(b"<form:button ")


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stored")
    path = folder / "a.xlsm"
    macros = Macros(BUTTON_GROUPS, Host.LIBREOFFICE)
    build_blank(path, year=2026, created=CREATED, macros=macros)
    return stored(path, folder / "out")


def test_what_libreoffice_has_stored_lacks_its_buttons(spoiled: Path, tmp_path: Path) -> None:
    """A version that does better needs no mending."""
    assert in_drawings(spoiled, b'id="shape_0"') >= len(BUTTONS)
    assert buttons_seen(spoiled, tmp_path) == 0


def test_buttons_code_names_and_calculated_columns_come_back(spoiled: Path, tmp_path: Path) -> None:
    mended = tmp_path / "a.xlsm"
    mended.write_bytes(spoiled.read_bytes())
    time = mended.stat().st_mtime_ns
    open_workbook(mended, host_has_it_open=True).save_mended()
    new = tmp_path / "new.xlsm"
    build_blank(new, year=2026, created=CREATED, macros=Macros(BUTTON_GROUPS, Host.LIBREOFFICE))
    drawn = in_drawings(new, b'ObjectType="Button"')
    assert buttons_seen(mended, tmp_path / "seen") == drawn > len(BUTTONS)
    assert b'codeName="ThisWorkbook"' in part(mended, "xl/workbook.xml")
    assert b'codeName="shHome"' in part(mended, "xl/worksheets/sheet1.xml")
    assert calculated_columns(mended) == calculated_columns(new) > 1
    assert lint_package(mended) == ()
    assert mended.stat().st_mtime_ns == time, "by its time LibreOffice sees who changed a file"
    assert not (tmp_path / "备份").exists()


def test_mending_twice_changes_nothing_more(spoiled: Path, tmp_path: Path) -> None:
    mended = tmp_path / "a.xlsm"
    mended.write_bytes(spoiled.read_bytes())
    open_workbook(mended, host_has_it_open=True).save_mended()
    once = mended.read_bytes()
    open_workbook(mended, host_has_it_open=True).save_mended()
    assert mended.read_bytes() == once


def test_a_workbook_that_libreoffice_did_not_store_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, created=CREATED, macros=Macros(BUTTON_GROUPS))
    before = path.read_bytes()
    open_workbook(path, host_has_it_open=True).save_mended()
    assert path.read_bytes() == before
