"""The workbooks that were used last."""

from __future__ import annotations

from pathlib import Path

import pytest

from unionxl.window.recents import MOST, NAME, forget, recent_files, remember


def test_the_last_one_stands_first_and_each_once(tmp_path: Path) -> None:
    folder = tmp_path / "unionxl"
    for name in ("甲.xlsx", "乙 & '丙.xlsm", "甲.xlsx"):
        kept = remember(folder, tmp_path / name)
    assert kept == recent_files(folder) == (tmp_path / "甲.xlsx", tmp_path / "乙 & '丙.xlsm")
    assert forget(folder, tmp_path / "甲.xlsx") == recent_files(folder) == kept[1:]


def test_only_a_few_are_kept(tmp_path: Path) -> None:
    for number in range(MOST + 3):
        remember(tmp_path, Path(f"{number}.xlsx"))
    assert [one.stem for one in recent_files(tmp_path)] == ["8", "7", "6", "5", "4", "3"]


def test_two_windows_do_not_forget_what_the_other_has_opened(tmp_path: Path) -> None:
    remember(tmp_path, Path("甲.xlsx"))
    remember(tmp_path, Path("乙.xlsx"))  # the other window
    assert remember(tmp_path, Path("丙.xlsx")) == (
        Path("丙.xlsx"),
        Path("乙.xlsx"),
        Path("甲.xlsx"),
    )


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"workbooks": 3}', '{"workbooks": [3, ""]}', "\ufeff{}", "\udcff"],
)
def test_a_list_that_cannot_be_read_is_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert recent_files(tmp_path) == ()
    assert remember(tmp_path, Path("甲.xlsx")) == recent_files(tmp_path) == (Path("甲.xlsx"),)


def test_a_folder_that_takes_no_file_keeps_no_window_from_working(tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.write_text("a file", "utf-8")
    assert remember(place, Path("甲.xlsx")) == (Path("甲.xlsx"),)
    assert recent_files(place) == ()
