"""The settings of one workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.period import Month

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal


VISIT_CAUSES = ("生病住院", "婚丧喜庆", "生育", "家庭困难", "意外灾害", "家庭纠纷")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the clerk chose for the year; None or empty where nothing was entered."""

    unit_name: str
    fiscal_year: int
    current_month: int | None
    province: str
    account_edition: str
    dues_method: str
    dues_rate: Decimal | None
    contribution_rate: Decimal | None
    retained_rate: Decimal | None
    payroll_amount: Decimal | None
    opening_balance_amount: Decimal | None
    warning_rate: Decimal | None
    first_weekday: str
    dues_period: str = ""
    dues_rounding: str = ""
    dues_cuts_to_tens: str = ""
    start_month: Month | None = None
    named_below: int | None = None
    term_begins_on: dt.date | None = None
    guiding_text: str = ""
    visit_causes: str = ""
    visit_days: int | None = None
    seconder_count: int | None = None
    term_name: str = ""
    elected_on: dt.date | None = None
    term_years: str = ""
    certificate_expires_on: dt.date | None = None
    club_limit: int | None = None
    claim_days: int | None = None
    honour_rate: Decimal | None = None
    cure_years: int | None = None
    cure_quota: int | None = None
    living_minimum_amount: Decimal | None = None

    @property
    def first_month(self) -> Month:
        """The first month that is kept in this workbook; nothing is asked about those before it."""
        return self.start_month or Month(self.fiscal_year, 1)

    def is_before_start(self, month: Month) -> bool:
        """Tell whether a month lies before the first one that is kept in this workbook."""
        return self.start_month is not None and month < self.start_month

    @property
    def week_starts_on_sunday(self) -> bool:
        """Whether calendars begin with Sunday; Monday is the default."""
        return self.first_weekday == "周日"
