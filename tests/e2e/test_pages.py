"""Long sheets as LibreOffice prints them: heads stand with their rows, on every page."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.bookfiles import write_book
from tests.longsheets import TITLES, headings_of, long_sheets
from tests.office import need_tool, to_pdf
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.views.layout import SheetSpec

pytestmark = pytest.mark.libreoffice

ON_ONE_PAGE = {"5项", "12项"}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Return the lines of every page, without spaces, by the tab that its foot names."""
    folder = tmp_path_factory.mktemp("pages")
    path = write_book(folder / "long.xlsx")
    workbook = open_workbook(path)
    for title, sheet in long_sheets().items():
        setup = replace(sheet.print_setup, footer=f"{title}第&P页")
        workbook.put_sheet(replace(sheet, print_setup=setup, view_id=f"long:{title}"))
    workbook.save()
    book = load_workbook(path)
    for name in book.sheetnames:
        if name not in TITLES:
            del book[name]
    book.save(path)
    return _pages(to_pdf(path, folder))


def _pages(pdf: Path) -> dict[str, list[list[str]]]:
    command = [need_tool("pdftotext"), "-layout", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    pages: defaultdict[str, list[list[str]]] = defaultdict(list)
    for page in text.split("\f")[:-1]:
        *lines, foot = filter(None, (re.sub(r"\s", "", line) for line in page.split("\n")))
        pages[foot.split("第")[0]].append(lines)
    return pages


def headings(sheet: SheetSpec) -> set[str]:
    """Return the texts of heads of blocks and of columns, a row each, without spaces."""
    rows = headings_of(sheet)
    cells = (found for found in sorted(sheet.cells(), key=lambda it: it[:2]) if found[0] in rows)
    return {
        re.sub(r"\s", "", "".join(str(cell.value or "") for *_, cell in row))
        for _, row in groupby(cells, key=lambda found: found[0])
    }


@pytest.mark.parametrize("title", TITLES)
def test_no_page_ends_with_a_heading(title: str, printed: dict[str, list[list[str]]]) -> None:
    pages = printed[title]
    assert (len(pages) == 1) == (title in ON_ONE_PAGE)
    assert not {page[-1] for page in pages} & headings(long_sheets()[title])


@pytest.mark.parametrize("title", TITLES)
def test_every_page_that_goes_on_begins_with_a_head(
    title: str, printed: dict[str, list[list[str]]]
) -> None:
    _, *others = printed[title]
    assert {page[0] for page in others} <= headings(long_sheets()[title])


@pytest.mark.parametrize("title", TITLES)
def test_pages_end_where_they_were_meant_to(
    title: str, printed: dict[str, list[list[str]]]
) -> None:
    sheet = long_sheets()[title]
    if not sheet.filter_area:
        assert len(printed[title]) == len(sheet.print_setup.page_breaks) + 1


@pytest.mark.parametrize("title", [title for title in TITLES if "检查" not in title])
def test_large_amounts_are_shown_whole(title: str, printed: dict[str, list[list[str]]]) -> None:
    text = "\n".join(line for page in printed[title] for line in page)
    assert "###" not in text
    if title != "台账目录":
        assert "1,234,567.89" in text
