"""Three pictures, compared dot by dot; everything else about charts is compared as data."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.conftest import GOLDEN
from tests.samples import sample_book
from tests.unit.reporting.chart_cases import AMOUNTS, rows_chart
from unionxl.domain.year_end import year_end
from unionxl.reporting.chart_layout import FULL, HALF
from unionxl.reporting.charts import chart_picture
from unionxl.reporting.fonts import first_usable, packaged_fonts
from unionxl.views.chart import ChartKind
from unionxl.views.year_charts import month_by_month, work_by_month

if TYPE_CHECKING:
    from unionxl.reporting.chart_layout import ChartSize
    from unionxl.views.chart import ChartSpec

FOLDER = GOLDEN / "pictures" / "charts"
# Root mean square difference; one bar of the months that is 1 % longer gives 1.4, one more work 3.
TOLERANCE = 0.8


def shown() -> dict[str, tuple[ChartSpec, ChartSize]]:
    figures = year_end(sample_book())
    return {
        "months": (month_by_month(figures), FULL),
        "work": (work_by_month(figures), HALF),
        "budget": (
            rows_chart(ChartKind.BULLET, AMOUNTS["negative"], long_names=True),
            HALF,
        ),
    }


def dots(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=float)


@pytest.mark.parametrize("name", ["months", "work", "budget"])
def test_a_picture_is_what_it_was(name: str, request: pytest.FixtureRequest) -> None:
    spec, size = shown()[name]
    picture = chart_picture(spec, first_usable(packaged_fonts()), size).content
    path = FOLDER / f"{name}.png"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
    now, before = dots(picture), dots(path.read_bytes())
    assert now.shape == before.shape
    assert float(np.sqrt(np.mean((now - before) ** 2))) < TOLERANCE
