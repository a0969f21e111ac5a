"""The data files of `templates/`, as domain values."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from unionxl.domain.accounts import Account
from unionxl.domain.categories import Category
from unionxl.domain.duties import Duty
from unionxl.domain.evidence import EvidenceItem
from unionxl.domain.festivals import Festival
from unionxl.domain.forms import form_of
from unionxl.domain.holidays import DayOffKind, HolidayDay, Notice
from unionxl.domain.policy import (
    Citation,
    Confidence,
    FlaggedWord,
    KinScope,
    Limit,
    Matter,
    PaymentBan,
    Standards,
    YearDuty,
)
from unionxl.domain.retention import Retention
from unionxl.domain.source import SourceRef
from unionxl.errors import UnionXLError
from unionxl.words.lists import templates_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionxl.domain.forms import Form

Row = dict[str, Any]
T = TypeVar("T")
ONE_DAY = dt.timedelta(days=1)


def load_notices() -> tuple[Notice, ...]:
    """Return the notices on holidays, oldest first; a supplement stands after its notice."""
    return _records("holidays.toml", "notice", _notice)


def load_holidays() -> tuple[HolidayDay, ...]:
    """Return every day that the notices name, in order; a later notice replaces an earlier."""
    by_notice = _records("holidays.toml", "notice", _holiday_days)
    named_days = {holiday.day: holiday for days in by_notice for holiday in days}
    return tuple(named_days[day] for day in sorted(named_days))


def load_festivals() -> tuple[Festival, ...]:
    """Return the festivals that school unions know, in the order of the year."""
    return _records("festivals.toml", "festival", _festival)


def load_duties() -> tuple[Duty, ...]:
    """Return the recurring duties that a new workbook suggests, without the day they count from."""
    return _records("duties.toml", "duty", _duty)


def load_evidence() -> tuple[EvidenceItem, ...]:
    """Return an example of an assessment list; every upper union has its own."""
    return _records("evidence.toml", "evidence", _evidence_item)


def load_categories() -> tuple[Category, ...]:
    """Return the categories of work with the words that speak for them."""
    return _records("categories.toml", "category", _category)


def load_accounts() -> tuple[Account, ...]:
    """Return the accounts of both editions of the chart, the newer one first."""
    charts = _records("accounts.toml", "chart", _chart)
    return tuple(account for chart in charts for account in chart)


def load_limits() -> tuple[Limit, ...]:
    """Return the figures of every place, and the thresholds of this program."""
    documents = _records("limits.toml", "document", _limits)
    return tuple(limit for limits in documents for limit in limits)


def load_forms() -> tuple[Form, ...]:
    """Return the printed forms, those of one table in the order in which they are printed."""
    return _records("forms.toml", "form", lambda row, _: form_of(row))


def load_retention() -> tuple[Retention, ...]:
    """Return how long accounting papers must be kept."""
    rows = _records("retention.toml", "retention", _retention)
    return tuple(one for of_document in rows for one in of_document)


def load_places() -> dict[str, str]:
    """Return the province of every city, and of every body that has figures of its own."""
    rows = _records("places.toml", "place", lambda row, _: (row["name"], tuple(row["within"])))
    return {city: province for province, cities in rows for city in cities}


def load_standards() -> Standards:
    """Return what the rules hold a book against, apart from the book itself."""
    flagged = _records("flagged-words.toml", "flagged", _flagged_words)
    bans = _records("flagged-words.toml", "payment_ban", _payment_bans)
    bases = _records("rules.toml", "basis", lambda row, _: (row["rules"], _citation(row)))
    citations: defaultdict[str, tuple[Citation, ...]] = defaultdict(tuple)
    for rule_ids, citation in bases:
        for rule_id in rule_ids:
            citations[rule_id] += (citation,)
    return Standards(
        limits=load_limits(),
        matters=_records("limits.toml", "matter", _matter),
        flagged_words=tuple(word for words in flagged for word in words),
        payment_bans=tuple(ban for of_kind in bans for ban in of_kind),
        year_duties=_records("rules.toml", "year_duty", _year_duty),
        festivals=load_festivals(),
        citations=dict(citations),
        province_of=load_places(),
        outings_beyond=dict(
            _records("places.toml", "place", lambda row, _: (row["name"], _outings(row)))
        ),
        kin_scopes=_records("kin-scopes.toml", "scope", _kin_scope),
    )


def _notice(row: Row, _number: int) -> Notice:
    return Notice(
        year=row["year"],
        title=row["title"],
        document_no=row["document_no"],
        issued_on=row.get("issued_on"),
        address=row["address"],
        confidence=row["confidence"],
    )


def _holiday_days(row: Row, _number: int) -> tuple[HolidayDay, ...]:
    """Return the days of one notice, `off` being the first and the last day of a holiday."""
    return tuple(
        HolidayDay(row["year"], day, kind, holiday["name"], row["document_no"])
        for holiday in row["holiday"]
        for kind, days in (
            (DayOffKind.OFF, _days_from(*holiday["off"])),
            (DayOffKind.MAKEUP, holiday.get("work", ())),
        )
        for day in days
    )


def _days_from(first_on: dt.date, last_on: dt.date) -> tuple[dt.date, ...]:
    return tuple(first_on + index * ONE_DAY for index in range((last_on - first_on).days + 1))


def _festival(row: Row, _number: int) -> Festival:
    return Festival(
        name=row["name"],
        rule=row["rule"],
        gift_allowed=row["gift_allowed"],
        audience=row["audience"],
        spellings=tuple(row["spellings"]),
        first_year=row.get("first_year"),
        is_shown=row["is_shown"],
    )


def _duty(row: Row, number: int) -> Duty:
    return Duty(
        name=row["name"],
        audience=row["audience"],
        every_months=row.get("every_months"),
        starts_on=None,
        lead_days=row["lead_days"],
        basis=row["basis"],
        remark=row["remark"],
        source=SourceRef("duties.toml", number),
        fulfilled_by=row.get("fulfilled_by", ""),
    )


def _evidence_item(row: Row, number: int) -> EvidenceItem:
    return EvidenceItem(
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


def _category(row: Row, _number: int) -> Category:
    return Category(name=row["name"], words=tuple(row["words"]))


def _chart(row: Row, _number: int) -> tuple[Account, ...]:
    """Return the accounts of one edition, each followed by those below it."""
    return tuple(
        account
        for kind, key in (("收入", "income"), ("支出", "expense"))
        for entry in row[key]
        for account in _accounts(row["edition"], kind, entry)
    )


def _accounts(edition: str, kind: str, row: Row) -> Iterator[Account]:
    """Give one account, then those below it, numbered from 01."""
    code = row["code"]
    yield Account(edition, code, row["name"], kind, parent_code="", source=None)
    for number, name in enumerate(row.get("below", ()), 1):
        yield Account(edition, f"{code}{number:02d}", name, kind, parent_code=code, source=None)


def _limits(row: Row, _number: int) -> tuple[Limit, ...]:
    """Return the figures of one document; what a figure does not say holds for the whole of it."""
    return tuple(_limit(row | figure) for figure in row["limit"])


def _limit(row: Row) -> Limit:
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
        page_date=row.get("page_date"),
        checked_on=row["checked_on"],
        note=row.get("note", ""),
        doubt=row.get("doubt", ""),
    )


def _matter(row: Row, _number: int) -> Matter:
    return Matter(row["id"], row["name"], row["measure"], tuple(row["words"]))


def _flagged_words(row: Row, _number: int) -> tuple[FlaggedWord, ...]:
    flagged = FlaggedWord(
        word="",
        reason=row["reason"],
        allowed_in=tuple(row["allowed_in"]),
        province=row["place"],
        citation=_citation(row),
        unless=tuple(row.get("unless", ())),
        beside=tuple(row.get("with", ())),
    )
    return tuple(replace(flagged, word=word) for word in row["words"])


def _payment_bans(row: Row, _number: int) -> tuple[PaymentBan, ...]:
    """Return a ban for each kind of gift, or one for every kind where none is named."""
    forms, citation = tuple(row["forms"]), _citation(row)
    return tuple(PaymentBan(kind, forms, row["place"], citation) for kind in row["kinds"] or ("",))


def _outings(row: Row) -> tuple[str, ...]:
    return tuple(row.get("outings", ()))


def _kin_scope(row: Row, _number: int) -> KinScope:
    return KinScope(tuple(row["kin"]), row["told"], _citation(row))


def _year_duty(row: Row, _number: int) -> YearDuty:
    return YearDuty(row["name"], tuple(row["words"]), row["advice"], _citation(row))


def _retention(row: Row, _number: int) -> tuple[Retention, ...]:
    citation = _citation(row)
    return tuple(
        Retention(one["name"], one.get("years"), one.get("counts_from", ""), citation)
        for one in row["papers"]
    )


def _citation(row: Row) -> Citation:
    """Return where a rule stands."""
    return Citation(
        document=row["document"],
        document_no=row.get("document_no", ""),
        article=row["article"],
        confidence=Confidence.of(row["confidence"]),
        address=row["source"],
        place=row["place"],
    )


def _records(name: str, key: str, build: Callable[[Row, int], T]) -> tuple[T, ...]:
    """Return the rows of one data file as records, numbered from 1."""
    found: list[T] = []
    for number, row in enumerate(_rows(name, key), 1):
        try:
            found.append(build(row, number))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _data_file_error(name, f"第 {number} 条内容不完整，读不懂。") from error
    return tuple(found)


@cache
def _rows(name: str, key: str) -> tuple[Row, ...]:
    """Return the rows of one data file."""
    path = templates_folder() / name
    try:
        return tuple(tomllib.loads(path.read_text(encoding="utf-8"))[key])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _data_file_error(name, "文件缺失或内容不完整，读不出来。") from error


def _data_file_error(name: str, what: str) -> UnionXLError:
    return UnionXLError(
        what, where=f"数据文件 {name}", advice="请恢复原来的文件，或重新安装本程序。"
    )
