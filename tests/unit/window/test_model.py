"""What may be clicked when, and what is known of the workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from unionxl.operations.catalogue import BY_ID, OPERATIONS
from unionxl.window.model import (
    PICKED,
    Entry,
    Known,
    Report,
    Stage,
    State,
    Wish,
    heading,
    month_choices,
    offers,
    takes_month,
    writes,
)

FILE = Path("云岭", "工会.xlsx")
READY = State().looking().chosen(FILE, Known(2026, "甲园工会"))
CHECK = Wish(BY_ID["check"])


def test_without_a_workbook_only_a_workbook_can_be_chosen() -> None:
    state = State()
    assert (state.stage, state.may_click, state.may_choose) == (Stage.EMPTY, False, True)
    assert heading(state)[0] == "还没有选工作簿"


def test_while_something_is_done_nothing_can_be_clicked_and_the_window_stays() -> None:
    working = READY.wished(CHECK, is_open=False)
    for state in (State().looking(), working):
        assert (state.may_click, state.may_choose, state.may_leave) == (False, False, False)
    done = working.done(None)
    assert (done.may_click, done.known, done.wish) == (True, READY.known, None)
    assert working.done(Known(2027, "乙园")).known == Known(2027, "乙园")


def test_a_workbook_open_elsewhere_is_waited_for_and_opened_again() -> None:
    waiting = READY.wished(CHECK, is_open=True)
    assert (waiting.stage, waiting.may_click, waiting.may_leave) == (Stage.WAITING, False, True)
    freed = waiting.freed()
    assert (freed.stage, freed.was_open, freed.wish) == (Stage.WORKING, True, CHECK)
    assert waiting.given_up() == READY
    assert not freed.done(None).wished(CHECK, is_open=False).was_open


def test_a_file_that_is_none_leaves_the_one_before() -> None:
    assert State().looking().not_chosen() == State()
    assert READY.looking().not_chosen() == READY


def test_whoever_is_leaving_clicks_no_more() -> None:
    state = READY.leaving()
    assert (state.may_click, state.may_choose, state.may_leave) == (False, False, True)
    assert not READY.wished(CHECK, is_open=False).leaving().may_leave


def test_the_heading_tells_what_is_known() -> None:
    assert heading(READY) == ("工会.xlsx", "甲园工会 · 2026 年")
    assert heading(READY.chosen(FILE, Known(2026, "")))[1] == "2026 年"
    assert "没有读懂" in heading(READY.chosen(FILE, None))[1]


def test_the_months_of_the_year_and_the_january_after_it_can_be_chosen() -> None:
    assert month_choices(None) == {PICKED: None}
    months = month_choices(2026)
    assert len(months) == 14
    assert (months["2026年3月"], months["2027年1月"]) == ("2026-03", "2027-01")


def test_what_is_about_a_month_is_told_by_the_catalogue() -> None:
    assert [one.id for one in OPERATIONS if one.has_button and takes_month(one)] == [
        "month",
        "care",
        "brief",
        "import_list",
        "collect",
        "journal",
        "reconcile",
    ]


@pytest.mark.parametrize("name", ["check", "month", "import_plan", "charts", "restore"])
def test_what_changes_the_workbook_needs_it_closed(name: str) -> None:
    assert writes(BY_ID[name])


@pytest.mark.parametrize("name", ["brief", "report", "ics", "repair"])
def test_what_only_reads_does_not(name: str) -> None:
    assert not writes(BY_ID[name])


def test_options_with_a_label_are_offered_beside_their_button() -> None:
    found = {one.id: [option.label for option in offers(one)] for one in OPERATIONS if offers(one)}
    assert found["charts"] == ["与上年比较"]
    assert found["brief"] == ["用自己的模板"]
    assert found["report"] == ["用自己的模板", "与上年比较"]
    assert found["import_plan"] == ["繁体转成简体"]


def test_a_line_of_what_was_done_has_time_name_and_first_line() -> None:
    at = dt.datetime(2026, 5, 20, 9, 5, tzinfo=dt.UTC)
    entry = Entry(at, Report("检查", "已检查。\n· 其他"))
    assert entry.cells == ("09:05", "检查", "已检查。")
