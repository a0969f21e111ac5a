"""The left side of the window: which workbook it is, and those that were used last."""

from __future__ import annotations

import tkinter as tk
from functools import partial
from tkinter import ttk
from tkinter.font import Font
from typing import TYPE_CHECKING

from unionxl.operations.catalogue import OPERATIONS
from unionxl.tables.model import Group
from unionxl.window.lines import cut
from unionxl.window.look import ACCENT, GROUND, INK, MUTED, TINT
from unionxl.window.model import SHOW_SHEETS, month_choices, takes_month
from unionxl.window.parts import Tip
from unionxl.window.systems import TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionxl.window.desk import Desk
    from unionxl.window.look import Look
    from unionxl.window.model import State

WIDTH = 248
_MARGINS = 16 + 12 + 2 * 6 + 4  # around the names of the last workbooks
CHOOSE, NEW, SHOW = "打开工作簿…", "新建工作簿…", "在表格程序中打开"


class Side(ttk.Frame):
    """The workbook, what can be done with it as a whole, and the last ones."""

    def __init__(
        self,
        parent: tk.Tk,
        look: Look,
        desk: Desk,
        *,
        choose: Callable[[], None],
        new: Callable[[], None],
    ) -> None:
        px = look.px
        super().__init__(parent, padding=(px(16), px(14), px(12), px(10)), width=px(WIDTH))
        self.pack_propagate(flag=False)
        self.recent: dict[Path, tk.Label] = {}
        self._look, self._desk = look, desk
        ttk.Label(self, text=TITLE, style="Title.TLabel").pack(anchor="w")
        card = ttk.Frame(self, style="Paper.TFrame", padding=px(12))
        card.pack(fill="x", pady=px(10))
        self._name = ttk.Label(card, style="Name.TLabel", wraplength=px(WIDTH - 56))
        self._about = ttk.Label(card, style="Muted.TLabel", wraplength=px(WIDTH - 56))
        self._name.pack(anchor="w")
        self._about.pack(anchor="w", pady=px(4))
        self.tip = Tip(card, look, "")
        self.tip.watch(card, self._name, self._about)
        self.buttons: dict[str, ttk.Button] = {}
        for label, work in (
            (CHOOSE, choose),
            (NEW, new),
            (SHOW, lambda: desk.show_file(desk.state.file)),
        ):
            self.buttons[label] = ttk.Button(self, text=label, command=work)
            self.buttons[label].pack(fill="x", pady=(0, px(6)))
        self.sheets = self._sheet_chooser()
        self._months: dict[str, str | None] = {}
        self.month = self._month_chooser()
        self._last = ttk.Label(self, text="最近用过", style="Side.TLabel")
        self._last.pack(anchor="w", pady=(px(10), px(2)))
        self._list = ttk.Frame(self)
        self._list.pack(fill="x")

    @property
    def chosen_month(self) -> str | None:
        """The month that is chosen, None for the usual one."""
        return self._months.get(self.month.get())

    def _sheet_chooser(self) -> ttk.Menubutton:
        """Offer to bring hidden sheets into sight, group by group."""
        chooser = ttk.Menubutton(self, text=SHOW_SHEETS.label, style="TButton")
        menu = tk.Menu(chooser, tearoff=False)
        for group in Group:
            label = group.value if group is Group.BASE else f"{group.value}的表"
            menu.add_command(label=label, command=partial(self._desk.show_sheets, group))
        chooser.configure(menu=menu)
        chooser.pack(fill="x", pady=(0, self._look.px(6)))
        return chooser

    def _month_chooser(self) -> ttk.Combobox:
        """Show which month the operations of a month are about."""
        px = self._look.px
        names = "、".join(one.label for one in OPERATIONS if one.has_button and takes_month(one))
        label = ttk.Label(self, text=f"月份（{names}）", style="Side.TLabel")
        label.configure(wraplength=px(WIDTH - 28))
        label.pack(anchor="w", pady=(px(10), px(3)))
        chooser = ttk.Combobox(self, state="readonly", height=14)
        chooser.pack(fill="x")
        return chooser

    def _fill_months(self, year: int | None) -> None:
        self._months = month_choices(year)
        names = list(self._months)
        self.month.configure(values=names)
        if self.month.get() not in names:
            self.month.set(names[0])

    def show(self, state: State, recent: Sequence[Path], heading: tuple[str, str]) -> None:
        """Show the workbook, and those that were used last."""
        name, about = heading
        self._name.configure(text=name)
        self._about.configure(text=about)
        self.tip.text = str(state.file or "")
        free = ["!disabled"] if state.may_choose else ["disabled"]
        self.buttons[CHOOSE].state(free)
        self.buttons[NEW].state(free)
        self.buttons[SHOW].state(free if state.file else ["disabled"])
        self.sheets.state(["!disabled"] if state.may_click else ["disabled"])
        self._fill_months(state.known.year if state.known else None)
        self.month.configure(state="readonly" if state.may_click else "disabled")
        has_none = state.file is None
        self.buttons[CHOOSE].configure(style="Main.TButton" if has_none else "TButton")
        self._last.configure(text="最近用过" if recent else "")
        if list(self.recent) != list(recent):
            self._fill(recent)
        for path, label in self.recent.items():
            is_it = path == state.file
            label.configure(foreground=ACCENT if is_it else INK if state.may_choose else MUTED)

    def _fill(self, recent: Sequence[Path]) -> None:
        """List the last workbooks; a click chooses one, the mouse over it tells where it is."""
        for label in self.recent.values():
            label.destroy()
        px, shown = self._look.px, self._look.font(10)
        self.recent = {}
        measure, room = Font(self, shown).measure, px(WIDTH - _MARGINS)
        for path in recent:
            label = tk.Label(
                self._list,
                text=cut(path.name, room, measure),
                font=shown,
                background=GROUND,
                anchor="w",
                cursor="hand2",
                padx=px(6),
                pady=px(3),
            )
            label.pack(fill="x")
            label.bind("<ButtonRelease-1>", partial(self._chosen, path))
            label.bind("<Enter>", partial(_colour, label, TINT), add="+")
            label.bind("<Leave>", partial(_colour, label, GROUND), add="+")
            Tip(label, self._look, str(path)).watch(label)
            self.recent[path] = label

    def _chosen(self, path: Path, _event: object) -> None:
        self._desk.open(path)


def _colour(label: tk.Label, colour: str, _event: object) -> None:
    label.configure(background=colour)
