"""The members in figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unionxl.operations.charts import draw_pictures
from unionxl.operations.making import Draft, Sheets, make_sheets
from unionxl.views.chart_sheet import PlacedChart
from unionxl.views.member_report import TITLE, VIEW, age_chart, figures_of, member_report

if TYPE_CHECKING:
    from unionxl.operations.making import Reading
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request


def members(request: Request) -> Outcome:
    """Count the roll on the day of the request, with a picture of the ages."""
    workbook = request.open()

    def plan(reading: Reading) -> Sheets:
        book = reading.book
        figures = figures_of(book)
        placed = None
        if figures.at_work:
            spec = age_chart(figures)
            (picture,) = draw_pictures(workbook, [spec])
            placed = PlacedChart(spec, picture.content, picture.width_cm, picture.height_cm)
        draft = Draft(partial(member_report, book, placed))
        whole = figures.split()
        told = f"在职会员 {whole.total} 人，女 {whole.women} 人"
        return Sheets((draft,), f"已生成《{TITLE}》：{told}。")

    return make_sheets(workbook, "members", plan, as_of=request.as_of, reads=VIEW.reads)
