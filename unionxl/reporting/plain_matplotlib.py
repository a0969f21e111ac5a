"""matplotlib as it comes, whatever settings of other programs lie about.

matplotlib obeys a file `matplotlibrc` in the current folder or the user's own before anything else;
a stray one would give charts another look, or keep them from being drawn.
"""

from __future__ import annotations

import importlib.util
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = (
    "Affine2D",
    "FT2Font",
    "Figure",
    "FigureCanvasAgg",
    "FontProperties",
    "Line2D",
    "LoadFlags",
    "Rectangle",
    "Text",
    "own_settings",
)

_WISHES = ("MPLBACKEND", "MATPLOTLIBRC")


@contextmanager
def _out_of_reach() -> Iterator[None]:
    """Stand in matplotlib's own folder, whose settings are those it comes with."""
    wishes = {name: os.environ.pop(name) for name in _WISHES if name in os.environ}
    here = ""
    with suppress(OSError):  # the current folder may be gone
        here = str(Path.cwd())
    found = importlib.util.find_spec("matplotlib")
    try:
        if found is not None and found.origin is not None:
            os.chdir(Path(found.origin).with_name("mpl-data"))
        yield
    finally:
        if here:
            os.chdir(here)
        os.environ.update(wishes)


with _out_of_reach():
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font, LoadFlags
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text
    from matplotlib.transforms import Affine2D

# What concerns windows and files is not for pictures.
_NOT_OF_LOOKS = ("backend", "interactive", "toolbar", "webagg", "tk.", "savefig.directory")
_DEFAULTS: dict[Any, Any] = {**mpl.rcParamsDefault}
_COMES_WITH = {
    name: value for name, value in _DEFAULTS.items() if not name.startswith(_NOT_OF_LOOKS)
}


@contextmanager
def own_settings(changes: dict[Any, Any]) -> Iterator[None]:
    """Draw with the settings that matplotlib comes with, but for these."""
    with mpl.rc_context():
        mpl.rcParams.update({**_COMES_WITH, **changes})
        yield
