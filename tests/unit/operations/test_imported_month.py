from __future__ import annotations

from typing import TYPE_CHECKING

from tests.imported_month import imported_month
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_plan_that_is_imported_fills_the_days_of_its_months(tmp_path: Path) -> None:
    rows = open_workbook(imported_month(tmp_path)).read_sheet("3月").rows
    cells = [str(cell) for row in rows for cell in row if cell]
    grid = cells[: cells.index("本月事项（6 项）")]
    planned = [cell for cell in grid if cell.startswith("•")]
    assert planned == [
        "•组织元宵节猜灯谜活动（文体委员）（拟）",
        "•开展学雷锋志愿服务活动（拟）",
        "•组织“三八”节女教职工插花活动（女工委员）（拟）",
        "•开展植树节“我为小园添片绿”种植活动（拟）",
        "•参加上级工会女职工工作会议（工会主席）　•部署合唱、瑜伽等社团活动（暂定）",
    ]
    assert "本月内" in grid
