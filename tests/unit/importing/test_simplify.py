from __future__ import annotations

from unionxl.importing.model import Line
from unionxl.importing.parser import parse_plan
from unionxl.importing.simplify import simplified, simplify


def test_traditional_text_becomes_simplified() -> None:
    assert simplify("慶祝婦女節，組織教職工體檢") == "庆祝妇女节，组织教职工体检"


def test_names_stay_as_written() -> None:
    rows = (
        Line(1, "月份\t內容\t負責人\t備註"),
        Line(2, "三月\t慶祝婦女節\t張乾坤\t暫定"),
        Line(3, "四月\t春遊（張園長）\t\t"),
    )
    before = parse_plan(rows)
    (plan,) = simplified(before).plans
    assert [(item.text, item.owner, item.note) for item in plan.items] == [
        ("庆祝妇女节", "張乾坤", "暂定"),
        ("春游（張園長）", "張園長", None),
    ]
    assert before.plans[0].items[0].text == "慶祝婦女節"
