"""What an imported plan says before its works: the section 指导思想, kept as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.importing.accounting import HEADING, PROSE
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.text import plain
from unionxl.words.lists import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.model import ImportedPlan, ImportResult, UnreadLine

MOST_CHARACTERS = 2_000
LIST, GUIDING = "plan_titles", "指导思想"
_LONGEST_TITLE = 20
_SHORTEST = 20
_SECTIONS = {Style.CJK, Style.CJK_PAREN}


def guiding_text(result: ImportResult, plan: ImportedPlan) -> str:
    """Return the paragraphs of the section 指导思想 of a plan, else those that open it.

    No more than `MOST_CHARACTERS`, in whole paragraphs where more than one fits.
    """
    lines = _before_the_works(result, plan)
    paragraphs = _section(lines)
    if paragraphs is None:
        paragraphs = _opening(lines)
    kept, length = [], 0
    for text in paragraphs:
        length += len(text) + 1
        if length > MOST_CHARACTERS + 1:
            break
        kept.append(text)
    return "\n".join(kept or [text[:MOST_CHARACTERS] for text in paragraphs[:1]])


def _before_the_works(result: ImportResult, plan: ImportedPlan) -> list[UnreadLine]:
    """Return the headings and the prose between the title of a plan and its first work."""
    later = [other.line for other in result.plans if other.line > plan.line]
    works = [item.line for item in (*plan.items, *plan.unscheduled)]
    end = min([*later, *works], default=None)
    return [
        one
        for one in result.left_over
        if one.reason in {HEADING, PROSE}
        and one.line > plan.line
        and (end is None or one.line < end)
    ]


def _section(lines: Sequence[UnreadLine]) -> list[str] | None:
    """Return the paragraphs below the title 指导思想, None where there is no such title."""
    for at, one in enumerate(lines):
        number = read_number(plain(one.text))
        bare = one.text[number.end :].strip() if number else one.text.strip()
        title, _, rest = bare.replace("：", ":").partition(":")
        if len(title) > _LONGEST_TITLE or not any_of(LIST, GUIDING).search(title):
            continue
        style = number.style if number else None
        found = [bare[len(title) + 1 :].strip()] if rest.strip() else []
        for other in lines[at + 1 :]:
            if _opens_section(other, style):
                break
            found.append(other.text)
        return found
    return None


def _opens_section(one: UnreadLine, style: Style | None) -> bool:
    """Tell whether a line is the title of the next section; `style` numbers such titles."""
    number = read_number(plain(one.text))
    if number and (number.style is style or (style is None and number.style in _SECTIONS)):
        return True
    return one.reason == HEADING


def _opening(lines: Sequence[UnreadLine]) -> list[str]:
    """Return the paragraphs between the title of the plan and its first section."""
    found = []
    for one in lines:
        if _opens_section(one, None):
            break
        if len(one.text) >= _SHORTEST:
            found.append(one.text)
    return found
