"""Makes the pictures of the README from `unionxl demo`: python -m tests.make_pictures.

The demo is made as of a fixed day. The start sheet is photographed in a window, because buttons do
not print; the other sheets are printed. `inputs.txt` keeps what stood on the sheets, so that a test
can tell when the pictures are older than what they show.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import struct
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops
from python_calamine import CalamineWorkbook

from tests.demo_made import TODAY, demo_made
from tests.desktop import desktop
from tests.imported_month import imported_month
from tests.office import need_tool, to_pdf
from tests.screens import drive, screen, window_on
from tests.start_sheet import SHEET, figure
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.operations.catalogue import BY_ID
from unionxl.window.boxes import GOOD
from unionxl.window.model import offers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktop import Desktop
    from tests.screens import Hand

FOLDER = Path(__file__).parent / "golden" / "pictures"
INPUTS = FOLDER / "inputs.txt"
DOTS_PER_INCH = 120
MARGIN = 16  # white dots left around what is shown
COLOURS = 64
WHITE = (255, 255, 255)
STILL = 1.0  # seconds in which a window that is drawn does not change any more
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the sheet it shows, and the words at the head of that sheet's page."""

    name: str
    sheet: str
    head: str = ""


START = Picture("start-sheet.png", SHEET)
PRINTED = (
    Picture("month-sheet.png", "5月", "5 月工作表"),
    Picture("year-calendar.png", "全年日历", "全年日历"),
    Picture("findings.png", "检查结果", "检查结果"),
    Picture("charts.png", "年终图表", "年终图表"),
)
IMPORTED = Picture("imported-month.png", "3月", "3 月工作表")
WINDOW = Picture("window.png", "")
PICTURES = (START, PRINTED[0], IMPORTED, *PRINTED[1:], WINDOW)


def inputs() -> str:
    """Return what the pictures show, a line each: file, sheet and the digest of its cells."""
    book = CalamineWorkbook.from_path(str(demo_made().workbook))
    sheets = ((one, _digest(book, one.sheet)) for one in (START, *PRINTED))
    told = "".join(f"{one.name} {one.sheet} {digest}\n" for one, digest in sheets)
    words = (
        word
        for group in BUTTON_GROUPS
        for one in group.buttons
        for word in (one.label, one.note, *(option.label for option in offers(BY_ID[one.action])))
    )
    with tempfile.TemporaryDirectory() as temporary:
        imported = CalamineWorkbook.from_path(str(imported_month(Path(temporary))))
    told += f"{IMPORTED.name} {IMPORTED.sheet} {_digest(imported, IMPORTED.sheet)}\n"
    return f"{told}{WINDOW.name} {_short(' '.join(words))}\n"


def _digest(book: CalamineWorkbook, sheet: str) -> str:
    rows = book.get_sheet_by_name(sheet).to_python()
    text = "\n".join("\t".join(map(str, row)).rstrip() for row in rows)
    return _short(text)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def make(folder: Path) -> None:
    """Make every picture anew."""
    workbook = demo_made().workbook
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        pdf = to_pdf(workbook, place)
        for picture in PRINTED:
            _save(_page(pdf, picture.head), folder / picture.name)
        imported = to_pdf(imported_month(place), place)
        _save(_page(imported, IMPORTED.head), folder / IMPORTED.name)
        own = Path(
            shutil.copy(workbook, place)
        )  # a program that is ended leaves its mark beside it
        _save(_window(own, place), folder / START.name)
    make_window(folder)
    (folder / INPUTS.name).write_text(inputs(), encoding="utf-8")


def make_window(folder: Path) -> None:
    """Make the picture of the window anew, with what was done in it and the mouse at rest."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        workbook = place / "示例" / demo_made().workbook.name
        shutil.copytree(demo_made().folder, workbook.parent)
        with screen(place) as shown:
            window = window_on(shown, place / "settings", now)
            pictures: list[Image.Image] = []

            def work(hand: Hand) -> None:
                hand.wait_for("a workbook", lambda: window.desk.state.may_click)
                for action in ("month", "check", "close"):
                    hand.click(action)
                    hand.message()
                    hand.press_in_box(GOOD)
                hand.rest_on(window.tiles["close"])
                hand.wait_for("the tip", lambda: window.tiles["close"].tip.shown)
                time.sleep(STILL)
                size = hand.look(lambda: (window.root.winfo_width(), window.root.winfo_height()))
                pictures.append(_screen(shown.file).crop((0, 0, *size)))

            drive(shown, [(window, workbook)], work)
        _save(pictures[0], folder / WINDOW.name)


def now() -> dt.datetime:
    """Return the morning of the day of the demo."""
    return dt.datetime.combine(TODAY, dt.time(9, 30), dt.UTC)


def _page(pdf: Path, head: str) -> Image.Image:
    """Return the first page that begins with these words."""
    text = subprocess.run([need_tool("pdftotext"), pdf, "-"], capture_output=True, check=True)
    pages = text.stdout.decode().split("\f")
    number = next(n for n, page in enumerate(pages, 1) if head in page.strip().split("\n")[0])
    target = pdf.with_suffix("")
    options = ("-r", str(DOTS_PER_INCH), "-f", str(number), "-l", str(number), "-singlefile")
    subprocess.run([need_tool("pdftoppm"), "-png", *options, pdf, target], check=True)
    with Image.open(target.with_suffix(".png")) as page:
        whole = page.convert("RGB")
    return whole.crop((0, 0, whole.width, whole.height * 94 // 100))  # without the page number


def _window(workbook: Path, folder: Path) -> Image.Image:
    """Return the start sheet as it stands in a window."""
    with desktop(workbook, folder) as desk:
        assert desk.state()["active"] == SHEET
        desk.ask("hide_helps")
        desk.wait_for("the figures", lambda: desk.ask("values", SHEET, figure("已完成"))[0][0])
        desk.point_at(0, 0)
        *_, shown = _until_still(desk)
        return shown.crop(desk.ask("sheet_box"))


def _until_still(desk: Desktop) -> Iterator[Image.Image]:
    """Give what is on the screen, until it does not change any more."""
    end = time.monotonic() + PATIENCE
    before = _screen(desk.screen)
    while time.monotonic() < end:
        time.sleep(STILL)
        now = _screen(desk.screen)
        yield now
        if not ImageChops.difference(before, now).getbbox():
            return
        before = now


def _screen(file: Path) -> Image.Image:
    """Return what is on a screen of Xvfb: a window dump of four bytes a dot."""
    content = file.read_bytes()
    head = struct.unpack(">25I", content[:100])
    size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
    dots = content[size + 12 * colours :]
    return Image.frombuffer("RGB", (width, height), dots, "raw", "BGRX", line, 1)


def _save(picture: Image.Image, path: Path) -> None:
    """Write a picture without the white around it, in few colours."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, WHITE)).getbbox()
    assert box, path
    left, top, right, bottom = box
    shown = Image.new("RGB", (right - left + 2 * MARGIN, bottom - top + 2 * MARGIN), WHITE)
    shown.paste(picture.crop(box), (MARGIN, MARGIN))
    shown.quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    make(FOLDER)
