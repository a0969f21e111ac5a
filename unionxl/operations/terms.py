"""The first day of a term, by which the weeks of a plan are dated: asked for once, then kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.domain.terms import first_mondays, is_spring
from unionxl.domain.written import full_day
from unionxl.errors import RequestError
from unionxl.operations.questions import TERM, AnswerNeededError, Choice, Question
from unionxl.tables.settings import SETTING_ROWS, SETTINGS, TERM_SETTING, SettingColumns
from unionxl.values.text import as_text
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.model import ImportedPlan
    from unionxl.workbook.port import Workbook

MONTHS_ONLY = 0
KEPT = f"第1周从{{}}算起，已记入《{SETTINGS.sheet}》的“{TERM_SETTING}”。"
ADDED = f"《{SETTINGS.sheet}》里没有“{TERM_SETTING}”一行，已在表末补上：第1周从{{}}算起。"
OTHER_TERM = f"《{SETTINGS.sheet}》的“{TERM_SETTING}”是{{}}，不在这个学期。"
TO_FILL = (
    f"请在《{SETTINGS.sheet}》的“{TERM_SETTING}”填写本学期第1周的星期一，再导入一次；"
    "没有这一行的，请在表末加一行。"
)


def day_answered(answer: int | str | None) -> dt.date | None:
    """Return the day that was answered, None for none: 20260302 or 2026-03-02.

    Raises:
        RequestError: it is no day.
    """
    if not answer:
        return None
    try:
        return dt.date.fromisoformat(str(answer))
    except ValueError:
        raise RequestError(
            f"“{answer}”不是日期。", where="学期第1周", advice="请写成 2026-03-02 的样子。"
        ) from None


def ask_for_term(
    plans: Sequence[ImportedPlan], document: str, set_on: dt.date | None, today: dt.date
) -> None:
    """Ask on which day the weeks of a plan begin that nothing dates.

    Raises:
        AnswerNeededError: there is such a plan.
    """
    plan = next((one for one in plans if one.term), None)
    if plan is None or plan.term is None:
        return
    second = plan.term.is_second
    in_spring = is_spring(today.month) if second is None else second
    other = OTHER_TERM.format(full_day(set_on)) if set_on else ""
    days = [
        Choice(
            int(f"{day:%Y%m%d}"),
            f"第1周从{full_day(day)}（周一）算起，并记入《{SETTINGS.sheet}》",
            day.isoformat(),
        )
        for day in first_mondays(plan.term.year or today.year, in_spring=in_spring)
    ]
    months = Choice(MONTHS_ONLY, f"只导入写明了月份的 {len(plan.items)} 项")
    raise AnswerNeededError(
        Question(
            TERM,
            f"文档 {document}",
            f"{other}计划按“第几周”写，没有写明第1周从哪天算起。",
            (*days, months) if plan.items else tuple(days),
            TO_FILL,
            way="写明第1周的星期一",
            unit="个",
        )
    )


def keep_term(workbook: Workbook, day: dt.date) -> str:
    """Write the first day of the term into the settings; return what to say of it."""
    block = workbook.read_table(SETTINGS.name)
    label, value = SettingColumns.label.header, SettingColumns.value.header
    at = block.position(label)
    for index, row in enumerate(block.rows):
        if "".join(as_text(row[at]).split()) == TERM_SETTING:
            place = block.row_number(index)
            workbook.set_cells(SETTINGS.name, [CellChange(place, value, day)])
            return KEPT.format(full_day(day))
    setting = next(one for one in SETTING_ROWS if one.label == TERM_SETTING)
    row_of = {label: TERM_SETTING, value: day.isoformat()}
    row_of[SettingColumns.hint.header] = setting.hint
    workbook.append_rows(SETTINGS.name, [row_of])
    return ADDED.format(full_day(day))
