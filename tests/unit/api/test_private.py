"""Illness, hardship and family trouble stay in the registers: no other output tells of them."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import pytest

import unionxl
from tests.bookfiles import write_tables
from unionxl.operations.catalogue import OPERATIONS
from unionxl.operations.clicks import CLICKS
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = dt.date(2026, 3, 6)
ILL, QUARREL, DEBT, KIN, CHART = (
    *("胃癌术后化疗", "与丈夫闹离婚", "欠债三十万元", "儿子自闭症", "肿瘤科病历"),
)
CAUSE, OTHER, MIND, PAPER = "母亲患尿毒症", "父亲中风瘫痪", "产后抑郁复诊", "低保证复印件"
PLANTED = (ILL, QUARREL, DEBT, KIN, CHART, CAUSE, OTHER, MIND, PAPER)
MEMBERS = [
    {
        "会员编号": f"{number:03d}",
        "姓名": name,
        "性别": "女",
        "出生日期": dt.date(1990, 3, 5 + number),
        "入会日期": dt.date(2015, 9, 1),
        "工会小组": "一组",
        "月缴费基数": 4000.0,
        "在职状态": "在职",
        "备注": MIND,
    }
    for number, name in enumerate(("王芳", "李敏", "许慧"), 1)
]
ROWS: dict[str, list[dict[str, object]]] = {
    "Members": MEMBERS,
    "Settings": [
        {"项目": "年度", "值": 2026},
        {"项目": "单位名称", "值": "晨露幼儿园"},
        {"项目": "执行标准", "值": "安徽"},
        {"项目": "低保标准", "值": 800},
    ],
    "Services": [
        {
            "会员编号": "001",
            "姓名": "王芳",
            "事项": "五必访",
            "内容": ILL,
            "发生日期": dt.date(2026, 3, 2),
            "事由": QUARREL,
            "备注": DEBT,
            "证明材料": CHART,
            "相关人": KIN,
        },
        {
            "日期": dt.date(2026, 2, 3),
            "会员编号": "002",
            "姓名": "李敏",
            "事项": "送温暖",
            "内容": "米、油",
            "事由": QUARREL,
            "金额": 500.0,
            "备注": DEBT,
            "证明材料": CHART,
            "相关人": KIN,
        },
    ],
    "Hardship": [
        {
            "档案编号": "K001",
            "会员编号": "002",
            "姓名": "李敏",
            "困难类别": "相对困难",
            "建档日期": dt.date(2025, 2, 1),
            "家庭人口": 3,
            "家庭年收入": 30000.0,
            "家庭年支出": 29000.0,
            "主要致困原因": CAUSE,
            "次要致困原因": OTHER,
            "家庭成员": KIN,
            "状态": "在档",
            "附件": PAPER,
            "备注": DEBT,
        }
    ],
    "Duties": [
        {"事项": "生日慰问", "对象": "全体会员", "服务事项": "生日"},
        {
            "事项": "体检",
            "对象": "女教职工",
            "周期月数": 24,
            "起算日期": dt.date(2024, 1, 10),
            "服务事项": "体检",
        },
    ],
    "Plan": [{"编号": "P001", "月份": "3月", "工作内容": "走访慰问", "状态": "未开始"}],
}
# What prints a row of a register when it is asked to, and what takes in other files.
NOT_MADE = {"form", "import_list", "accept_import", "import_plan", "accept_plan", "fill", "tidy"}
NOT_MADE |= {"holidays", "reconcile", "done", "write_plan", "charts", "all_months", "folder"}
MADE = [one.id for one in OPERATIONS if one.id in CLICKS and one.id not in NOT_MADE]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return every text of every output, by its name."""
    folder = tmp_path_factory.mktemp("private")
    path = write_tables(folder / "工会工作簿.xlsx", ROWS)
    with unionxl.open(path) as book:
        for action in MADE:
            book.make(action, today=TODAY)
        book.save()
    return dict(_outputs(path))


def _outputs(path: Path) -> Iterator[tuple[str, str]]:
    workbook = open_workbook(path)
    for sheet in workbook.generated_sheets().values():
        rows = workbook.read_sheet(sheet).rows
        yield sheet, "\n".join(str(cell) for row in rows for cell in row)
    for other in path.parent.rglob("*"):
        if other.suffix == ".docx":
            with zipfile.ZipFile(other) as archive:
                yield other.name, archive.read("word/document.xml").decode("utf-8")
        elif other.suffix in {".ics", ".txt", ".csv"}:
            yield other.name, other.read_text("utf-8")


def test_every_kind_of_output_is_looked_through(told: dict[str, str]) -> None:
    sheets = (
        "3月",
        "关怀提醒",
        "检查结果",
        "会员统计",
        "服务汇总",
        "送温暖台账",
        "经费公开",
        "台账目录",
    )
    assert set(sheets) <= told.keys()
    assert any(name.endswith(".docx") for name in told)
    assert any(name.endswith(".ics") for name in told)
    assert "王芳" in told["关怀提醒"]
    assert "五必访" in told["3月"]


@pytest.mark.parametrize("text", PLANTED)
def test_what_is_private_stands_in_no_other_output(told: dict[str, str], text: str) -> None:
    parts = (text, text[:4], text[-4:])
    leaks = [name for name, content in told.items() if any(part in content for part in parts)]
    assert leaks == []


def test_families_in_hardship_are_not_named_on_the_month_sheet(told: dict[str, str]) -> None:
    lines = [line for line in told["3月"].splitlines() if "困难档案" in line or "送温暖" in line]
    assert lines
    assert not any("李敏" in line for line in lines)


def test_who_is_to_be_visited_is_counted_on_the_month_sheet_and_not_named(
    told: dict[str, str],
) -> None:
    cells = [line for line in told["3月"].splitlines() if line != "None"]
    at = cells.index("五必访")
    assert cells[at + 1 : at + 3] == ["1 人，见《关怀提醒》", "待走访 1"]
