"""How the window looks: colours of the workbook, a Chinese font, sizes that follow the screen."""

from __future__ import annotations

import tkinter as tk
from dataclasses import dataclass
from tkinter import font, ttk
from typing import Any

from unionxl.workbook.cells.theme import ACCENT as RED
from unionxl.workbook.cells.theme import INK as BLACK
from unionxl.workbook.cells.theme import MUTED as GREY
from unionxl.workbook.cells.theme import PALE_GREY, PALE_RED

INK, MUTED, ACCENT = f"#{BLACK}", f"#{GREY}", f"#{RED}"
GROUND, TINT, PAPER = f"#{PALE_GREY}", f"#{PALE_RED}", "#FFFFFF"
EDGE, LINE, FAINT = "#E2E5EA", "#C9CED6", "#A6ABB5"
DARK_ACCENT = "#7F1717"
FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "微软雅黑",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "WenQuanYi Micro Hei",
    "SimHei",
)
ICON = 64
DOTS_AN_INCH = 96  # of a screen at 100 %


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes and fonts of one screen."""

    scale: float
    family: str

    def px(self, length: float) -> int:
        """Return a length of a screen at 100 % in dots of this one."""
        return max(1, round(length * self.scale))

    def font(self, size: float, *, is_bold: bool = False) -> tuple[str, int, str]:
        """Return a font by its size in points of a screen at 100 %."""
        return self.family, -self.px(size * 4 / 3), "bold" if is_bold else "normal"


def look_of(root: tk.Tk) -> Look:
    """Return the look for a screen, and set up the styles of its widgets."""
    known = set(font.families(root))
    usual = font.nametofont("TkDefaultFont", root).actual("family")
    family = next((one for one in FAMILIES if one in known), usual)
    look = Look(max(1.0, root.winfo_fpixels("1i") / DOTS_AN_INCH), family)
    root.configure(background=GROUND)
    for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont", "TkTooltipFont"):
        font.nametofont(name, root).configure(family=family, size=-look.px(10 * 4 / 3))
    style = ttk.Style(root)
    style.theme_use("clam")
    _plain(style, look)
    _buttons(style, look)
    _lists(style, look)
    return look


def icon(root: tk.Tk) -> tk.PhotoImage:
    """Return the picture of the window: the character for work, white on red."""
    picture = tk.PhotoImage(master=root, width=ICON, height=ICON)
    picture.put(ACCENT, to=(0, 0, ICON, ICON))
    for box in ((12, 14, 52, 21), (28, 21, 36, 44), (8, 44, 56, 51)):
        picture.put(PAPER, to=box)
    return picture


def _plain(style: ttk.Style, look: Look) -> None:
    """Set the styles of surfaces, texts and fields."""
    style.configure(".", background=GROUND, foreground=INK, font=look.font(10))
    style.configure("Paper.TFrame", background=PAPER)
    style.configure("Paper.TLabel", background=PAPER)
    style.configure("Head.TLabel", background=PAPER, font=look.font(14, is_bold=True))
    style.configure("Name.TLabel", background=PAPER, font=look.font(11, is_bold=True))
    style.configure("Muted.TLabel", background=PAPER, foreground=MUTED, font=look.font(9))
    style.configure("Title.TLabel", foreground=ACCENT, font=look.font(15, is_bold=True))
    style.configure("Side.TLabel", foreground=MUTED, font=look.font(9))
    style.configure(
        "Group.TLabel", background=PAPER, foreground=ACCENT, font=look.font(11, is_bold=True)
    )
    field = {"fieldbackground": PAPER, "bordercolor": EDGE, "lightcolor": PAPER, "darkcolor": PAPER}
    for kind in ("TEntry", "TSpinbox", "TCombobox"):
        style.configure(kind, padding=look.px(4), arrowsize=look.px(13), **field)
        style.map(kind, bordercolor=[("focus", ACCENT)], lightcolor=[("focus", PAPER)])
    style.map("TCombobox", fieldbackground=[("readonly", PAPER)], foreground=[("disabled", FAINT)])
    style.configure(
        "Horizontal.TProgressbar",
        background=ACCENT,
        troughcolor=EDGE,
        bordercolor=EDGE,
        lightcolor=ACCENT,
        darkcolor=ACCENT,
        thickness=look.px(6),
        borderwidth=0,
    )


def _buttons(style: ttk.Style, look: Look) -> None:
    """Set the styles of plain buttons, and of the one that is meant in most cases."""
    common: dict[str, Any] = {"borderwidth": 1, "focusthickness": 1}
    common["padding"] = (look.px(14), look.px(5))
    plain, main = _edges(PAPER, LINE), _edges(ACCENT, ACCENT)
    style.configure("TButton", background=PAPER, focuscolor=EDGE)
    style.configure("TButton", None, **common, **plain)
    style.map("TButton", background=[("active", TINT)], foreground=[("disabled", FAINT)])
    style.configure("Main.TButton", background=ACCENT, foreground=PAPER, focuscolor=PAPER)
    style.configure("Main.TButton", None, **main)
    style.map(
        "Main.TButton",
        background=[("disabled", EDGE), ("active", DARK_ACCENT)],
        foreground=[("disabled", FAINT)],
    )


def _edges(inner: str, outer: str) -> dict[str, Any]:
    """Return the colours of an edge that does not look raised."""
    return {"bordercolor": outer, "lightcolor": inner, "darkcolor": inner}


def _lists(style: ttk.Style, look: Look) -> None:
    """Set the styles of the list of what was done."""
    style.configure(
        "Treeview", background=PAPER, fieldbackground=PAPER, bordercolor=EDGE, lightcolor=PAPER,
        darkcolor=PAPER, rowheight=look.px(24), borderwidth=0,
    )  # fmt: skip
    style.configure(
        "Treeview.Heading",
        background=GROUND,
        foreground=MUTED,
        font=look.font(9),
        relief="flat",
        borderwidth=0,
        padding=look.px(3),
    )
    style.map("Treeview.Heading", background=[("active", GROUND)])
    style.map("Treeview", background=[("selected", TINT)], foreground=[("selected", INK)])
    style.configure(
        "TScrollbar", background=EDGE, troughcolor=GROUND, bordercolor=GROUND, lightcolor=EDGE,
        darkcolor=EDGE, arrowcolor=MUTED, arrowsize=look.px(12),
    )  # fmt: skip
