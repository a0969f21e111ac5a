"""The one place that imports xlwings, without the large libraries that it would bring along.

`import xlwings` imports numpy, pandas, polars, matplotlib (pyplot too), Pillow and plotly wherever
they are installed: 0.6 to 1.2 s here, several times that on a clerk's computer, for converters
that a click does not use. An entry of `None` in `sys.modules` makes an import of that name fail as
if the library were not installed; xlwings is written to do without. The entries are removed
afterwards, so that charts and statistics find the libraries as usual.

What changes: xlwings itself takes and gives no `DataFrame`, array or `Figure` in this process.
Lists cross the border, pictures go by their path.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import xlwings as xw

OPTIONAL = ("numpy", "pandas", "polars", "matplotlib", "PIL", "plotly")
OTHER_LICENCE = "xlwings.pro"  # not free for every use; xlwings does without it


def import_xlwings(*, is_whole: bool = False) -> ModuleType:
    """Return xlwings, imported lean unless it was imported before.

    `is_whole` leaves it the large libraries, for programs that hand frames to Excel.
    """
    if "xlwings" in sys.modules:
        return sys.modules["xlwings"]
    with _blocked((OTHER_LICENCE,) if is_whole else (*OPTIONAL, OTHER_LICENCE)):
        return importlib.import_module("xlwings")


def calling_book(xlwings: ModuleType) -> xw.Book:
    """Return the workbook whose macro started this process.

    xlwings cuts the name of the workbook at an equals sign; such a name is looked up here.
    """
    name, window = (_given(option) for option in ("--wb=", "--hwnd="))
    engine = sys.modules.get("xlwings._xlwindows")
    if "=" in name and window.isdecimal() and engine is not None:
        app: xw.App = xlwings.App(impl=engine.App(xl=int(window)))
        return app.books[name]
    found: xw.Book = xlwings.Book.caller()
    return found


def _given(option: str) -> str:
    """Return what stands behind an option of the command line, without quotation marks."""
    found = (one[len(option) :] for one in sys.argv if one.startswith(option))
    return next(found, "").strip().strip('"')


@contextmanager
def _blocked(names: tuple[str, ...]) -> Iterator[None]:
    """Let the import of these modules fail; what is imported already stays."""
    blocked = [name for name in names if name not in sys.modules]
    # The types say that a module stands there; None is the documented way to forbid an import.
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    modules.update(dict.fromkeys(blocked))
    try:
        yield
    finally:
        for name in blocked:
            del modules[name]
