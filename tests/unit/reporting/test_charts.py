from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text as PaintedText

from tests.unit.reporting.chart_cases import (
    AMOUNTS,
    columns_chart,
    empty_chart,
    rows_chart,
    strip_chart,
)
from unionxl.reporting.chart_layout import FULL, HALF
from unionxl.reporting.charts import chart_picture, draw_chart
from unionxl.reporting.fonts import first_usable, packaged_fonts
from unionxl.reporting.marks import Text
from unionxl.reporting.painting import DPI, to_figure, true_widths
from unionxl.views.chart import ChartKind, ChartSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.reporting.chart_layout import ChartSize
    from unionxl.reporting.fonts import ChartFont
    from unionxl.reporting.marks import Drawing

ROWS = (ChartKind.RANKING, ChartKind.BULLET, ChartKind.PAIRS)
TALLEST_CM = 24.0  # what an A4 page holds


@pytest.fixture(scope="module")
def font() -> ChartFont:
    return first_usable(packaged_fonts())


def cases() -> Iterator[object]:
    for name, amounts in AMOUNTS.items():
        for kind in ROWS:
            for long_names in (False, True):
                label = f"{kind.value}-{name}-{'long' if long_names else 'short'}"
                yield pytest.param(rows_chart(kind, amounts, long_names=long_names), id=label)
        yield pytest.param(columns_chart(amounts), id=f"columns-{name}")
    for count in (1, 14, 30, 45):
        for long_names in (False, True):
            label = f"strip-{count}-{'long' if long_names else 'short'}"
            yield pytest.param(strip_chart(count, long_names=long_names), id=label)
    for kind in ChartKind:
        yield pytest.param(empty_chart(kind), id=f"empty-{kind.value}")


def texts_of(drawing: Drawing) -> list[Text]:
    return [mark for mark in drawing.marks if isinstance(mark, Text)]


@pytest.mark.parametrize("size", [FULL, HALF], ids=("full", "half"))
@pytest.mark.parametrize("spec", list(cases()))
def test_no_text_overlaps_another_or_is_cut(
    spec: ChartSpec, size: ChartSize, font: ChartFont
) -> None:
    drawing = draw_chart(spec, font, size)
    texts = texts_of(drawing)
    for text in texts:
        assert text.room.x >= 0, text
        assert text.room.right <= drawing.width, text
        assert 0 <= text.room.y <= text.room.bottom <= drawing.height, text
    for one, other in combinations(texts, 2):
        assert not one.room.overlaps(other.room), (one, other)
    assert drawing.height / drawing.width * size.width_cm <= TALLEST_CM


@pytest.mark.parametrize(
    "spec", [columns_chart(AMOUNTS["negative"]), strip_chart(14, long_names=True)]
)
def test_painted_texts_stay_in_the_room_they_were_given(spec: ChartSpec, font: ChartFont) -> None:
    drawing = draw_chart(spec, font, FULL)
    figure = to_figure(drawing)
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    figure.set_dpi(DPI)
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    painted = [found for found in figure.findobj(PaintedText) if found.get_text()]
    assert len(painted) == len(texts_of(drawing))
    scale = 72 / DPI
    for artist, text in zip(painted, texts_of(drawing), strict=True):
        with true_widths():
            box = artist.get_window_extent(renderer)
        assert box.x0 * scale >= text.room.x - 0.5
        assert box.x1 * scale <= text.room.right + 0.5
        assert drawing.height - box.y1 * scale >= text.room.y - 1.0
        assert drawing.height - box.y0 * scale <= text.room.bottom + 1.0


def test_an_empty_chart_says_so(font: ChartFont) -> None:
    for kind in ChartKind:
        shown = [text.content for text in texts_of(draw_chart(empty_chart(kind), font))]
        assert "暂无数据" in shown


@pytest.mark.parametrize("size", [FULL, HALF], ids=("full", "half"))
def test_long_names_are_whole_where_there_are_few(size: ChartSize, font: ChartFont) -> None:
    spec = rows_chart(ChartKind.BULLET, AMOUNTS["negative"], long_names=True)
    shown = "".join(text.content for text in texts_of(draw_chart(spec, font, size)))
    assert all(name in shown for name in spec.categories)


def test_rows_beyond_the_thirtieth_are_counted(font: ChartFont) -> None:
    spec = rows_chart(ChartKind.RANKING, AMOUNTS["forty-five"], long_names=False)
    shown = [text.content for text in texts_of(draw_chart(spec, font))]
    assert "另有 15 项未画出，见数字表" in shown


def test_a_character_that_the_font_lacks_is_marked_and_told(font: ChartFont) -> None:
    spec = rows_chart(ChartKind.RANKING, AMOUNTS["one"], long_names=False)
    odd = ChartSpec(
        chart_id="odd",
        name=spec.name,
        kind=spec.kind,
        title="𠮷老师$x^2$<b>\x00",
        unit=spec.unit,
        source=spec.source,
        categories=("𠮷",),
        series=spec.series,
        columns=spec.columns,
    )
    picture = chart_picture(odd, font)
    assert picture.missing == "𠮷\x00"
    assert "〓老师$x^2$<b>" in [text.content for text in texts_of(draw_chart(odd, font))]


def test_the_same_chart_gives_the_same_bytes(font: ChartFont) -> None:
    spec = columns_chart(AMOUNTS["one"])
    assert chart_picture(spec, font).content == chart_picture(spec, font).content


@pytest.mark.parametrize(("size", "width"), [(FULL, 15.6), (HALF, 7.6)])
def test_pictures_have_the_width_that_word_needs(
    size: ChartSize, width: float, font: ChartFont
) -> None:
    picture = chart_picture(columns_chart(AMOUNTS["one"]), font, size)
    assert picture.width_cm == pytest.approx(width)
    pixels = int.from_bytes(picture.content[16:20], "big")
    assert pixels == pytest.approx(width / 2.54 * DPI, abs=1)
