"""The chart of accounts, in two editions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionxl.domain.source import SourceRef

INCOME = "收入"
EXPENSE = "支出"

_GROUPED_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2})*")
_SEPARATOR = re.compile(r"[.\-－—·_/\\ ]+")
_MARKS = re.compile(r"[\s()（）【】\[\]、，,.。:：]+")
_LEVEL_MARK = re.compile(r"[-－—–/\\>＞_]+")
_DETAIL_MARK = re.compile(r"[-－—–/\\>＞_(（]+")
_CODE_MARKS = "0123456789."
_NAME_ENDING = re.compile(r"(?:支出|收入|费用)$")
NO_ACCOUNT = "（未填科目）"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of one edition; the same code may mean another account in the other."""

    edition: str
    account_code: str
    account_name: str
    kind: str
    parent_code: str
    source: SourceRef | None


@cache
def code_parts(code: str) -> tuple[str, ...]:
    """Split a code into its levels: three digits, then two for each level below.

    A code of another form is one part, so that 5041 is no child of 504.

    >>> code_parts("50102"), code_parts("501.02"), code_parts("5041")
    (('501', '02'), ('501', '02'), ('5041',))
    """
    pieces = tuple(piece for piece in _SEPARATOR.split(code.strip()) if piece)
    if len(pieces) != 1:
        return pieces
    if not _GROUPED_CODE.fullmatch(pieces[0]):
        return pieces
    digits = pieces[0]
    return (digits[:3], *(digits[at : at + 2] for at in range(3, len(digits), 2)))


def names_agree(written: str, account_name: str) -> bool:
    """Tell whether a written name can stand for an account.

    Marks and a closing 费, 支出 or 收入 do not matter; a path such as 职工活动支出-文体活动费 goes
    by its last piece.

    >>> names_agree("文体活动", "文体活动费"), names_agree("宣传活动费", "文体活动费")
    (True, False)
    """
    return _plain_name(written) == _plain_name(account_name)


def is_detail_of(written: str, account_name: str) -> bool:
    """Tell whether a written name is an account with a detail behind it.

    >>> is_detail_of("职工活动支出（会员活动）", "职工活动支出")
    True
    """
    head, *details = _DETAIL_MARK.split(written, maxsplit=1)
    return bool(details) and _plain_name(head) == _plain_name(account_name)


@cache
def _plain_name(name: str) -> str:
    """Return the last piece of a name without code, marks and closing word."""
    pieces = [piece for piece in _LEVEL_MARK.split(name) if piece.strip()]
    last = _MARKS.sub("", pieces[-1]).lstrip(_CODE_MARKS) if pieces else ""
    return _NAME_ENDING.sub("", last).removesuffix("费") or last


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    """The accounts of one edition, by code."""

    edition: str
    by_code: Mapping[str, Account]
    _by_parts: Mapping[tuple[str, ...], Account]
    _divided: frozenset[str]

    @classmethod
    def of(cls, accounts: Iterable[Account], edition: str) -> Self:
        """Take the accounts of an edition; a row without edition belongs to every one."""
        chosen = [account for account in accounts if account.edition in {edition, ""}]
        by_parts = {code_parts(account.account_code): account for account in chosen}
        above = (by_parts.get(code_parts(account.account_code)[:-1]) for account in chosen)
        return cls(
            edition,
            {account.account_code: account for account in chosen},
            by_parts,
            frozenset(found.account_code for found in above if found)
            | {account.parent_code for account in chosen},
        )

    def find(self, code: str) -> Account | None:
        """Return the account with a code, however its levels are separated."""
        return self.by_code.get(code) or self._by_parts.get(code_parts(code))

    def called(self, code: str, *written: str) -> str:
        """Return what an account is called: in the chart, else as it was written, else its code.

        Without a code there is no account, only what was written.
        """
        account = self.find(code) if code else None
        names = (account.account_name if account else "", *written)
        return next(filter(None, names), f"科目 {code}" if code else NO_ACCOUNT)

    def covers(self, code: str) -> bool:
        """Tell whether a code is an account, or a detail below one that the chart does not divide.

        Below an account whose own accounts are listed, only these are known.
        """
        if self.find(code) is not None:
            return True
        above = next((found for one in self.lineage(code)[1:] if (found := self.find(one))), None)
        return above is not None and above.account_code not in self._divided

    def named(self, name: str) -> Account | None:
        """Return the first account that a written name can stand for."""
        return next(
            (
                account
                for account in self.by_code.values()
                if names_agree(name, account.account_name)
            ),
            None,
        )

    def kind_of(self, code: str) -> str:
        """Return 收入 or 支出, from the account or the nearest one above; empty when unknown."""
        for ancestor in self.lineage(code):
            account = self._by_parts.get(code_parts(ancestor))
            if account is not None and account.kind:
                return account.kind
        return ""

    def lineage(self, code: str) -> tuple[str, ...]:
        """Return a code and the codes above it, nearest first.

        A parent that the chart names outranks the one that follows from the code.
        """
        found: list[str] = []
        following = code
        while following and following not in found:
            found.append(following)
            following = self._parent_of(following)
        return tuple(found)

    def _parent_of(self, code: str) -> str:
        account = self.find(code)
        if account is not None and account.parent_code:
            return account.parent_code
        parts = code_parts(code)[:-1]
        above = self._by_parts.get(parts)
        return above.account_code if above else "".join(parts)
