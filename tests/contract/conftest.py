"""Every adapter that the contract holds for; another one is plugged in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import write_book
from tests.excelhost import open_in_excel
from unionxl.workbook.live.workbook import open_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook


def _open_in_excel(path: Path) -> Workbook:
    """Open a file in the stand-in for Excel; nobody is there to read a message."""
    return open_book(open_in_excel(path), message=lambda _text: None)


ADAPTERS: dict[str, Callable[[Path], Workbook]] = {
    "excel": _open_in_excel,
    "package": open_workbook,
}


@pytest.fixture(params=sorted(ADAPTERS))
def opened(request: pytest.FixtureRequest) -> Callable[[Path], Workbook]:
    """Return how the adapter under test opens a file."""
    unseen = request.node.get_closest_marker("unseen_in_host")
    if request.param == "excel" and unseen:
        pytest.skip(f"the stand-in for Excel does not show it: {unseen.args[0]}")
    return ADAPTERS[request.param]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a workbook file."""
    return write_book(tmp_path / "工会 工作簿.xlsx")


@pytest.fixture
def book(opened: Callable[[Path], Workbook], path: Path) -> Workbook:
    """Return that workbook, open."""
    return opened(path)
