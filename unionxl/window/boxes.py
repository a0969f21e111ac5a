"""What is asked and said in a box over the window; none of them keeps the program waiting."""

from __future__ import annotations

import tkinter as tk
from functools import partial
from tkinter import font, ttk
from typing import TYPE_CHECKING

from unionxl.window.lines import in_lines
from unionxl.window.look import INK, LINE, PAPER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionxl.operations.questions import Question
    from unionxl.window.look import Look
    from unionxl.window.model import Report

    Buttons = Sequence[tuple[str, Callable[[], None]]]

WIDTH, MOST_LINES = 66, 18  # of a text, in halves of a Chinese character and in lines
AROUND, ROW = 240, 23  # heights at 100 %: of what is no text, and of a line of it
SIZE = 10.5  # points
CANCEL, GOOD, OPEN, YES, NO, NONE_OF_THEM = "取消", "好", "打开", "是", "否", "都不是"


class Box(tk.Toplevel):
    """A small window that has to be answered before anything else is clicked."""

    def __init__(self, parent: tk.Tk, look: Look, title: str) -> None:
        super().__init__(parent, background=PAPER)
        self.look = look
        self.buttons: dict[str, ttk.Button] = {}
        self._parent = parent
        self.withdraw()
        self.title(title)
        self.transient(parent)
        self.resizable(width=False, height=False)
        px = look.px
        self.body = ttk.Frame(self, style="Paper.TFrame", padding=(px(22), px(18), px(22), px(6)))
        self.body.pack(fill="both", expand=True)
        ttk.Label(self.body, text=title, style="Head.TLabel").pack(anchor="w")

    def rows(self, most: int) -> int:
        """Return how many rows of text can stand above the buttons on this screen."""
        room = self.winfo_screenheight() - self.look.px(AROUND)
        return max(3, min(most, room // self.look.px(ROW)))

    def say(self, text: str) -> None:
        """Show a text, which can be marked and copied."""
        px = self.look.px
        face = font.Font(self, self.look.font(SIZE))
        lines = in_lines(text, WIDTH * face.measure("0"), face.measure)
        frame = ttk.Frame(self.body, style="Paper.TFrame")
        frame.pack(fill="both", expand=True, pady=(px(10), px(8)))
        shown = tk.Text(
            frame,
            width=WIDTH,
            height=self.rows(min(len(lines), MOST_LINES)),
            wrap="char",
            font=self.look.font(SIZE),
            background=PAPER,
            foreground=INK,
            relief="flat",
            highlightthickness=0,
            spacing1=px(2),
            spacing3=px(2),
            cursor="arrow",
            takefocus=False,
        )
        shown.insert("1.0", "\n".join(lines))
        shown.configure(state="disabled")
        shown.pack(side="left", fill="both", expand=True)
        if len(lines) > self.rows(MOST_LINES):
            bar = ttk.Scrollbar(frame, command=shown.yview)
            shown.configure(yscrollcommand=bar.set)
            bar.pack(side="right", fill="y")

    def offer(self, buttons: Buttons, *, escape: str, main: str = "") -> None:
        """Show the buttons, from the right; one may be meant by Return, one is by Escape."""
        px = self.look.px
        line = ttk.Frame(self, style="Paper.TFrame", padding=(px(22), px(8), px(22), px(18)))
        line.pack(fill="x")
        for label, work in buttons:
            style = "Main.TButton" if label == main else "TButton"
            button = ttk.Button(line, text=label, style=style, command=work)
            button.pack(side="right", padx=(px(8), 0))
            self.buttons[label] = button
        works = dict(buttons)
        self.bind("<Return>", lambda _event: self._returned(works.get(main)))
        self.bind("<Escape>", lambda _event: works[escape]())
        self.protocol("WM_DELETE_WINDOW", works[escape])

    def appear(self, first: str = "") -> None:
        """Come up in the middle of the window, and take what is typed."""
        self.update_idletasks()
        over = self._parent
        left = over.winfo_rootx() + (over.winfo_width() - self.winfo_reqwidth()) // 2
        top = over.winfo_rooty() + (over.winfo_height() - self.winfo_reqheight()) // 3
        self.geometry(f"+{max(left, 0)}+{max(top, 0)}")
        self.configure(highlightthickness=1, highlightbackground=LINE, highlightcolor=LINE)
        self.deiconify()
        self.wait_visibility()
        self.grab_set()
        if first in self.buttons:
            self.buttons[first].focus_set()

    def _returned(self, usual: Callable[[], None] | None) -> None:
        """Press the button that was reached with the tabulator, else the usual one."""
        focus = self.focus_get()
        if isinstance(focus, ttk.Button):
            focus.invoke()
        elif usual is not None:
            usual()


def message_box(
    parent: tk.Tk,
    look: Look,
    report: Report,
    *,
    opens: Callable[[], None],
    ends: Callable[[], None],
) -> Box:
    """Tell what came of something; what was made can be opened."""
    box = Box(parent, look, report.title)
    box.say(report.text)
    buttons = [(GOOD, ends)]
    if report.opens is not None and not report.is_stop:
        buttons.append((OPEN, opens))
    box.offer(buttons, main=GOOD, escape=GOOD)
    box.appear(GOOD)
    return box


def question_box(
    parent: tk.Tk, look: Look, question: Question, answer: Callable[[int | None], None]
) -> Box:
    """Ask which way to go on: yes or no for one, a button each for several."""
    box = Box(parent, look, question.where)
    if len(question.choices) == 1:
        (choice,) = question.choices
        box.say(f"{question.what}\n\n{choice.label}吗？")
        buttons = [(NO, partial(answer, None)), (YES, partial(answer, choice.key))]
        box.offer(buttons, main=YES, escape=NO)
        box.appear(YES)
        return box
    box.say(question.what)
    for choice in question.choices:
        work = partial(answer, choice.key)
        button = ttk.Button(box.body, text=choice.label, command=work)
        button.pack(fill="x", pady=look.px(3))
        box.buttons[choice.label] = button
    box.offer([(NONE_OF_THEM, partial(answer, None))], escape=NONE_OF_THEM)
    box.appear()
    return box


def waiting_box(parent: tk.Tk, look: Look, text: str, give_up: Callable[[], None]) -> Box:
    """Ask that the workbook be closed elsewhere; the box goes away when it is."""
    box = Box(parent, look, "请先关闭工作簿")
    box.say(text)
    bar = ttk.Progressbar(box.body, mode="indeterminate", length=look.px(200))
    bar.pack(fill="x", pady=(look.px(4), 0))
    bar.start(20)
    box.offer([(CANCEL, give_up)], escape=CANCEL)
    box.appear()
    return box
