"""The forms of plans: one tuple, tried in order; every example is read by its own form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionxl.importing.forms import FORMS
from unionxl.importing.model import Line
from unionxl.importing.parser import parse_plan
from unionxl.importing.segments import to_segments

if TYPE_CHECKING:
    from unionxl.importing.forms import Form


def lines_of(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_example_is_read_by_its_form_and_none_before_it(form: Form) -> None:
    segments = to_segments(lines_of(form.example))
    fits = [one for one in FORMS if (found := one.read(segments)) and found.blocks]
    tried = [one for one in fits if one.is_last_resort is form.is_last_resort]
    assert tried[0] is form
    assert form.is_last_resort is not any(not one.is_last_resort for one in fits)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_example_becomes_items_with_their_months(form: Form) -> None:
    result = parse_plan(lines_of(form.example))
    assert not result.not_understood
    (plan,) = result.plans
    months = [item.months for item in plan.items]
    assert len(set(months)) > 1
    assert all(months)


def test_no_form_stands_behind_one_that_leaves_it_nothing() -> None:
    assert len({form.name for form in FORMS}) == len({form.read for form in FORMS}) == len(FORMS)
    resorts = [form.is_last_resort for form in FORMS]
    assert resorts == sorted(resorts)
