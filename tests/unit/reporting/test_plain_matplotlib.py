"""Charts look the same whatever settings of matplotlib lie about."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest

from unionxl.reporting.plain_matplotlib import own_settings

if TYPE_CHECKING:
    from pathlib import Path

DRAW = """
import hashlib
from tests.unit.reporting.chart_cases import AMOUNTS, rows_chart
from unionxl.reporting.charts import chart_picture
from unionxl.reporting.fonts import find_font
from unionxl.views.chart import ChartKind
spec = rows_chart(ChartKind.RANKING, AMOUNTS["thirty"], long_names=False)
print(hashlib.sha256(chart_picture(spec, find_font()).content).hexdigest())
"""
STRAY = {
    "tex": "text.usetex: True\n",
    "looks": "savefig.bbox: tight\npath.sketch: 1, 100, 2\npatch.antialiased: False\n",
    "backend": "backend: module://nowhere\n",
    "nonsense": "no.such.key: 1\n%%%\n",
    "other encoding": "font.family: 宋体\n",
}


def picture(folder: Path, **environment: str) -> str:
    """Draw a chart in another process, started in a folder; return what tells pictures apart."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", DRAW],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    return picture(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("stray", STRAY)
def test_a_stray_file_in_the_folder_changes_no_chart(
    tmp_path: Path, usual: str, stray: str
) -> None:
    encoding = "gbk" if stray == "other encoding" else "utf-8"
    (tmp_path / "matplotlibrc").write_text(STRAY[stray], encoding=encoding)
    assert picture(tmp_path) == usual


def test_the_wishes_of_the_user_change_no_chart(tmp_path: Path, usual: str) -> None:
    wish = tmp_path / "other.rc"
    wish.write_text("text.usetex: True\n", encoding="utf-8")
    assert picture(tmp_path, MATPLOTLIBRC=str(wish), MPLBACKEND="nothing") == usual


def test_what_a_program_set_before_counts_no_more() -> None:
    with mpl.rc_context({"savefig.bbox": "tight", "text.usetex": True}):
        with own_settings({"text.hinting": "no_hinting"}):
            assert not mpl.rcParams["text.usetex"]
            assert mpl.rcParams["savefig.bbox"] is None
            assert mpl.rcParams["text.hinting"] == "no_hinting"
        assert mpl.rcParams["text.usetex"]
