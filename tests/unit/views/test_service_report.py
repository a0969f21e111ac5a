"""《服务汇总》: what it says of each matter, what it keeps to itself, and a matter that is new."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tests.builders import a_book
from tests.sheet_text import render_text
from unionxl.views.service_report import service_report
from unionxl.words.lists import templates_folder

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

ROOT = Path(__file__).resolve().parents[3]
MEMBERS = """
会员编号 | 姓名 | 工会小组 | 在职状态
001 | 李敏 | 大班组 | 在职
002 | 王芳 | 大班组 | 在职
003 | 刘洋 | 后勤组 | 在职
"""


def _rows(book: UnionBook) -> list[list[object]]:
    sheet = service_report(book)
    return [
        [cell.value for cell in row if cell.value is not None]
        for block in sheet.blocks
        for row in block.rows
    ]


def test_coverage_quantity_and_whose_money() -> None:
    services = """
    日期 | 会员编号 | 姓名 | 事项 | 金额 | 数量 | 经费来源
    2026-03-05 | 001 | 李敏 | 志愿 | | 3 |
    2026-03-05 | 002 | 王芳 | 志愿 | | 2.5 |
    2026-04-05 | 001 | 李敏 | 生日 | 100 | | 会费
    2026-04-06 | 003 | 刘洋 | 捐款 | 200 | |
    """
    rows = _rows(a_book(members=MEMBERS, services=services))
    assert ["志愿", 2, 2, "5.5 小时"] in rows
    assert ["生日", 1, 1, 3, 1, Decimal("0.333"), 100] in rows
    assert ["登记 3 件事，4 人次，3 人；工会经费 100.00 元，不是工会经费的 200.00 元。"] in rows
    assert [row for row in rows if row[0] == "合计"] == [
        ["合计", 4, 300],
        ["合计", "会费", 1, 100],
        ["合计", "个人", 1, 200],
    ]
    assert ["大班组", 2, 2, Decimal("5.5")] in rows


def test_a_book_without_services_says_so() -> None:
    told = render_text(service_report(a_book(members=MEMBERS)))
    assert "服务台账还没有登记" in told
    assert "没有登记的事项：五必访、送温暖" in told


def test_no_name_and_no_word_of_trouble_leaves_the_register() -> None:
    services = """
    日期 | 会员编号 | 姓名 | 事项 | 事由 | 内容 | 备注 | 证明材料 | 相关人
    2026-03-05 | 001 | 李敏 | 五必访 | 乳腺手术 | 看望胃病 | 欠债 | 病历 | 离异
    2026-03-05 | 002 | 王芳 | 困难帮扶 | 家庭困难 | 欠债 | 失业 | 低保证 | 配偶瘫痪
    2026-03-06 | 003 | 刘洋 | 医疗互助 | 理赔 | 胃病住院 | 欠债 | 病历 |
    """
    told = render_text(service_report(a_book(members=MEMBERS, services=services)))
    planted = ("乳腺", "胃病", "欠债", "病历", "离异", "失业", "低保", "瘫痪")
    assert not [word for word in planted if word in told]
    assert "按事由：其他事由 1" in told
    of_visits, of_insurance = told.split("[医疗互助")[0], told.split("[医疗互助参保情况")[1]
    assert not [name for name in ("李敏", "王芳", "刘洋") if name in of_visits]
    assert "理赔 1 次，没有写金额。" in of_insurance


def test_rows_that_count_nowhere_are_told() -> None:
    book = replace(a_book(members=MEMBERS), skipped_rows={"service_entries": 1})
    assert "《服务台账》1 行" in render_text(service_report(book))


NEW_MATTER = (
    '  { name = "子女托管", unit = "天", audience = "全体会员", causes = ["寒托", "暑托"] },\n]'
)
TRIED = """
import sys
from pathlib import Path
from unionxl.words import lists
lists.templates_folder = lambda: Path(sys.argv[1])
from tests.builders import a_book
from tests.sheet_text import render_text
from unionxl.tables.services import Services
from unionxl.views.service_report import service_report
assert Services.service_kind.choices[-1] == "子女托管"
assert Services.cause.choices[-2:] == ("寒托", "暑托")
assert "子女托管 天" in Services.quantity.hint
rows = ("2026-07-05|001|子女托管|暑托|5", "2026-07-06|001|子女托管|寒托|5")
services = "\\n".join(("日期|会员编号|事项|事由|数量", *rows))
members = "会员编号|姓名|在职状态\\n001|李敏|在职\\n002|王芳|在职"
told = render_text(service_report(a_book(members=members, services=services)))
sys.stdout.buffer.write(told.encode())
"""


def test_a_new_matter_is_one_row_of_data(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(templates_folder(), folder, ignore=shutil.ignore_patterns("*.docx"))
    path = folder / "matters.toml"
    path.write_text(path.read_text("utf-8").rstrip().removesuffix("]") + NEW_MATTER, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", TRIED, str(folder)], cwd=ROOT, capture_output=True, check=False
    )
    told = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    row = next(line for line in told.splitlines() if line.startswith("子女托管<body>"))
    assert re.sub(r"<[a-z-]+>", "", row) == "子女托管 | 2 | 1 | 2 | 1 | 0.500 | 10 天 | "
    assert "按事由：寒托 1、暑托 1" in told


def test_the_day_is_that_of_the_book_within_its_year() -> None:
    told = render_text(service_report(a_book(members=MEMBERS, as_of=dt.date(2027, 2, 1))))
    assert "截至 2026-12-31" in told
