"""The texts and figures of the sample that lie in `templates/`, where they can be reviewed."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from unionxl.words.lists import templates_folder

UNIT = "晨露幼儿园"
SESSION = "第三届第二次"
FIRST_TEACHERS_DAY = 1985

Row = dict[str, Any]


def sample_rows(key: str) -> tuple[Row, ...]:
    """Return the rows of one part of `sample-year.toml`."""
    return tuple(_sample_year()[key])


def plan_template(year: int) -> str:
    """Return the text of `sample-plan.txt` for a year."""
    template = (templates_folder() / "sample-plan.txt").read_text(encoding="utf-8")
    return template.format(unit=UNIT, year=year, teachers_day=year - FIRST_TEACHERS_DAY + 1)


@cache
def _sample_year() -> dict[str, list[Row]]:
    """Return the whole file; it is ours and always readable."""
    return tomllib.loads((templates_folder() / "sample-year.toml").read_text(encoding="utf-8"))
