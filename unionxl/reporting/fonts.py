"""One Chinese font for the charts, chosen by file.

A list of font names would be searched for every text, and the first of them may be a variable
font of which only the thinnest instance is drawn. So one file is taken and tried.
"""

from __future__ import annotations

import importlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import FontNotFoundError
from unionxl.reporting.plain_matplotlib import FT2Font, LoadFlags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TRIED_TEXT = "工会经费龑喆￥％"
# Stands for a character that the font does not have, as printers have done since lead type.
MISSING_MARK = "〓"
SUBPIXELS = 64
POINTS_AN_INCH = 72
MEASURED_SIZE = 100

_WINDOWS_FILES = ("msyh.ttc", "msyh.ttf", "Deng.ttf", "simhei.ttf", "simsun.ttc")
_MAC_FILES = ("Hiragino Sans GB.ttc", "STHeiti Light.ttc", "Songti.ttc")
_MAC_FOLDERS = ("/System/Library/Fonts", "/System/Library/Fonts/Supplemental", "/Library/Fonts")
_LINUX_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
_LINUX_FILES = (
    "NotoSansCJKsc-Regular.otf",
    "NotoSansCJK-Regular.ttc",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
)
_FONT_PACKAGE = "pylopdf_fonts_zh_cn"


class ChartFont:
    """A font file with the widths of its texts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._face = FT2Font(str(path))
        self._characters = frozenset(self._face.get_charmap())
        self._advances: dict[str, float] = {}

    @property
    def is_variable(self) -> bool:
        """Whether the file holds a range of weights, of which only one end would be drawn."""
        return self._face.num_named_instances > 0

    def missing(self, text: str) -> str:
        """Return the characters of a text that the font cannot draw, each once."""
        return "".join(
            character
            for character in dict.fromkeys(text)
            if ord(character) not in self._characters and character != "\n"
        )

    def drawable(self, text: str) -> str:
        """Return a text with a mark for each character that the font does not have."""
        for character in self.missing(text):
            text = text.replace(character, MISSING_MARK if character.isprintable() else "")
        return text

    def width(self, text: str, size: float) -> float:
        """Return the width of one line in points."""
        return size * sum(self._advance(character) for character in text)

    def _advance(self, character: str) -> float:
        """Return the width of a character at a size of one point."""
        if character not in self._advances:
            shown = self.drawable(character)
            self._face.set_size(MEASURED_SIZE, POINTS_AN_INCH)
            self._advances[character] = sum(
                self._face.load_char(ord(one), flags=LoadFlags.NO_HINTING).horiAdvance
                for one in shown
            ) / (SUBPIXELS * MEASURED_SIZE)
        return self._advances[character]


@cache
def find_font() -> ChartFont:
    """Return the first usable Chinese font of this machine.

    Raises:
        FontNotFoundError: there is none.
    """
    return first_usable(_candidates(sys.platform))


def first_usable(paths: Iterable[Path]) -> ChartFont:
    """Return the first file that is a font of one weight with Chinese characters.

    Raises:
        FontNotFoundError: there is none.
    """
    for path in paths:
        if not path.is_file():
            continue
        try:
            font = ChartFont(path)
        except (OSError, RuntimeError):  # unreadable, or no font at all
            continue
        if not font.is_variable and not font.missing(TRIED_TEXT):
            return font
    raise FontNotFoundError


def _candidates(platform: str) -> Iterator[Path]:
    """Yield the files to try on a system, the best first; the font package helps everywhere."""
    if platform == "win32":
        root = Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "Fonts"
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft/Windows/Fonts"
        yield from (folder / name for name in _WINDOWS_FILES for folder in (root, local))
    elif platform == "darwin":
        yield from (Path(folder) / name for folder in _MAC_FOLDERS for name in _MAC_FILES)
    yield from packaged_fonts()
    if platform.startswith("linux"):
        folders = [*map(Path, _LINUX_FOLDERS), Path.home() / ".local/share/fonts"]
        for name in _LINUX_FILES:
            for folder in folders:
                yield from sorted(folder.rglob(name))


def packaged_fonts() -> tuple[Path, ...]:
    """Return the font that comes with a package where the system may have none."""
    try:
        package = importlib.import_module(_FONT_PACKAGE)
    except ImportError:
        return ()
    return (Path(package.sans_path()),)
