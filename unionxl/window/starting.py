"""The box that asks what a new workbook is to be, and the instructions."""

from __future__ import annotations

import tkinter as tk
from dataclasses import dataclass
from pathlib import Path
from tkinter import filedialog, ttk
from typing import TYPE_CHECKING

from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.window.boxes import CANCEL, GOOD, Box
from unionxl.window.look import ACCENT, INK, PAPER
from unionxl.workbook.new.guide import INTRO, TITLE, sections

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.window.look import Look

NEXT = "选保存的位置…"
KINDS = {
    "带《首页》和按钮（.xlsm），Excel、LibreOffice 用": ".xlsm",
    "只有表格（.xlsx），没有宏的 WPS 用": ".xlsx",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new workbook is to be; a year that is none is refused later, with its reason."""

    year: int
    unit: str
    ending: str

    def file(self, parent: tk.Tk, folder: Path) -> Path | None:
        """Ask where it is to lie, None for nowhere."""
        named = filedialog.asksaveasfilename(
            parent=parent,
            title="新工作簿保存在哪里",
            initialdir=folder,
            initialfile=f"{self.year}年工会工作簿{self.ending}",
            defaultextension=self.ending,
            filetypes=[("工作簿", f"*{self.ending}")],
        )
        return Path(named) if named else None


class NewBox(Box):
    """Asks for year, union and kind of a new workbook."""

    def __init__(self, parent: tk.Tk, look: Look, year: int) -> None:
        super().__init__(parent, look, "新建工作簿")
        px = look.px
        grid = ttk.Frame(self.body, style="Paper.TFrame")
        grid.pack(fill="x", pady=px(10))
        grid.columnconfigure(1, weight=1)
        self.year = ttk.Spinbox(grid, from_=2000, to=2099, width=8)
        self.year.set(year)
        self.unit = ttk.Entry(grid, width=36)
        for row, (label, field) in enumerate((("年度", self.year), ("单位名称", self.unit))):
            ttk.Label(grid, text=label, style="Paper.TLabel").grid(row=row, column=0, sticky="w")
            field.grid(row=row, column=1, sticky="w", padx=px(12), pady=px(5))
        self.kind = ttk.Combobox(grid, values=list(KINDS), state="readonly", width=44)
        self.kind.current(0)
        ttk.Label(grid, text="种类", style="Paper.TLabel").grid(row=2, column=0, sticky="w")
        self.kind.grid(row=2, column=1, sticky="w", padx=px(12), pady=px(5))

    def wanted(self) -> Wanted:
        """Return what stands in the fields."""
        year = self.year.get().strip()
        number = int(year) if year.isdecimal() else 0
        return Wanted(number, self.unit.get().strip(), KINDS[self.kind.get()])

    def ask(self, go_on: Callable[[], None], give_up: Callable[[], None]) -> None:
        """Come up, and go on or give up."""
        self.offer([(NEXT, go_on), (CANCEL, give_up)], main=NEXT, escape=CANCEL)
        self.appear()
        self.unit.focus_set()


def guide_box(parent: tk.Tk, look: Look, ends: Callable[[], None]) -> Box:
    """Show the instructions that also stand in the workbook."""
    box = Box(parent, look, TITLE)
    px = look.px
    frame = ttk.Frame(box.body, style="Paper.TFrame")
    frame.pack(fill="both", expand=True, pady=px(10))
    shown = tk.Text(
        frame,
        width=88,
        height=box.rows(22),
        wrap="char",
        font=look.font(10),
        background=PAPER,
        foreground=INK,
        relief="flat",
        highlightthickness=0,
        cursor="arrow",
    )
    shown.tag_configure(
        "head", font=look.font(12, is_bold=True), foreground=ACCENT, spacing1=px(14)
    )
    shown.tag_configure("name", font=look.font(10, is_bold=True), spacing1=px(8))
    shown.tag_configure("text", lmargin1=px(16), lmargin2=px(16), spacing3=px(2))
    shown.insert("end", f"{INTRO}\n", "text")
    for section in sections(BUTTON_GROUPS):
        shown.insert("end", f"{section.title}\n", "head")
        if section.intro:
            shown.insert("end", f"{section.intro}\n", "text")
        for name, told in section.entries:
            shown.insert("end", f"{name}\n", "name", f"{told}\n", "text")
    shown.configure(state="disabled")
    bar = ttk.Scrollbar(frame, command=shown.yview)
    shown.configure(yscrollcommand=bar.set)
    shown.pack(side="left", fill="both", expand=True)
    bar.pack(side="right", fill="y")
    box.offer([(GOOD, ends)], main=GOOD, escape=GOOD)
    box.appear(GOOD)
    return box
