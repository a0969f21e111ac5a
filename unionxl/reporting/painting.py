"""Drawings to PNG pictures, by matplotlib without its global state."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from unionxl.reporting.fonts import POINTS_AN_INCH
from unionxl.reporting.marks import Box, Text
from unionxl.reporting.plain_matplotlib import (
    Affine2D,
    Figure,
    FigureCanvasAgg,
    FontProperties,
    Line2D,
    Rectangle,
    own_settings,
)
from unionxl.reporting.plain_matplotlib import Text as PaintedText

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from matplotlib.artist import Artist

    from unionxl.reporting.marks import Drawing, Stroke

DPI = 220
DOT_SIZE = 3.4
PAINTER = "unionxl"  # stands in every picture, so that ours are told from others
_MARK = f"tEXtSoftware\0{PAINTER}".encode()


def paint(drawing: Drawing) -> bytes:
    """Return a drawing as a PNG picture; the same drawing gives the same bytes."""
    file = io.BytesIO()
    with true_widths():
        to_figure(drawing).savefig(file, format="png", dpi=DPI, metadata={"Software": PAINTER})
    return file.getvalue()


def is_ours(picture: bytes) -> bool:
    """Tell whether a file is a picture as it was painted here; one that was edited is not."""
    return _MARK in picture[:1024]


def true_widths() -> AbstractContextManager[None]:
    """Have characters painted as wide as they are; so dense a picture needs no hinting."""
    return own_settings({"text.hinting": "no_hinting"})


def to_figure(drawing: Drawing) -> Figure:
    """Return a drawing as a figure, a unit of which is a point from its upper left corner.

    The marks stand on the figure itself: axes would only cost time.
    """
    size = (drawing.width / POINTS_AN_INCH, drawing.height / POINTS_AN_INCH)
    figure = Figure(figsize=size, facecolor="white")
    FigureCanvasAgg(figure)
    inch = 1 / POINTS_AN_INCH
    points = Affine2D().scale(inch, -inch).translate(0, size[1]) + figure.dpi_scale_trans
    fonts = {
        mark.size: FontProperties(fname=str(drawing.font.path), size=mark.size)
        for mark in drawing.marks
        if isinstance(mark, Text)
    }
    for order, mark in enumerate(drawing.marks):
        if isinstance(mark, Text):
            artist: Artist = _text(mark, fonts[mark.size], order)
        elif isinstance(mark, Box):
            artist = _box(mark, order)
        else:
            artist = _stroke(mark, order)
        artist.set_transform(points)
        figure.add_artist(artist)
    return figure


def _text(mark: Text, font: FontProperties, order: int) -> PaintedText:
    """Return a text; a dollar sign in it is a dollar sign."""
    return PaintedText(
        mark.room.x,
        mark.baseline,
        mark.content,
        color=mark.color,
        verticalalignment="baseline",
        horizontalalignment="left",
        fontproperties=font,
        parse_math=False,
        zorder=order,
    )


def _box(mark: Box, order: int) -> Rectangle:
    """Return a rectangle."""
    area = mark.area
    patch = Rectangle(
        (area.x, area.y),
        area.width,
        area.height,
        facecolor=mark.fill,
        edgecolor=mark.edge or mark.fill,
        linewidth=mark.edge_width if mark.edge else 0,
        hatch=mark.hatch or None,
        zorder=order,
    )
    if mark.hatch:
        patch.set_hatch_linewidth(0.7)
    return patch


def _stroke(mark: Stroke, order: int) -> Line2D:
    """Return a line."""
    xs, ys = zip(*mark.points, strict=True)
    return Line2D(
        xs,
        ys,
        color=mark.color,
        linewidth=mark.width,
        marker="o" if mark.has_dots else None,
        markersize=DOT_SIZE,
        solid_capstyle="butt",
        zorder=order,
    )
