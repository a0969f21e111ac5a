"""Rules about voucher numbers and payments that repeat or belong together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.written import full_day, money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.ledger.unkept import cases_of
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, rows_text
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.words.lists import alternatives, any_of
from unionxl.words.numerals import ONES
from unionxl.words.people import is_group, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.vouchers import VoucherGap
    from unionxl.rules.book_index import BookIndex

_LAST_DIGITS = re.compile(r"[0-9]+(?=[^0-9]*$)")
FEW_ALIKE = 20  # of more equal amounts on one day some have like words by chance
LATER_DAYS = 10
_LATER = re.compile(
    r"^(?:补[记录登]入?|重[记复])[:：]?|^[补重][:：]|"
    r"[（(【\[]\s*(?:补[记录登]?|重[记复]?|再次)\s*[）)】\]]|[-－—\s]*(?:补[记录登]?|重复)$"
)
_NO_WORD = re.compile(r"[\W_]+")
_COUNTS = re.compile(rf"[\d{ONES}十]")
_ASIDE = re.compile(r"[（(]([^）)]*)[）)]")
LEAST_WORDS = 4  # shorter words, such as 慰问品, say nothing about who was paid
LIST = "ledger"


@cache
def _how_paid() -> re.Pattern[str]:
    """Return an aside on how something was paid: （转账）, 【发票、清单】."""
    how = alternatives(LIST, "付款方式")
    return re.compile(rf"[（(【\[]\s*(?:{how}|[、，,及和])+\s*[）)】\]]")


@cache
def _paid_for() -> re.Pattern[str]:
    """Return the words that only say that something was paid."""
    return re.compile(rf"{alternatives(LIST, '付款开头', '付款结尾')}|买")


@cache
def _part() -> re.Pattern[str]:
    """Return what says that a payment is one of several: 第二批, 尾款."""
    counted = rf"第?[{ONES}十\d]+(?:{alternatives(LIST, '分次量词')})"
    return re.compile(rf"{counted}|{alternatives(LIST, '分次')}")


@cache
def _paid_around() -> re.Pattern[str]:
    """Return the words of paying at the beginning and at the end: 付…款."""
    before, after = alternatives(LIST, "付款开头"), alternatives(LIST, "付款结尾")
    return re.compile(rf"^(?:{before})+|(?:{after})$")


def voucher_missing(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows without a voucher number."""
    unnumbered = index.vouchers.in_ledger.unnumbered.get("", ())
    entries = index.book.ledger_entries if unnumbered else ()
    out_of = sum(bool(entry.expense_amount or entry.income_amount) for entry in entries)
    lacking = [entry for entry in unnumbered if entry.expense_amount or entry.income_amount]

    def case_of(entry: LedgerEntry) -> Case:
        amount = entry.expense_amount or entry.income_amount
        return Case(
            f"这笔 {money(amount)} 元没有填写凭证号。",
            "请补填凭证号。",
            (at(entry.source, Ledger.voucher_no),),
            facts={"amount": amount},
            joint=Joint(
                "笔", "没有填写凭证号", amount=amount, out_of=out_of, unchecked="凭证号是否连续"
            ),
        )

    yield from cases_of(lacking, Ledger.voucher_no, case_of)


def voucher_repeated(index: BookIndex) -> Iterator[Case]:
    """Find voucher numbers that stand for more than one voucher.

    The rows of one voucher have one date and follow each other; numbers may begin again every
    month.
    """
    for rows in index.vouchers.in_ledger.doubles():
        first = rows[0]
        places = rows_text(entry.source for entry in rows)
        yield Case(
            f"凭证号「{first.voucher_no}」出现 {len(rows)} 次，在{places}。",
            "请按凭证核对编号，一张凭证用一个号。",
            tuple(at(entry.source, Ledger.voucher_no) for entry in rows),
            facts={"row_count": len(rows)},
        )


def voucher_gap(index: BookIndex) -> Iterator[Case]:
    """Find numbers that are missing in a series of vouchers.

    A row that could not be read is told as such; its number is not missing. That the first numbers
    of January are missing is a hint.
    """
    is_whole = not index.book.skipped_rows.get(LEDGER.field)
    rows = [] if is_whole else sorted(entry.source.row for entry in index.book.ledger_entries)
    for gap in index.vouchers.in_ledger.gaps():
        if not is_whole and _was_left_out(gap, rows):
            continue
        if index.book.settings.is_before_start(Month.of(gap.preceding.booked_on)):
            continue
        text = gap.following.voucher_no
        first, last = _alike(text, gap.first_missing), _alike(text, gap.last_missing)
        missing = f"「{first}」" if gap.missing_count == 1 else f"「{first}」至「{last}」"
        yield Case(
            f"「{gap.following.voucher_no}」之前缺 {missing}，共 {gap.missing_count} 个号。",
            "请查找所缺的凭证并补记，或更正编号；作废的请保留作废凭证。",
            (at(gap.following.source, Ledger.voucher_no),),
            facts={"missing_count": gap.missing_count},
        )
    if is_whole:
        yield from _late_starts(index)


def _late_starts(index: BookIndex) -> Iterator[Case]:
    """Tell of series that lack their first numbers in January, or in a later month of their own.

    A ledger that is carried on from another in mid-year lacks none.
    """
    unnumbered = [row for rows in index.vouchers.in_ledger.unnumbered.values() for row in rows]
    first_day = min(index.ledger.entries_by_day, default=None)
    for series in index.vouchers.in_ledger.late_starts():
        first = series.entries[0]
        number, day = series.numbers[0], first.booked_on
        is_start = (day.year, day.month) == (index.year, 1) or (
            series.month and first_day is not None and f"{first_day:%Y-%m}" < series.month
        )
        is_kept = not index.book.settings.is_before_start(Month.of(day))
        if not (is_start and is_kept) or any(row.booked_on <= day for row in unnumbered):
            continue
        told, last = _alike(first.voucher_no, 1), _alike(first.voucher_no, number - 1)
        missing = f"「{told}」" if told == last else f"「{told}」至「{last}」"
        yield Case(
            f"{day.month}月的凭证从「{first.voucher_no}」编起，之前缺 {missing}，"
            f"共 {number - 1} 个号。",
            "请查找所缺的凭证并补记；本来就不从 1 号编起的，不用处理。",
            (at(first.source, Ledger.voucher_no),),
            severity=Severity.NOTE,
            facts={"missing_count": number - 1},
        )


def _was_left_out(gap: VoucherGap, rows: Sequence[int]) -> bool:
    """Tell whether as many rows as numbers are absent between those that the gap divides.

    `rows` are all that were read, in order.
    """
    first, last = sorted((gap.preceding.source.row, gap.following.source.row))
    there = bisect_left(rows, last) - bisect_left(rows, first)
    return last - first - there >= gap.missing_count


def _alike(voucher_no: str, number: int) -> str:
    """Write a number the way another one of its series is written."""

    def put(found: re.Match[str]) -> str:
        return f"{number:0{len(found[0])}}"

    return _LAST_DIGITS.sub(put, voucher_no, count=1)


def payment_repeated(index: BookIndex) -> Iterator[Case]:
    """Find payments of one amount to one payee on one day, or again within days as 补记.

    A payment that was taken back by a negative amount and entered again is there once.
    """
    for rows_of_day in index.ledger.entries_by_day.values():
        alike_of_day = list(_of_one_amount(rows_of_day))
        taken_back = [entry for entry in rows_of_day if _is_negative(entry)] if alike_of_day else []
        for alike in alike_of_day:
            groups: defaultdict[tuple[object, ...], list[LedgerEntry]] = defaultdict(list)
            for entry in alike:
                groups[_payment_key(entry, is_loose=len(alike) <= FEW_ALIKE)].append(entry)
            for rows in groups.values():
                back = sum(_takes_back(entry, rows[0]) for entry in taken_back)
                if len(rows) - back > 1 and not _is_shared(rows):
                    yield _entered_twice(rows, f"{full_day(rows[0].booked_on)}同样的")
    for first, again in _entered_later(index):
        days = dict.fromkeys(full_day(row.booked_on) for row in (first, again))
        yield _entered_twice([first, again], f"{'、'.join(days)}同一摘要的")


def _of_one_amount(entries: Sequence[LedgerEntry]) -> Iterator[list[LedgerEntry]]:
    """Give the rows of each amount that stands in several rows."""
    amounts = [entry.expense_amount or entry.income_amount for entry in entries]
    if len(set(amounts)) == len(amounts):  # nearly every day
        return
    rows: defaultdict[tuple[Decimal, Decimal], list[LedgerEntry]] = defaultdict(list)
    for entry, amount in zip(entries, amounts, strict=True):
        if amount:
            rows[entry.expense_amount, entry.income_amount].append(entry)
    yield from (alike for alike in rows.values() if len(alike) > 1)


def _is_negative(entry: LedgerEntry) -> bool:
    return entry.expense_amount < 0 or entry.income_amount < 0


def _takes_back(negative: LedgerEntry, entry: LedgerEntry) -> bool:
    """Tell whether a row with a negative amount takes another row back."""
    amounts = entry.expense_amount, entry.income_amount
    return (-negative.expense_amount, -negative.income_amount) == amounts and (
        any_of(LIST, "冲销凭证").search(negative.description) is not None
        or _gist(negative.description) == _gist(entry.description)
    )


def _payment_key(entry: LedgerEntry, *, is_loose: bool) -> tuple[object, ...]:
    """Return the payee, or else the words, loosely in whatever order they stand."""
    payee = entry.beneficiary
    if payee and not is_group(payee):
        return (payee,)
    words = _gist(entry.description) if is_loose else "".join(entry.description.split())
    return payee, words, entry.occasion


def _is_shared(rows: Sequence[LedgerEntry]) -> bool:
    """Tell whether one voucher is paid from several sources or on several accounts."""
    parts = {(row.fund_source, row.account_code) for row in rows}
    return len({row.voucher_no for row in rows}) == 1 and len(parts) == len(rows)


def _entered_twice(rows: Sequence[LedgerEntry], what: str) -> Case:
    amount = rows[0].expense_amount or rows[0].income_amount
    places = rows_text(row.source for row in rows)
    return Case(
        f"{what} {money(amount)} 元记了 {len(rows)} 次，在{places}。",
        "请核对票据；重复入账的请删除，确有多笔的请在备注中说明。",
        tuple(row.source for row in (*rows[1:], rows[0])),
        facts={"amount": amount, "row_count": len(rows)},
    )


def _entered_later(index: BookIndex) -> Iterator[tuple[LedgerEntry, LedgerEntry]]:
    """Give each row that says 补记 or the like with the payment that it repeats, if there is one.

    Equal payments of every month or week do not say so, and a gift for who was absent names
    another member.
    """
    saying_so = {
        text: words
        for text in index.ledger.descriptions
        if ("补" in text or "重" in text) and (words := _LATER.sub("", text)) != text
    }
    entries = index.book.ledger_entries if saying_so else ()
    later = [
        (entry, saying_so[entry.description]) for entry in entries if entry.description in saying_so
    ]
    amounts = {entry.expense_amount or entry.income_amount for entry, _ in later} - {ZERO}
    amounts |= {-amount for amount in amounts}
    rows: defaultdict[tuple[object, ...], list[LedgerEntry]] = defaultdict(list)
    taken_back: defaultdict[Decimal, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        amount = entry.expense_amount or entry.income_amount
        if amount in amounts:
            key = (entry.expense_amount, entry.income_amount, entry.beneficiary)
            rows[*key, _gist(entry.description)].append(entry)
            if amount < 0:
                taken_back[-amount].append(entry)
    for entry, words in later:
        key = (entry.expense_amount, entry.income_amount, entry.beneficiary)
        near = (
            one
            for one in rows.get((*key, _gist(words)), ())
            if abs((entry.booked_on - one.booked_on).days) <= LATER_DAYS
            and not _is_taken_back(one, entry, taken_back)
        )
        yield from ((one, entry) for one in islice(near, 1))


def _is_taken_back(
    first: LedgerEntry, again: LedgerEntry, taken_back: Mapping[Decimal, Sequence[LedgerEntry]]
) -> bool:
    """Tell whether a row was taken back before it was entered again."""
    amount = again.expense_amount or again.income_amount
    return any(
        first.booked_on <= negative.booked_on <= again.booked_on and _takes_back(negative, first)
        for negative in taken_back.get(amount, ())
    )


@lru_cache(maxsize=4096)
def _gist(text: str) -> str:
    """Return the words of a text that tell what was paid for, in no order unless one counts.

    Marks, that it was paid and how it was paid are left out.

    >>> _gist("小家 添置饮水机") == _gist("添置小家饮水机"), _gist("第12批") == _gist("第21批")
    (True, False)
    >>> _gist("付书店图书款") == _gist("书店图书（转账）"), _gist("图书（一）") == _gist("图书")
    (True, False)
    """
    whole = _NO_WORD.sub("", text)
    words = _NO_WORD.sub("", _paid_for().sub("", _how_paid().sub("", text))) or whole
    return words if _COUNTS.search(words) else "".join(sorted(words))


def payment_split(index: BookIndex) -> Iterator[Case]:
    """Find payments just under the limit of a single payment that belong together.

    They are payments to one payee or for one purpose, a few days apart, each just under the limit
    that the union set, and above it together.
    """
    limit = index.limits.limit("single-payment")
    span, nearness = index.limits.figure("split-days"), index.limits.figure("split-nearness")
    if limit is None or limit.amount is None or span is None or nearness is None:
        return  # without a limit of the union's own there is nothing to evade
    groups: defaultdict[tuple[str, str], list[LedgerEntry]] = defaultdict(list)
    for entry in index.ledger.expenses:
        if limit.amount * nearness <= entry.expense_amount <= limit.amount:
            groups[_split_key(entry)].append(entry)
    for rows in groups.values():
        for run in _runs(sorted(rows, key=lambda row: row.booked_on), int(span)):
            if run[0].voucher_no and _is_shared(run):
                continue  # one payment on two accounts
            total = sum((row.expense_amount for row in run), start=ZERO)
            yield Case(
                f"{full_day(run[0].booked_on)}至{full_day(run[-1].booked_on)}有 {len(run)} 笔"
                f"接近限额的支出，合计 {money(total)} 元，"
                f"超过单笔限额 {money(limit.amount)} 元。",
                "请核对是否为同一事项拆分付款；是的，请按合计金额补办集体研究。",
                tuple(at(row.source, Ledger.expense_amount) for row in run),
                limit.citation,
                facts={"total_amount": total, "row_count": len(run)},
            )


def _split_key(entry: LedgerEntry) -> tuple[str, str]:
    """Return what payments of one purchase share: item, payee or words, and the account.

    A purchase may be split over two accounts, where one payee or words that are not too general
    tell that it is one.
    """
    if entry.item_no:
        return entry.account_code, entry.item_no
    if entry.beneficiary:
        is_one = not is_group(entry.beneficiary)
        return "" if is_one else entry.account_code, entry.beneficiary
    words = _purchase(entry.description)
    return "" if len(words) >= LEAST_WORDS else entry.account_code, words


def _purchase(text: str) -> str:
    """Return the words of a payment without what only counts its parts or says that it was paid.

    >>> _purchase("付康乐器材款（二）"), _purchase("康乐器材尾款"), _purchase("购图书（张伟）")
    ('康乐器材', '康乐器材', '图书（张伟）')
    """
    words = _ASIDE.sub(_telling_aside, _part().sub("", text)).strip()
    return _paid_around().sub("", words).strip() or words or text


def _telling_aside(found: re.Match[str]) -> str:
    """Return an aside that tells two purchases apart, such as a month or a person."""
    is_telling = any_of(LIST, "另一次").search(found[1]) or names_in(found[1])
    return found[0] if is_telling else ""


def _runs(rows: Sequence[LedgerEntry], span: int) -> Iterator[list[LedgerEntry]]:
    """Give the rows that follow each other within some days, where there are at least two."""
    run: list[LedgerEntry] = []
    for row in rows:
        if run and (row.booked_on - run[-1].booked_on).days > span:
            if len(run) > 1:
                yield run
            run = []
        run.append(row)
    if len(run) > 1:
        yield run


RULES = (
    Rule(
        "没有凭证号",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.AGREEMENT,
        voucher_missing,
        reason="凭证号把台账和票据、服务登记、活动登记连在一起。",
        example="一笔 460.00 元的支出没有凭证号。",
        remedy="补填凭证号。",
    ),
    Rule(
        "凭证号重复",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.AGREEMENT,
        voucher_repeated,
        reason="两张凭证用一个号就分不清，也可能一张盖住另一张。",
        example="3 月 3 日是记-12，3 月 20 日又是记-12。",
        remedy="对照原始凭证改正号码。",
    ),
    Rule(
        "凭证号中断",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.AGREEMENT,
        voucher_gap,
        reason="缺号意味着凭证遗失、抽走或没有入账。",
        example="记-11 之后是记-13。",
        remedy="找到凭证补记，或改正号码。",
    ),
    Rule(
        "同一笔款记了两次",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.AGREEMENT,
        payment_repeated,
        reason="同一张票据记了两次，就是这个样子。",
        example=(
            "6 月 5 日付给王芳两笔 500.00 元；6 月 5 日“租用场地”860.00 元，"
            "6 月 8 日又有“租用场地（补）”860.00 元。"
        ),
        remedy="删除多记的一行；确是两笔的，在摘要里写明。",
    ),
    Rule(
        "拆分付款",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        payment_split,
        reason="把一笔款拆成几笔，可能是为了避开集体决定。",
        example="限额 5,000.00 元，3 月 3 日付 4,900.00 元，3 月 5 日同一用途又付 4,800.00 元。",
        remedy="按一笔款办理审批，或说明为什么是两笔。",
        limits=("single-payment", "split-days", "split-nearness"),
    ),
)
