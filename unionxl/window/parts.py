"""Pieces of the window: a button with a note under it, a text under the mouse, what can scroll."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk
from typing import TYPE_CHECKING

from unionxl.window.look import ACCENT, EDGE, FAINT, GROUND, INK, MUTED, PAPER, TINT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionxl.window.look import Look

WHEEL_UP = 4  # the wheel is a button where there is an X server
TIP_AFTER = 500  # milliseconds that the mouse rests
_KEYS = ("<Return>", "<space>", "<KP_Enter>")


class Tip:
    """A text that comes up when the mouse rests on a widget."""

    def __init__(self, widget: tk.Misc, look: Look, text: str) -> None:
        self.text = text
        self.shown: tk.Toplevel | None = None
        self._widget = widget
        self._look = look
        self._after = ""

    def watch(self, *widgets: tk.Misc) -> None:
        """Come up over any of some widgets, which look like one."""
        for one in widgets:
            one.bind("<Enter>", self._begin, add="+")
            one.bind("<Leave>", self._end, add="+")
            one.bind("<ButtonPress>", self._end, add="+")
            one.bind("<MouseWheel>", self._end, add="+")
            one.bind("<Destroy>", self._end, add="+")

    def _begin(self, _event: object) -> None:
        self._end(_event)
        self._after = self._widget.after(TIP_AFTER, self._show)

    def _end(self, _event: object) -> None:
        if self._after:
            self._widget.after_cancel(self._after)
            self._after = ""
        if self.shown is not None:
            self.shown.destroy()
            self.shown = None

    def _show(self) -> None:
        if not self.text:
            return
        px = self._look.px
        top = tk.Toplevel(self._widget, background=EDGE, padx=1, pady=1)
        top.wm_overrideredirect(boolean=True)
        tk.Label(
            top,
            text=self.text,
            font=self._look.font(9),
            background=PAPER,
            foreground=INK,
            justify="left",
            wraplength=px(320),
            padx=px(8),
            pady=px(4),
        ).pack()
        left = self._widget.winfo_rootx() + px(8)
        below = self._widget.winfo_rooty() + self._widget.winfo_height() + px(4)
        top.wm_geometry(f"+{left}+{below}")
        self.shown = top


class Tile(tk.Frame):
    """A button: what it is called, and under it what it does in few words."""

    def __init__(
        self, parent: tk.Misc, look: Look, texts: tuple[str, str, str], work: Callable[[], None]
    ) -> None:
        px = look.px
        super().__init__(
            parent,
            background=PAPER,
            highlightthickness=1,
            highlightbackground=EDGE,
            highlightcolor=ACCENT,
            takefocus=True,
            cursor="hand2",
            padx=px(10),
            pady=px(6),
        )
        self._look = look
        self._work = work
        self._is_on = True
        self._more: tk.Label | None = None
        self.menu: tk.Menu | None = None
        label, note, tip = texts
        self._label = self._text(label, look.font(10.5, is_bold=True))
        self._note = self._text(note, look.font(8.5))
        self._label.grid(row=0, column=0, sticky="w")
        self._note.grid(row=1, column=0, sticky="w")
        self.columnconfigure(0, weight=1)
        for one in (self, self._label, self._note):
            one.bind("<ButtonRelease-1>", self._pressed)
            one.bind("<Enter>", lambda _event: self._colour(is_under=True), add="+")
            one.bind("<Leave>", lambda _event: self._colour(is_under=False), add="+")
        for key in _KEYS:
            self.bind(key, lambda _event: self.press())
        self.tip = Tip(self, look, tip)
        self.tip.watch(self, self._label, self._note)
        self._colour(is_under=False)

    def offer(self, choices: dict[str, Callable[[], None]]) -> None:
        """Add a mark that opens a list of other ways to do it."""
        menu = self.menu = tk.Menu(self, tearoff=False, background=PAPER, activebackground=TINT)
        menu.configure(activeforeground=INK, font=self._look.font(10))
        for label, work in choices.items():
            menu.add_command(label=f"{label}…", command=work)
        self._more = self._text("▾", self._look.font(11))
        self._more.grid(row=0, column=1, rowspan=2, sticky="nse")
        self._more.bind("<ButtonRelease-1>", lambda _event: self._open(menu))
        self.bind("<Down>", lambda _event: self._open(menu))
        Tip(self._more, self._look, "其他做法：" + "、".join(choices)).watch(self._more)
        self._colour(is_under=False)

    def turn(self, *, is_on: bool) -> None:
        """Let it be pressed, or not."""
        self._is_on = is_on
        self.configure(takefocus=is_on, cursor="hand2" if is_on else "arrow")
        self._colour(is_under=False)

    def press(self) -> None:
        """Do what it is for, if it may be done."""
        if self._is_on:
            self._work()

    @property
    def more(self) -> tk.Label | None:
        """The mark that opens the list, None for none."""
        return self._more

    def _pressed(self, event: tk.Event[tk.Misc]) -> None:
        """Do it where the button of the mouse is let go over it, not beside it."""
        under = self.winfo_containing(event.x_root, event.y_root)
        if under in (self, self._label, self._note):
            self.focus_set()
            self.press()

    def _open(self, menu: tk.Menu) -> None:
        if self._is_on and self._more is not None:
            below = self._more.winfo_rooty() + self._more.winfo_height()
            menu.tk_popup(self._more.winfo_rootx(), below)

    def _text(self, text: str, font: tuple[str, int, str]) -> tk.Label:
        return tk.Label(self, text=text, font=font, background=PAPER, anchor="w", pady=0)

    def _colour(self, *, is_under: bool) -> None:
        ground = TINT if is_under and self._is_on else PAPER
        self.configure(background=ground)
        self._label.configure(background=ground, foreground=INK if self._is_on else FAINT)
        self._note.configure(background=ground, foreground=MUTED if self._is_on else FAINT)
        if self._more is not None:
            self._more.configure(background=ground, foreground=ACCENT if self._is_on else FAINT)


class Scrolled(ttk.Frame):
    """A column of things that can be moved up and down where it is higher than its place."""

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent)
        self._canvas = tk.Canvas(self, background=GROUND, highlightthickness=0, borderwidth=0)
        self._bar = ttk.Scrollbar(self, command=self._canvas.yview)
        self._canvas.configure(yscrollcommand=self._bar.set)
        self._canvas.grid(row=0, column=0, sticky="nsew")
        self.rowconfigure(0, weight=1)
        self.columnconfigure(0, weight=1)
        self.inside = ttk.Frame(self._canvas)
        self._item = self._canvas.create_window(0, 0, anchor="nw", window=self.inside)
        self.inside.bind("<Configure>", self._fit)
        self._canvas.bind("<Configure>", self._fit)

    def follow_wheel(self) -> None:
        """Move with the wheel of the mouse, over whatever stands inside."""
        for one in (self._canvas, *_all_inside(self.inside)):
            one.bind("<MouseWheel>", self._turned, add="+")
            one.bind("<Button-4>", self._turned, add="+")
            one.bind("<Button-5>", self._turned, add="+")

    def bring(self, widget: tk.Misc, _event: object = None) -> None:
        """Move so far that something inside can be seen, when the keyboard reaches it."""
        place, room = widget.winfo_rooty() - self.inside.winfo_rooty(), self._canvas.winfo_height()
        first = self._canvas.canvasy(0)
        last = place + widget.winfo_height() - room
        if place < first or last > first:
            target = place if place < first else last
            self._canvas.yview_moveto(target / max(1, self.inside.winfo_height()))

    def needed(self) -> int:
        """Return how high it is as a whole."""
        self.update_idletasks()
        return self.inside.winfo_reqheight()

    def _fit(self, _event: object) -> None:
        """Give what is inside the width of the place, and show the bar where it is needed."""
        self._canvas.itemconfigure(self._item, width=self._canvas.winfo_width())
        self._canvas.configure(scrollregion=self._canvas.bbox("all") or (0, 0, 0, 0))
        if self.inside.winfo_reqheight() > self._canvas.winfo_height():
            self._bar.grid(row=0, column=1, sticky="ns")
        else:
            self._bar.grid_remove()
            self._canvas.yview_moveto(0)

    def _turned(self, event: tk.Event[tk.Misc]) -> None:
        is_up = event.num == WHEEL_UP or event.delta > 0
        if self._bar.winfo_ismapped():
            self._canvas.yview_scroll(-2 if is_up else 2, "units")


def _all_inside(widget: tk.Misc) -> Iterator[tk.Misc]:
    """Give everything that stands inside a widget."""
    for one in widget.winfo_children():
        yield one
        yield from _all_inside(one)
