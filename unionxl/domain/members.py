"""The members of the union."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


ACTIVE = "在职"
SECONDED = "借用"
RETIRED = "退休"
GONE = frozenset({"调离", "离职", "辞职", "退会", "去世"})


@dataclass(frozen=True, slots=True)
class Member:
    """One person on the roll of members; `left_on` is the day of leaving the union."""

    member_no: str
    name: str
    gender: str
    born_on: dt.date | None
    joined_on: dt.date | None
    group: str
    staff_kind: str
    dues_class: str
    monthly_base_amount: Decimal | None
    employment_status: str
    retired_on: dt.date | None
    in_hardship: bool | None
    phone: str
    remark: str
    source: SourceRef
    left_on: dt.date | None = None
    union_roles: str = ""
    clubs: str = ""
    ethnicity: str = ""
    education: str = ""
    political_status: str = ""

    @property
    def is_retired(self) -> bool:
        """Whether the roll says that the member has retired."""
        return self.employment_status == RETIRED

    @property
    def is_gone(self) -> bool:
        """Whether the roll says that the member moved or left."""
        return self.employment_status in GONE

    @property
    def has_left(self) -> bool:
        """Whether the member works here no longer: retired, moved or gone."""
        return self.is_retired or self.is_gone

    @property
    def membership_ended_on(self) -> dt.date | None:
        """The day of leaving or retiring; None for who is still there or has no such day."""
        return self.left_on or (self.retired_on if self.is_retired else None)

    def works_on(self, day: dt.date) -> bool:
        """Tell whether the person is a member at work on a day, as far as the roll knows."""
        if self.joined_on is not None and day < self.joined_on:
            return False
        ended_on = self.membership_ended_on
        return day <= ended_on if ended_on is not None else not self.has_left

    def age_on(self, day: dt.date) -> int | None:
        """Return the age in whole years; None without a birth date."""
        if self.born_on is None:
            return None
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (not had_birthday)

    def birthday_in(self, year: int) -> dt.date | None:
        """Return the birthday in a year; 29 February falls on 28 February in a common year."""
        if self.born_on is None:
            return None
        try:
            return self.born_on.replace(year=year)
        except ValueError:
            return self.born_on.replace(year=year, day=28)
