"""Rules about what union money must not be spent on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from unionxl.domain.month_states import state_of
from unionxl.domain.plan import PlanStatus
from unionxl.domain.policy import Confidence
from unionxl.domain.welfare import words_of
from unionxl.domain.written import money
from unionxl.rules.finding import Severity
from unionxl.rules.rule import COMMON_PRACTICE, Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.ledger import Ledger
from unionxl.tables.plan import Plan
from unionxl.tables.services import Services
from unionxl.words.lists import alternatives, any_of
from unionxl.words.purposes import Purpose, purposes_in
from unionxl.words.spending import employer_cost_in, family_paid_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from unionxl.domain.plan import WorkItem
    from unionxl.domain.policy import FlaggedWord
    from unionxl.rules.book_index import BookIndex

_TITLE = re.compile(r"《[^》]*》")  # what a document or a book is called is not what was bought
_JUST_BEFORE = re.compile(r"[^\W\d_a-zA-Z购买发办张份给送的和各]{1,2}$")
_EMPLOYER_COSTS = (Purpose.CHECKUP, Purpose.PENSIONERS)
_ONLY_MEMBERS = (
    *(Purpose.OUTING, Purpose.RECUPERATION, Purpose.MEAL),
    *(Purpose.SHOW, Purpose.YEAR_CARD),
)
LIST = "events"


def _any(*concepts: str) -> str:
    """Return the words of some concepts as a piece of a pattern."""
    return f"(?:{alternatives(LIST, *concepts)})"


@cache
def _before_a_ban() -> re.Pattern[str]:
    """Return what stands before a word that is forbidden, not paid: 严禁公款旅游、吃喝."""
    ban = _any("禁止")
    return re.compile(
        rf"(?:不|{ban})[^，。；,;]{{0,4}}$|{ban}(?:[^，。；,;、]{{1,8}}、)+[^，。；,;、]{{0,4}}$"
    )


@cache
def _rules_about() -> re.Pattern[str]:
    """Return what follows a word that rules are about: 差旅费管理规定."""
    return re.compile(rf"[^，。；,;、（(按依据]{{0,4}}{_any('讲规定')}")


@cache
def _employer_pays() -> re.Pattern[str]:
    """Return what says that the union does not pay: 学校承担, 配合行政, 自费."""
    return re.compile(
        rf"""
        {_any("单位")} [^，。；,;]{{0,6}} {_any("出钱")}
        | {_any("配合")} {_any("配合谁")} | {_any("不花工会的钱")}
        """,
        re.VERBOSE,
    )


def forbidden_purpose_word(index: BookIndex) -> Iterator[Case]:
    """Find words in the purpose of a payment that union money must not be spent on."""
    flagged = index.limits.flagged_words
    pattern = _pattern(flagged)
    if pattern is None:
        return
    texts = index.ledger.descriptions.union(map(attrgetter("occasion"), index.ledger.expenses))
    flagging = {text for text in texts if pattern.search(text.replace(" ", ""))}
    for entry in index.ledger.expenses if flagging else ():
        if entry.description not in flagging and entry.occasion not in flagging:
            continue
        for column, words in (
            (Ledger.description, entry.description),
            (Ledger.occasion, entry.occasion),
        ):
            text = _TITLE.sub("", words.replace(" ", ""))
            for reason, told in _told_by_reason(text, pattern, flagged).items():
                word = min(told, key=_is_unverified).flagged
                named = _longest(name for one in told for name in one.named)
                yield Case(
                    f"{column}中有{''.join(f'“{name}”' for name in named)}，"
                    f"支出 {money(entry.expense_amount)} 元，可能属于{reason}。",
                    "请核对支出内容；属于禁止范围的请退回，不属于的请把摘要写清楚。",
                    (at(entry.source, column),),
                    word.citation,
                    facts={"word": word.word, "expense_amount": entry.expense_amount},
                )


@dataclass(frozen=True, slots=True)
class _Meant:
    """A flagged word that a text means, and the words by which the clerk finds it there."""

    flagged: FlaggedWord
    named: tuple[str, ...]


def _told_by_reason(
    text: str, pattern: re.Pattern[str], flagged: Mapping[str, tuple[FlaggedWord, ...]]
) -> dict[str, list[_Meant]]:
    """Return the flagged words that a text means, by what they are flagged for."""
    told: dict[str, list[_Meant]] = {}
    for match in pattern.finditer(text):
        for word in flagged[match[0]]:
            if _is_meant(word, text, match.start()):
                beside = next((one for one in word.beside if one in text), "")
                names = (_name_in(text, match), beside)
                told.setdefault(word.reason, []).append(_Meant(word, tuple(filter(None, names))))
    return told


def _is_unverified(one: _Meant) -> bool:
    return one.flagged.citation.confidence is Confidence.UNVERIFIED


def _longest(names: Iterable[str]) -> list[str]:
    """Return names once, without those that are part of another."""
    once = list(dict.fromkeys(names))
    return [one for one in once if not any(one in other and one != other for other in once)]


def _name_in(text: str, match: re.Match[str]) -> str:
    """Return a word as the text has it: of one character, such as 卡, with the two before it."""
    if len(match[0]) > 1:
        return match[0].strip("、和")
    found = _JUST_BEFORE.search(text[: match.start()])
    return (found[0] if found else "") + match[0]


def _pattern(flagged: Mapping[str, tuple[FlaggedWord, ...]]) -> re.Pattern[str] | None:
    """Return one pattern for all words, the longest first."""
    words = sorted(flagged, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))) if words else None


def _is_meant(word: FlaggedWord, text: str, start: int) -> bool:
    """Tell whether a word is meant: no part of a harmless one, nor of rules against it."""
    for harmless in word.allowed_in:
        offset = harmless.find(word.word)
        if text.startswith(harmless, max(start - offset, 0)):
            return False
    if any(one in text for one in word.unless):
        return False
    if word.beside and not any(one in text for one in word.beside):
        return False
    end = start + len(word.word)
    return not (_before_a_ban().search(text[:start]) or _rules_about().match(text, end))


def employer_cost_in_union_ledger(index: BookIndex) -> Iterator[Case]:
    """Find costs of the employer paid, or planned to be paid, by the union.

    They are check-ups, benefits of pensioners, the costs of a workers congress and the like.
    """
    kinds_of = {entry.source.row: kinds for entry, kinds in index.ledger.purposes}
    for entry in index.ledger.expenses:
        kinds = kinds_of.get(entry.source.row, frozenset())
        to_whom = purposes_in(entry.beneficiary) & {Purpose.PENSIONERS}
        cited = _employer_cost(kinds | to_whom)
        what = cited or employer_cost_in(words_of(entry))
        if what:
            yield Case(
                f"{what} {money(entry.expense_amount)} 元记在工会账上，这项费用应由行政承担。",
                "请核对内容；属于行政费用的请转由行政列支。",
                (at(entry.source, Ledger.description),),
                None if cited else COMMON_PRACTICE,  # the documents speak of those cited only
                None if cited else Severity.NOTE,
                facts={"expense_amount": entry.expense_amount},
            )
    for service in index.book.service_entries:
        what = _employer_cost(purposes_in(f"{service.service_kind} {service.content}"))
        is_booked = service.is_union_money and (service.is_booked or service.voucher_no)
        if what and service.amount and is_booked:
            yield Case(
                f"{what} {money(service.amount)} 元登记为工会支出，这项费用应由行政承担。",
                "请核对经费来源；属于行政费用的请转由行政列支。",
                (at(service.source, Services.amount),),
                facts={"amount": service.amount},
            )
    for item in index.plan.kept_items:
        yield from _employer_cost_planned(item)


def family_paid_by_union(index: BookIndex) -> Iterator[Case]:
    """Find what the union paid for families of members at outings, meals, shows."""
    for entry, _ in index.ledger.purposes_among(*_ONLY_MEMBERS):
        word = family_paid_for(f"{words_of(entry)} {entry.beneficiary}")
        if word:
            yield Case(
                f"“{entry.description}”{money(entry.expense_amount)} 元，有{word}的费用。",
                "请核对；家属参加的，费用一般由本人自理，属于亲子活动的请写明。",
                (at(entry.source, Ledger.description),),
                facts={"expense_amount": entry.expense_amount},
            )


def _employer_cost(kinds: frozenset[Purpose]) -> str:
    """Return the word for the cost when it is the employer's."""
    return next((purpose.value for purpose in _EMPLOYER_COSTS if purpose in kinds), "")


def _employer_cost_planned(item: WorkItem) -> Iterator[Case]:
    """Give a plan item that costs the union what the employer should pay."""
    kinds = purposes_in(item.description)
    what = _employer_cost(kinds)
    says_who_pays = _employer_pays().search(f"{item.description} {item.remark}")
    if not what or says_who_pays or state_of(item) is PlanStatus.CANCELLED:
        return
    if what == Purpose.PENSIONERS.value and not (
        item.budget_amount or any_of(LIST, "退休待遇").search(item.description)
    ):
        return
    budget = f"，预算 {money(item.budget_amount)} 元" if item.budget_amount else ""
    yield Case(
        f"计划事项“{item.description}”涉及{what}{budget}，费用应由行政承担，不能从工会经费列支。",
        "请与行政落实经费，并在备注中写明“费用由行政承担”。",
        (at(item.source, Plan.description),),
        severity=None if item.budget_amount else Severity.NOTE,
    )


RULES = (
    Rule(
        "摘要中有禁止用途的词",
        Group.ACTIVITIES,
        Severity.WARNING,
        Grounds.REGULATION,
        forbidden_purpose_word,
        reason="“八不准”是每次审计都要在摘要里查的。",
        example="摘要写宴请、交通补贴、购物卡等。",
        remedy="写错的改正摘要；确属禁止范围的退回。",
    ),
    Rule(
        "应由行政承担的费用",
        Group.ACTIVITIES,
        Severity.WARNING,
        Grounds.REGULATION,
        employer_cost_in_union_ledger,
        reason="体检、退休人员福利应由行政承担，计划里常写，容易记到工会账上。",
        example="女教职工体检 12,000.00 元记在工会账上。",
        remedy="转由行政列支，并在事项备注中写明。",
    ),
    Rule(
        "家属的费用",
        Group.ACTIVITIES,
        Severity.NOTE,
        Grounds.PRACTICE,
        family_paid_by_union,
        reason="活动经费用于会员；家属参加春秋游、疗休养等，费用一般自理。",
        example="“春游随行家属门票、午餐”3,680.00 元。",
        remedy="核对名单，向参加的会员收回家属的费用。",
    ),
)
