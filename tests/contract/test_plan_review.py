"""《导入核对》 in files and in a running Excel: imported, chosen from, taken over, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import add_every_style, write_tables
from tests.plan_reviews import accepts, imports, line_of, rows, says
from unionxl.views.plan_review import TITLE
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

DOCUMENT = """2026年工会工作计划
工作安排
三月份
1.召开会议，讨论计划。
2.举办摄影展，优秀作品在宣传
- 1 -
栏展出。
四月份
1.组织春游，4月18日
2.走访会员。
=1+1 关注公众号
全年：
1、做好信息宣传
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a workbook with one item in its plan."""
    plan: list[dict[str, object]] = [{"编号": "P001", "月份": "1", "工作内容": "制定计划"}]
    path = write_tables(tmp_path / "工会工作簿.xlsx", {"Plan": plan})
    add_every_style(path)
    return path


def test_lines_are_chosen_and_taken_over_once(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    workbook = opened(path)
    first = imports(workbook, DOCUMENT)
    assert first.outcome.backup is not None
    assert TITLE in workbook.sheet_names()
    says(workbook, "关注公众号", 导入="是", 月份="3-5")
    says(workbook, "信息宣传", 月份="11")
    done = accepts(workbook)
    assert done.outcome.summary.startswith("已导入《年度计划》")
    assert done.outcome.backup is not None
    saved = rows(open_workbook(path), "编号", "月份", "工作内容")
    assert ("P007", "3-5月", "=1+1 关注公众号") in [tuple(map(str, row)) for row in saved]
    assert ("11", "做好信息宣传") in [(str(row[1]), row[2]) for row in saved]
    again = opened(path)
    assert accepts(again).outcome.backup is None
    assert imports(again, DOCUMENT).outcome.summary.startswith("没有新的事项")
    assert rows(open_workbook(path), "编号", "月份", "工作内容") == saved
    assert line_of(open_workbook(path), "关注公众号").registered == "已导入 P007"
