"""《提案办理》: the states in order, cells to fill in, rates, texts to urge with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.builders import a_book
from tests.unit.domain.test_proposals import HEADER, LINES, ON
from unionxl.domain.proposals import State
from unionxl.views.proposal_words import urging_texts
from unionxl.views.proposals_sheet import proposals_sheet

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook


def _book(*numbers: str, rows: str = "") -> UnionBook:
    listed = "\n".join(f"{number} | 案由{number} | {LINES[number]}" for number in numbers)
    return a_book(as_of=ON, settings={"单位名称": "甲园"}, proposals=rows or f"{HEADER}\n{listed}")


def _texts(book: UnionBook) -> list[str]:
    return [str(cell.value) for _, _, cell in proposals_sheet(book).cells() if cell.value]


def _targets(book: UnionBook) -> set[tuple[str, str]]:
    cells = (cell for _, _, cell in proposals_sheet(book).cells())
    return {(one.input_for.key, one.input_for.column) for one in cells if one.input_for}


def test_the_most_urgent_stand_first() -> None:
    blocks = [block.name for block in proposals_sheet(_book(*LINES)).blocks]
    states = [State[name] for name in blocks if name in State.__members__]
    assert states == list(State)


def test_answer_result_and_rating_are_filled_in_where_there_is_something_to_answer() -> None:
    columns = ("答复日期", "办理结果", "满意度")
    book = _book("T1", "T3", "T8", "T9", "T10")
    assert _targets(book) == {
        (number, column) for number in ("T1", "T3", "T8") for column in columns
    }


def test_rows_with_one_number_take_nothing_and_are_told() -> None:
    rows = f"{HEADER}\nT1 | 甲 | {LINES['T3']}\nT1 | 乙 | {LINES['T3']}\nT2 | 丙 | {LINES['T3']}"
    book = _book(rows=rows)
    assert {key for key, _ in _targets(book)} == {"T2"}
    assert any("编号 T1 不止一行" in text for text in _texts(book))
    assert {"甲", "乙", "丙"} <= {*_texts(book)}


def test_one_number_in_two_sessions_leads_to_two_rows() -> None:
    rows = "届次 | 编号 | 案由 | 立案情况\n一次 | T1 | 甲 | 立案\n二次 | T1 | 乙 | 立案"
    assert {key for key, _ in _targets(_book(rows=rows))} == {"T1（一次）", "T1（二次）"}


def test_a_proposal_that_was_merged_keeps_its_words() -> None:
    cells = [cell for _, _, cell in proposals_sheet(_book("T7")).cells()]
    (merged,) = [cell for cell in cells if cell.value == "并入T1"]
    assert merged.choices == ()  # no list that would refuse it


def test_of_no_proposal_on_file_no_rate_is_told() -> None:
    told = " ".join(_texts(_book("T8", "T9")))
    assert "没有立案提案" in told
    assert "%" not in told
    assert "《提案》中没有提案" in " ".join(_texts(a_book(as_of=ON)))


def test_the_head_says_what_there_is_to_do() -> None:
    told = _texts(_book(*LINES))
    assert (
        "收到提案 12 件：立案 9 件（其中并案 1 件），作意见 1 件，不立案 1 件，待审查 1 件。"
        "应答复 8 件，已答复 3 件（按时 2 件、逾期 1 件），答复率 37.5%；平均 18.3 天；"
        "已解决 3 件，落实率 33.3%；评价 2 件，满意率 50.0%。"
    ) in told
    assert (
        "1 件逾期没有答复，请催办；1 件在 7 天内到期；1 件还没有审查，请填写立案情况；"
        "1 件已答复没有评价，请征求提案人意见；1 件不满意，请再次办理或当面说明。"
    ) in told


def test_every_department_that_owes_an_answer_is_urged_once() -> None:
    texts = urging_texts(_book(*LINES).proposals, ON, "甲园")
    assert texts[0] == (
        "【提案催办】保教处：下列 2 件提案还没有答复，请书面答复并告知提案人。\n"
        "T3 案由T3（应在4月9日前答复，已逾期 1 天）\n"
        "T4 案由T4（应在4月17日前答复）\n甲园工会"
    )
    assert [text.count("\n") - 1 for text in texts] == [2, 3]
    assert urging_texts(_book("T1", "T7", "T8").proposals, ON, "") == ()


def test_the_chart_shows_what_stands_beside_it() -> None:
    sheet = proposals_sheet(_book(*LINES))
    (chart,) = sheet.charts
    block = next(one for one in sheet.blocks if one.name == chart.block)
    first = chart.header_row + 1
    rows = block.rows[first : first + chart.row_count]
    (bar,) = chart.bar_columns
    assert [(row[0].value, row[bar].value) for row in rows] == [
        ("按时答复", 2),
        ("逾期答复", 1),
        ("未答复", 5),
    ]
    assert proposals_sheet(_book("T9")).charts == ()


def test_hostile_texts_are_texts() -> None:
    rows = f'{HEADER}\n=1+1 | =HYPERLINK("x") | 立案 | <b>处 | | 2026-04-09 | | |'
    assert '=HYPERLINK("x")' in _texts(_book(rows=rows))


def test_a_day_far_away_does_not_matter() -> None:
    book = a_book(as_of=dt.date(2027, 1, 2), proposals=f"{HEADER}\nT4 | 甲 | {LINES['T4']}")
    assert "逾期 260 天" in _texts(book)
