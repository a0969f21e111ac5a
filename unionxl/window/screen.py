"""The window itself: workbooks at the left, buttons by group at the right, below what was done."""

from __future__ import annotations

import tkinter as tk
from functools import partial
from pathlib import Path
from tkinter import filedialog, ttk
from typing import TYPE_CHECKING

from unionxl.buglog import what_broke
from unionxl.errors import UnionXLError
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.operations.catalogue import BY_ID
from unionxl.window import boxes
from unionxl.window.desk import Desk
from unionxl.window.look import icon, look_of
from unionxl.window.model import Report, Stage, heading, offers
from unionxl.window.parts import Scrolled, Tile
from unionxl.window.side import Side
from unionxl.window.starting import NewBox, guide_box
from unionxl.window.systems import TITLE, be_sharp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionxl.operations.operation import Document
    from unionxl.operations.questions import Question
    from unionxl.window.model import Entry, State
    from unionxl.workbook.buttons import ButtonGroup

COLUMNS = 4  # of buttons
ALL_OF_THEM = "more"  # the button of the start sheet that leads to what the window shows anyway
WIDE, LOG_ROWS, FEW_ROWS = 1000, 4, 2
TICK = 50  # milliseconds between two looks at what has happened
WORKBOOKS = (".xlsm", ".xlsx")
HINT = "每次改动前自动备份；先在表格程序里保存并关闭工作簿，再点按钮。"
LOG_COLUMNS = {"at": ("时间", 60), "what": ("做了什么", 130), "result": ("结果", 600)}


class Window:
    """Everything that is shown; what it does when it is clicked is the desk's."""

    def __init__(self, root: tk.Tk, **circumstances: object) -> None:
        self.root = root
        self.look = look_of(root)
        self.tiles: dict[str, Tile] = {}
        self.box: boxes.Box | None = None
        self.desk = Desk(self, **circumstances)  # type: ignore[arg-type]
        self.is_gone, self._next = False, ""
        root.title(TITLE)
        self._icon = icon(root)
        root.iconphoto(True, self._icon)  # noqa: FBT003  the only way that Tk has
        root.report_callback_exception = self._broken
        root.protocol("WM_DELETE_WINDOW", self.desk.leave)
        self.side = Side(root, self.look, self.desk, choose=self.choose_workbook, new=self.new)
        self.side.pack(side="left", fill="y")
        px = self.look.px
        right = ttk.Frame(root, padding=(px(4), px(14), px(16), px(10)))
        right.pack(side="left", fill="both", expand=True)
        self._cards = Scrolled(right)
        self._log = self._log_of(right)
        self._foot = ttk.Frame(right)
        self._foot.pack(side="bottom", fill="x", pady=(px(8), 0))
        self._status = ttk.Label(self._foot, text=HINT, style="Side.TLabel")
        self._status.pack(side="left")
        self._bar = ttk.Progressbar(self._foot, length=px(220))
        self._log.pack(side="bottom", fill="x", pady=(px(6), 0))
        self._cards.pack(side="top", fill="both", expand=True)
        for group in BUTTON_GROUPS:
            self._card(group)
        self._cards.follow_wheel()
        self._keys()
        self._size()

    # --- what is built once ---

    def _card(self, group: ButtonGroup) -> None:
        """Show a group: its name, and a tile for each button."""
        px = self.look.px
        frame = ttk.Frame(self._cards.inside, style="Paper.TFrame", padding=(px(14), px(7)))
        frame.pack(fill="x", pady=(0, px(8)))
        name = ttk.Label(frame, text=group.label, style="Group.TLabel")
        name.grid(row=0, column=0, sticky="nw", pady=px(10))
        frame.columnconfigure(0, minsize=px(58))
        for column in range(1, COLUMNS + 1):
            frame.columnconfigure(column, weight=1, uniform="tile")
        shown = [one for one in group.buttons if one.action != ALL_OF_THEM]
        for number, button in enumerate(shown):
            row, column = divmod(number, COLUMNS)
            texts = (button.label, button.note, button.tip)
            tile = Tile(frame, self.look, texts, partial(self.click, button.action))
            tile.grid(row=row, column=column + 1, sticky="ew", padx=px(4), pady=px(3))
            tile.bind("<FocusIn>", partial(self._cards.bring, tile))
            self.tiles[button.action] = tile
            others: dict[str, Callable[[], None]] = {
                one.label: partial(self.click, button.action, one.name)
                for one in offers(BY_ID[button.action])
            }
            if others:
                tile.offer(others)

    def _log_of(self, parent: ttk.Frame) -> ttk.Treeview:
        """Return the list of what was done; a line shows its message again."""
        columns = tuple(LOG_COLUMNS)
        log = ttk.Treeview(parent, columns=columns, show="headings", height=LOG_ROWS)
        for name, (title, width) in LOG_COLUMNS.items():
            log.heading(name, text=title, anchor="w")
            log.column(name, width=self.look.px(width), stretch=name == "result", anchor="w")
        log.bind("<Double-1>", lambda _event: self._again())
        log.bind("<Return>", lambda _event: self._again())
        return log

    def _keys(self) -> None:
        self.root.bind("<Control-o>", lambda _event: self.choose_workbook())
        self.root.bind("<Control-n>", lambda _event: self.new())
        self.root.bind("<Control-q>", lambda _event: self.desk.leave())
        self.root.bind("<F1>", lambda _event: self.guide())

    def _size(self) -> None:
        """Be as high as all buttons need, if the screen is."""
        px, root = self.look.px, self.root
        most, room = root.winfo_screenheight() - px(80), px(70)
        needed = self._cards.needed() + room
        if needed + self._log.winfo_reqheight() > most:
            self._log.configure(height=FEW_ROWS)
        height = min(needed + self._log.winfo_reqheight(), most)
        root.geometry(f"{min(px(WIDE), root.winfo_screenwidth())}x{height}")
        root.minsize(px(760), px(420))

    # --- what is clicked ---

    def begin(self, file: Path | None) -> None:
        """Show where things stand, and look again and again what has happened."""
        self.desk.begin(file)
        self._tick()

    def click(self, action: str, option: str = "") -> None:
        """Do what a button says, unless a box is to be answered first."""
        if self.box is None:
            self.desk.click(action, option)

    def choose_workbook(self) -> None:
        """Have a workbook chosen."""
        if self.box is None and self.desk.state.may_choose:
            file = self._file("选择工作簿", WORKBOOKS, self._folder())
            if file is not None:
                self.desk.open(file)

    def new(self) -> None:
        """Ask what a new workbook is to be, and where."""
        if self.box is None and self.desk.state.may_choose:
            box = NewBox(self.root, self.look, self.desk.today.year)
            self.box = box
            box.ask(partial(self._new_at, box), self.close_box)

    def _new_at(self, box: NewBox) -> None:
        wanted = box.wanted()
        self.close_box()
        file = wanted.file(self.root, self._folder())
        if file is not None:
            self.desk.create(file, wanted.year, wanted.unit)

    def _folder(self) -> Path:
        """Return the folder in which a chooser begins."""
        file = self.desk.state.file
        return file.parent if file else Path.home()

    def _file(self, title: str, endings: Sequence[str], folder: Path) -> Path | None:
        chosen = filedialog.askopenfilename(
            parent=self.root,
            title=title,
            initialdir=folder,
            filetypes=[(title, " ".join(f"*{ending}" for ending in endings)), ("全部文件", "*")],
        )
        return Path(chosen) if chosen else None

    def _again(self) -> None:
        chosen = self._log.selection()
        if chosen and self.box is None and self.desk.state.may_choose:
            self.tell(self.desk.entries[int(chosen[0])].report)

    def _tick(self) -> None:
        try:
            self.desk.tick()
        finally:  # a bug must not leave the window deaf
            if not self.is_gone:
                self._next = self.root.after(TICK, self._tick)

    # --- what the desk has shown ---

    def show(self, state: State, recent: Sequence[Path]) -> None:
        """Show where things stand."""
        is_on = state.may_click
        for action, tile in self.tiles.items():
            tile.turn(is_on=is_on or action == "help")
        self.side.show(state, recent, heading(state))
        if state.stage is Stage.WORKING:
            self._bar.pack(side="right")
        else:
            self._bar.stop()
            self._bar.pack_forget()
            self._status.configure(text=HINT)

    def progress(self, text: str, share: float | None) -> None:
        """Show what is going on."""
        self._status.configure(text=f"{text}……")
        if share is None:
            self._bar.configure(mode="indeterminate")
            self._bar.start(15)
        else:
            self._bar.stop()
            self._bar.configure(mode="determinate", value=100 * share)

    def log(self, entry: Entry) -> None:
        """Add to the list of what was done, and show the end of it."""
        row = str(len(self._log.get_children()))
        self._log.insert("", "end", iid=row, values=entry.cells)
        self._log.see(row)

    def tell(self, report: Report) -> None:
        """Show a message."""
        self.close_box()
        opens = partial(self._open_made, report)
        self.box = boxes.message_box(self.root, self.look, report, opens=opens, ends=self._told)

    def ask(self, question: Question, answer: Callable[[int | None], None]) -> None:
        """Ask a question."""
        self.close_box()
        self.box = boxes.question_box(self.root, self.look, question, partial(self._hand, answer))

    def wait(self, text: str, give_up: Callable[[], None]) -> None:
        """Ask that the workbook be closed elsewhere."""

        def given_up() -> None:
            self.close_box()
            give_up()

        self.close_box()
        self.box = boxes.waiting_box(self.root, self.look, text, given_up)

    def close_box(self) -> None:
        """Take the box away."""
        box, self.box = self.box, None
        if box is not None:
            box.destroy()

    def choose(self, document: Document, folder: Path) -> Path | None:
        """Have a file chosen."""
        return self._file(document.title, document.endings, folder)

    def month(self) -> str | None:
        """Return the month that is chosen, None for the usual one."""
        return self.side.chosen_month

    def guide(self) -> None:
        """Show the instructions."""
        if self.box is None:
            self.box = guide_box(self.root, self.look, self.close_box)

    def leave(self) -> None:
        """Close the window."""
        if not self.is_gone:
            self.is_gone = True
            self.root.after_cancel(self._next)
            self.root.destroy()

    def _broken(self, _kind: type, error: BaseException, _trace: object) -> None:
        """Tell of a bug of ours instead of writing it where nobody reads it."""
        if isinstance(error, Exception):
            self.tell(Report(TITLE, what_broke(error), is_stop=True))

    def _told(self) -> None:
        self.close_box()
        self.desk.told()

    def _open_made(self, report: Report) -> None:
        self.close_box()
        self.desk.show_file(report.opens)
        if self.box is None:
            self.desk.told()

    def _hand(self, answer: Callable[[int | None], None], key: int | None) -> None:
        self.close_box()
        answer(key)


def run(file: Path | None) -> None:
    """Show the window until it is closed.

    Raises:
        UnionXLError: there is no screen.
    """
    be_sharp()
    try:
        root = tk.Tk(className="unionxl")
    except tk.TclError as error:
        raise UnionXLError(
            "这里没有可以显示窗口的屏幕。",
            where="窗口",
            advice="请在有桌面的电脑上直接打开，不要经过没有图形界面的远程连接。",
        ) from error
    window = Window(root)
    window.begin(file)
    root.mainloop()
    window.desk.end()
