"""Accounts of another program, and those of ours that they stand for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME, is_detail_of, names_agree
from unionxl.lists.model import AccountAsk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.domain.accounts import ChartOfAccounts
    from unionxl.lists.entries import Entry

OTHER_SIDE = "other side"
_OTHER_CODE = re.compile(r"[123]\d{2,}(?:[.\-]?\d+)*")
_OTHER_NAME = re.compile(
    r"库存现金|^现金|银行存款|零余额|备用金|应收|应付|暂付|暂存|暂收|预付|固定资产|累计折旧|库存物品"
    r"|投资款|借入款|代管|净资产|工会资金|专用基金|结余|后备金|资产基金"
)
_ONE_ACCOUNT = re.compile(r"明细账|分户账|科目名?称?[:：]")
_CARRIED = re.compile(r"结转|转入结余|期末转账|年终转账")


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the accounts of a source mean.

    `named` are those that the clerk named, `kept` the ones that she named at an earlier import.
    """

    chart: ChartOfAccounts
    named: Mapping[str, str]
    kept: Mapping[str, str] = field(default_factory=dict)

    def key(self, entry: Entry) -> str:
        """Return by what an account of the source is known: its code, else its name."""
        return entry.code or entry.account

    def ours(self, entry: Entry) -> str:
        """Return the code of ours, OTHER_SIDE for an account that is none of income or expense."""
        key = self.key(entry)
        if not key:
            return ""
        if key in self.named:
            return self.named[key]
        if self._is_equal(entry):
            return entry.code
        if not entry.code and (code := self._named_exactly(entry.account)):
            return code
        if self.is_other_side(entry):
            return OTHER_SIDE
        return ""

    def of_title(self, found: Sequence[Entry], title: str) -> Sequence[Entry]:
        """Return the entries of the book of one account, 职工活动支出明细账, on that account."""
        if any(map(self.key, found)) or not _ONE_ACCOUNT.search(title):
            return found
        named = [one for one in self.chart.by_code.values() if one.account_name in title]
        if not named:
            return found
        account = max(named, key=lambda one: len(one.account_name))
        code, name = account.account_code, account.account_name
        return [replace(one, code=code, account=name) for one in found]

    def side(self, code: str) -> str:
        """Return 收入 or 支出 for a code of ours."""
        kind = self.chart.kind_of(code)
        return kind or {"4": INCOME, "5": EXPENSE}.get(code[:1], "")

    def is_other_side(self, entry: Entry) -> bool:
        """Tell whether an account holds what the union has or owes."""
        if entry.code:
            return bool(_OTHER_CODE.fullmatch(entry.code))
        return bool(_OTHER_NAME.search(entry.account))

    def is_carried(self, entry: Entry) -> bool:
        """Tell whether an entry only closes the accounts at the end of a period."""
        return bool(_CARRIED.search(entry.text))

    def asks(self, found: Iterable[Entry]) -> Iterator[AccountAsk]:
        """Give the accounts that are neither ours nor the other side, with what they may be."""
        entries = [one for one in found if one.has_amount and self.key(one)]
        counts = Counter(map(self.key, entries))
        for key, count in counts.items():
            one = next(entry for entry in entries if self.key(entry) == key)
            if self._is_equal(one) or (not one.code and self._named_exactly(one.account)):
                continue
            if key not in self.named and self.is_other_side(one):
                continue
            ours = self.named.get(key) or self._proposed(one)
            called = self.called(ours)
            yield AccountAsk(key, one.account, count, ours, called, is_sure=key in self.kept)

    def _is_equal(self, entry: Entry) -> bool:
        """Tell whether a code is one of ours and its name does not say that another is meant."""
        account = self.chart.find(entry.code) if entry.code else None
        if account is None:
            return False
        name = entry.account
        if (
            not name
            or names_agree(name, account.account_name)
            or is_detail_of(name, account.account_name)
        ):
            return True
        other = self.chart.named(name)
        return other is None or other.account_code == account.account_code

    def _named_exactly(self, name: str) -> str:
        """Return the only account of ours that is called just so, empty for none."""
        codes = [
            one.account_code for one in self.chart.by_code.values() if one.account_name == name
        ]
        return codes[0] if len(codes) == 1 else ""

    def _proposed(self, entry: Entry) -> str:
        """Return the account of ours that bears the name, else the code as a detail of one."""
        found = self.chart.named(entry.account) if entry.account else None
        if found is not None:
            return found.account_code
        if not (entry.code and self.chart.covers(entry.code)):
            return ""
        above = map(self.chart.find, self.chart.lineage(entry.code)[1:])
        return next((one.account_code for one in above if one), "")

    def name_for(self, ours: str, entry: Entry) -> str:
        """Return what an account of ours is called, with the detail that the source names."""
        called = self.chart.called(ours, entry.account)
        is_below = entry.code != ours and entry.code.startswith(ours)
        return f"{called}-{entry.account}" if is_below and entry.account else called

    def called(self, code: str) -> str:
        """Return what an account of ours is called, of a detail the one above it."""
        if not code:
            return ""
        found = self.chart.find(code)
        if found is not None:
            return found.account_name
        above = next(filter(None, map(self.chart.find, self.chart.lineage(code)[1:])), None)
        return f"{above.account_code} {above.account_name} 的明细" if above else ""
