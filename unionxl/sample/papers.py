"""The sample's meetings, files, papers and what is known of earlier years, as rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.sample.people import CHAIR, COMMITTEE, IN_HARDSHIP
from unionxl.sample.plan import works
from unionxl.sample.rows import table_row
from unionxl.sample.texts import SESSION, sample_rows
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.history import HISTORY
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.papers import PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.sample.days import SampleDays
    from unionxl.sample.people import Person
    from unionxl.sample.rows import Row, Rows
    from unionxl.sample.texts import Row as SampleRow

MEMBERS_MEETINGS = frozenset({"教职工大会", "会员大会"})


def meetings(days: SampleDays, people: Sequence[Person], through: dt.date) -> Rows:
    """Return the meetings that were held up to a day."""
    return tuple(
        _meeting(f"H{number:03d}", row, days, people)
        for number, row in enumerate(sample_rows("meeting"), start=1)
        if days.day(row["held"]) <= through
    )


def _meeting(meeting_no: str, row: SampleRow, days: SampleDays, people: Sequence[Person]) -> Row:
    """Return one meeting; who came is said where the work has its numbers."""
    (facts,) = (work.facts for work in works(days.year) if work.key == row["cited"])
    votes = row.get("votes", (None, None, None))
    return table_row(
        MEETINGS,
        meeting_no=meeting_no,
        category=row["category"],
        name=row["name"],
        session=SESSION if row["category"] in MEMBERS_MEETINGS else None,
        held_on=days.day(row["held"]),
        place=facts.get("place"),
        chair=people[CHAIR].name,
        recorder=people[COMMITTEE[1]].name,
        expected_count=facts.get("expected"),
        attended_count=facts.get("attended"),
        agenda=row["agenda"],
        resolution=row["resolution"],
        votes_for=votes[0],
        votes_against=votes[1],
        votes_abstained=votes[2],
        follow_up=row["follow_up"],
    )


def hardship_files(days: SampleDays, people: Sequence[Person]) -> Rows:
    """Return the files of families in hardship, opened the year before."""
    members = [people[index] for index in IN_HARDSHIP]
    return tuple(
        table_row(
            HARDSHIP,
            file_no=f"K{number:03d}",
            member_no=member.member_no,
            member_name=member.name,
            category=row["category"],
            level=row["level"],
            opened_on=_in_year(days.year - 1, row["opened"]),
            main_cause=row["cause"],
            contact=people[row["contact"]].name,
            review_on=_in_year(days.year + 1, row["review"]),
            state="在档",
        )
        for number, (member, row) in enumerate(
            zip(members, sample_rows("hardship"), strict=True), start=1
        )
    )


def papers(days: SampleDays, people: Sequence[Person], through: dt.date) -> Rows:
    """Return the papers of the year up to a day."""
    return tuple(
        _paper(number, row, days, people, through)
        for number, row in enumerate(sample_rows("paper"), start=1)
        if days.day(row["dated"]) <= through
    )


def _paper(
    number: int, row: SampleRow, days: SampleDays, people: Sequence[Person], through: dt.date
) -> Row:
    """Return one paper; it is settled only when its day has come."""
    settled_on = days.day(row["settled"]) if "settled" in row else None
    return table_row(
        PAPERS,
        dated_on=days.day(row["dated"]),
        paper_no=str(number),
        direction=row["direction"],
        title=row["title"].format(year=days.year),
        document_no=row.get("no", "").format(year=days.year),
        counterpart=row.get("counterpart"),
        due_on=days.day(row["due"]) if "due" in row else None,
        settled_on=settled_on if settled_on and settled_on <= through else None,
        used_by=row.get("used"),
        points=row.get("points"),
        kept_for=row["kept"],
        archive_place="工会档案柜",
        author=people[row["author"]].name if "author" in row else None,
    )


def history(year: int, people: Sequence[Person]) -> Rows:
    """Return when members were last visited and checked in the years before."""
    rows = []
    for person in people:
        visited_on = dt.date(year - 1 - person.index % 2, 3 + person.index % 9, 10)
        checked_on = dt.date(year - 1, 6, 10)
        rows += [
            table_row(
                HISTORY,
                member_no=person.member_no,
                member_name=person.name,
                service_kind=kind,
                last_on=last_on,
                total_count=1,
                origin=f"{last_on.year}年工作簿",
            )
            for kind, last_on in (("普访", visited_on), ("体检", checked_on))
            if person.is_active_on(last_on) and (kind == "普访" or person.gender == "女")
        ]
    return tuple(rows)


def _in_year(year: int, day: str) -> dt.date:
    """Return a day written as month and day."""
    month, number = map(int, day.split("-"))
    return dt.date(year, month, number)
