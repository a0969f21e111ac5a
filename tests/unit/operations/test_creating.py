from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionxl.errors import CannotWriteError, RequestError
from unionxl.operations.creating import create_workbook
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("host", Host)
@pytest.mark.parametrize("name", ["二〇二六 年&'%#[1].xlsm", "A.XLSM", "纯表格.xlsx"])
def test_odd_names_are_taken_for_either_program(tmp_path: Path, name: str, host: Host) -> None:
    path = tmp_path / name
    create_workbook(path, year=2026, unit_name='=1+1<b>&"甲园', host=host)
    assert lint_package(path) == ()
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_what_stands_there_is_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(RequestError, match="已有同名文件，未作改动"):
        create_workbook(path, year=2026)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("长" * 90 + ".xlsm", "太长.*请换短一些的名称"),
        ("没有的文件夹/a.xlsm", "文件夹不在了.*请核对文件夹"),
    ],
    ids=["too long", "no folder"],
)
def test_a_file_that_cannot_be_written_is_told_in_words(
    tmp_path: Path, name: str, why: str
) -> None:
    with pytest.raises(CannotWriteError, match=why):
        create_workbook(tmp_path / name, year=2026)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "better"), [("a.xls", "a.xlsm"), ("a", "a.xlsm")])
def test_another_kind_of_file_is_refused_with_a_name(
    tmp_path: Path, name: str, better: str
) -> None:
    with pytest.raises(RequestError, match=better):
        create_workbook(tmp_path / name, year=2026)
