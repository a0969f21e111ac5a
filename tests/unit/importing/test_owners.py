from __future__ import annotations

import pytest

from tests.unit.importing.reading import read


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("召开例会（工会主席／负责人：李敏）", "李敏"),
        ("插花活动，负责人：女工委员 王芳", "王芳"),
        ("健步走（责任人：李敏（文体委员））", "李敏"),
        ("运动会（工会主席李敏负责）", "李敏"),
        ("讲座 责任人：工会主席李敏、张颖", "李敏、张颖"),
        ("春游（工会主席：李敏）", "李敏"),
        ("合唱（负责人：李敏；协办：张颖）", "李敏"),
        ("排练\n负责人：工会主席／李敏", "李敏"),
        ("参加会议（工会主席）", "工会主席"),
        ("评优（工会主席、女工委员负责）", "工会主席、女工委员"),
        ("慰问困难职工（主席团）", ""),
        ("观看演出（地点：礼堂）", ""),
    ],
)
def test_a_name_is_told_from_its_office(line: str, owner: str) -> None:
    text = f"2026年工会工作计划\n三月：\n1、{line}\n2、例会\n四月：\n1、例会\n"
    assert read(text).plans[0].items[0].owner == owner


def test_an_office_on_a_line_of_its_own_is_not_lost() -> None:
    text = "2026年工会工作计划\n三月：\n1、排练\n负责人：工会主席／李敏\n四月：\n1、例会\n"
    assert read(text).plans[0].items[0].note == "工会主席"
