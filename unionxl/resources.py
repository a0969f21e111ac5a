"""The data files of `templates/`, as domain values."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionxl.domain.accounts import Account
from unionxl.domain.duties import Duty
from unionxl.domain.evidence import EvidenceItem
from unionxl.domain.festivals import Festival
from unionxl.domain.holidays import DayOffKind, HolidayDay, Notice
from unionxl.domain.policy import (
    Citation,
    Confidence,
    FlaggedWord,
    Limit,
    PaymentBan,
    Standards,
    YearDuty,
)
from unionxl.domain.source import SourceRef
from unionxl.errors import UnionXLError

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE_DAY = dt.timedelta(days=1)


def templates_folder() -> Path:
    """Return the folder of the data files: inside the installed package, or beside its source."""
    package = Path(__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def load_notices() -> tuple[Notice, ...]:
    """Return the notices on holidays, oldest first; a supplement stands after its notice."""
    return tuple(
        Notice(
            year=row["year"],
            title=row["title"],
            document_no=row["document_no"],
            issued_on=row.get("issued_on"),
            address=row["address"],
            confidence=row["confidence"],
        )
        for row in _rows("holidays.toml", "notice")
    )


def load_holidays() -> tuple[HolidayDay, ...]:
    """Return every day that the notices name, in order; a later notice replaces an earlier."""
    named_days = {
        holiday.day: holiday
        for notice in _rows("holidays.toml", "notice")
        for holiday in _holidays_of(notice)
    }
    return tuple(named_days[day] for day in sorted(named_days))


def load_festivals() -> tuple[Festival, ...]:
    """Return the festivals that school unions know, in the order of the year."""
    return tuple(
        Festival(
            name=row["name"],
            rule=row["rule"],
            gift_allowed=row["gift_allowed"],
            audience=row["audience"],
            spellings=tuple(row["spellings"]),
            first_year=row.get("first_year"),
            is_shown=row["is_shown"],
        )
        for row in _rows("festivals.toml", "festival")
    )


def load_duties() -> tuple[Duty, ...]:
    """Return the recurring duties that a new workbook suggests, without the day they count from."""
    return tuple(
        Duty(
            name=row["name"],
            audience=row["audience"],
            every_months=row.get("every_months"),
            starts_on=None,
            lead_days=row["lead_days"],
            basis=row["basis"],
            remark=row["remark"],
            source=SourceRef("duties.toml", number),
        )
        for number, row in enumerate(_rows("duties.toml", "duty"), 1)
    )


def load_evidence() -> tuple[EvidenceItem, ...]:
    """Return an example of an assessment list; every upper union has its own."""
    return tuple(
        EvidenceItem(
            evidence_no=str(number),
            category=row["category"],
            content=row["content"],
            points=None,
            counted_from=row["counted_from"],
            needed_count=row.get("needed_count"),
            own_score=None,
            remark=row["remark"],
            source=SourceRef("evidence.toml", number),
        )
        for number, row in enumerate(_rows("evidence.toml", "evidence"), 1)
    )


def load_accounts() -> tuple[Account, ...]:
    """Return the accounts of both editions of the chart, the newer one first."""
    return tuple(
        account
        for chart in _rows("accounts.toml", "chart")
        for kind, key in (("收入", "income"), ("支出", "expense"))
        for row in chart[key]
        for account in _accounts_of(chart["edition"], kind, row)
    )


def load_limits() -> tuple[Limit, ...]:
    """Return the figures of every place, and the thresholds of this program."""
    return tuple(
        _limit_of(document | row)
        for document in _rows("limits.toml", "document")
        for row in document["limit"]
    )


def load_standards() -> Standards:
    """Return everything that the rules hold a book against, apart from the book itself."""
    words = _rows("flagged-words.toml", "flagged")
    bans = _rows("flagged-words.toml", "payment_ban")
    return Standards(
        limits=load_limits(),
        flagged_words=tuple(
            FlaggedWord(
                word, row["reason"], tuple(row["allowed_in"]), row["place"], _citation_of(row)
            )
            for row in words
            for word in row["words"]
        ),
        payment_bans=tuple(
            PaymentBan(kind, tuple(row["forms"]), row["place"], _citation_of(row))
            for row in bans
            for kind in row["kinds"] or ("",)
        ),
        year_duties=tuple(
            YearDuty(row["name"], tuple(row["words"]), row["advice"], _citation_of(row))
            for row in _rows("rules.toml", "year_duty")
        ),
        citations={
            rule_id: _citation_of(row)
            for row in _rows("rules.toml", "basis")
            for rule_id in row["rules"]
        },
    )


def _limit_of(row: dict[str, Any]) -> Limit:
    """Return one figure; what its row does not say holds for the whole document."""
    return Limit(
        limit_id=row["id"],
        province=row["place"],
        matter=row["matter"],
        measure=row["measure"],
        amount=Decimal(row["amount"]),
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        document=row["document"],
        document_no=row["document_no"],
        article=row.get("article", ""),
        confidence=Confidence.of(row["confidence"]).value,
        source=None,
    )


def _citation_of(row: dict[str, Any]) -> Citation:
    """Return where a rule stands."""
    return Citation(
        document=row["document"],
        document_no=row.get("document_no", ""),
        article=row["article"],
        confidence=Confidence.of(row["confidence"]),
        address=row["source"],
    )


def _accounts_of(edition: str, kind: str, row: dict[str, Any]) -> Iterator[Account]:
    """Give one account, then those below it, numbered from 01."""
    code = row["code"]
    yield Account(edition, code, row["name"], kind, parent_code="", source=None)
    for number, name in enumerate(row.get("below", ()), 1):
        yield Account(edition, f"{code}{number:02d}", name, kind, parent_code=code, source=None)


def _holidays_of(notice: dict[str, Any]) -> Iterator[HolidayDay]:
    """Give the days of one notice, first those off, then those worked."""
    for holiday in notice["holiday"]:
        first_on, last_on = holiday["off"]
        days_off = (first_on + index * ONE_DAY for index in range((last_on - first_on).days + 1))
        makeup_days = holiday.get("work", ())
        for kind, days in ((DayOffKind.OFF, days_off), (DayOffKind.MAKEUP, makeup_days)):
            for day in days:
                yield HolidayDay(
                    year=notice["year"],
                    day=day,
                    kind=kind,
                    name=holiday["name"],
                    document_no=notice["document_no"],
                )


@cache
def _rows(name: str, key: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of one data file."""
    path = templates_folder() / name
    try:
        return tuple(tomllib.loads(path.read_text(encoding="utf-8"))[key])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise UnionXLError(
            "这个数据文件缺失或内容不完整，读不出来。",
            where=f"数据文件 {name}",
            advice="请恢复原来的文件，或重新安装本程序。",
        ) from error
