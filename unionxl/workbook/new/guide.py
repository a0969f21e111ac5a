"""The instructions for the clerk: what to do at first, every month, and when something is odd."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.matters import service_matters
from unionxl.tables.all import TABLES
from unionxl.tables.program import GUIDE_SHEET
from unionxl.views.text import line_count
from unionxl.words.lists import templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.worksheet import Worksheet

    from unionxl.domain.matters import ServiceMatter
    from unionxl.workbook.buttons import ButtonGroup
    from unionxl.workbook.new.styles import Formats

TITLE = GUIDE_SHEET
INTRO = "给工会干事；不用记，遇到问题来这里找。"
CODE_NAME = "shGuide"
WIDTHS = (2, 26, 104)
LINE_HEIGHT = 16


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the instructions: what it is about, and its entries, each name with its text."""

    title: str
    intro: str
    entries: tuple[tuple[str, str], ...]


def sections(groups: Iterable[ButtonGroup]) -> tuple[Section, ...]:
    """Return the instructions, with an entry for each button and each sheet."""
    shown = tuple(groups)
    text = (templates_folder() / "guide.toml").read_text("utf-8")
    return tuple(
        Section(one["title"], one.get("intro", ""), tuple(_entries(one, shown)))
        for one in tomllib.loads(text)["section"]
    )


def write_guide(sheet: Worksheet, formats: Formats, groups: Iterable[ButtonGroup]) -> None:
    """Write the instructions."""
    _set_up_page(sheet)
    sheet.write_string(0, 1, TITLE, formats["sheet-title"])
    sheet.write_string(1, 1, INTRO, formats["sheet-intro"])
    row = 3
    for section in sections(groups):
        sheet.set_row(row, 24)
        sheet.write_string(row, 1, section.title, formats["section"])
        sheet.write_blank(row, 2, None, formats["section"])
        row += 1
        if section.intro:
            sheet.set_row(row, 22)
            sheet.write_string(row, 1, section.intro, formats["sheet-intro"])
            row += 1
        for name, told in section.entries:
            lines = max(line_count(name, WIDTHS[1]), line_count(told, WIDTHS[2]))
            sheet.set_row(row, 8 + LINE_HEIGHT * lines)
            sheet.write_string(row, 1, name, formats["guide-name"])
            sheet.write_string(row, 2, told, formats["guide-text"])
            row += 1
        row += 1
    sheet.protect("", {"select_locked_cells": True})


def _set_up_page(sheet: Worksheet) -> None:
    """Set what belongs to the sheet as a whole."""
    sheet.hide_gridlines(2)
    sheet.set_tab_color("#9B1C1C")
    sheet.set_row(0, 30)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 0)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def _entries(
    section: Mapping[str, object], groups: Iterable[ButtonGroup]
) -> Iterable[tuple[str, str]]:
    """Return the entries of a section: its own, or one for each button, sheet or matter."""
    if section.get("list") == "buttons":
        buttons = (button for group in groups for button in group.buttons)
        return [(f"「{button.label}」", f"{button.tip}。") for button in buttons]
    if section.get("list") == "sheets":
        return [(f"《{table.sheet}》", table.intro) for table in TABLES]
    if section.get("list") == "matters":
        return [(one.name, _how_to_fill_in(one)) for one in service_matters() if one.hint]
    entries = section["entry"]
    if not isinstance(entries, list):
        raise TypeError(section)
    return [(entry["name"], entry["text"]) for entry in entries]


def _how_to_fill_in(matter: ServiceMatter) -> str:
    """Say how a matter uses the columns that all of them share."""
    causes = f"事由：{'、'.join(matter.causes)}。" if matter.causes else ""
    unit = f"数量的单位：{matter.unit}。" if matter.unit else ""
    return f"{matter.hint}{causes}{unit}"
