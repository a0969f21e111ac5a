"""Accounts of another program, and those of ours that they stand for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME, ChartOfAccounts, is_detail_of, names_agree
from unionxl.lists.model import AccountAsk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from unionxl.lists.entries import Entry

OTHER_SIDE = "other side"
_OTHER_CODE = re.compile(r"[123]\d{2,}(?:[.\-]?\d+)*")
_OTHER_NAME = re.compile(
    r"库存现金|^现金|银行存款|零余额|备用金|应收|应付|暂付|暂存|暂收|预付|固定资产|累计折旧|库存物品"
    r"|投资款|借入款|代管|净资产|工会资金|专用基金|结余|后备金|资产基金"
)
_CARRIED = re.compile(r"结转|转入结余|期末转账|年终转账")


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the accounts of a source mean; `named` are those that the clerk named before or now."""

    chart: ChartOfAccounts
    named: Mapping[str, str]

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
        if self.is_other_side(entry):
            return OTHER_SIDE
        return ""

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
            if self._is_equal(one) or (key not in self.named and self.is_other_side(one)):
                continue
            ours = self.named.get(key) or self._proposed(one)
            yield AccountAsk(key, one.account, count, ours, is_sure=key in self.named)

    def _is_equal(self, entry: Entry) -> bool:
        """Tell whether a code is one of ours and its name does not say that another is meant."""
        account = self.chart.find(entry.code) if entry.code else None
        if account is None:
            return bool(entry.code) and self.chart.covers(entry.code)
        name = entry.account
        if not name or names_agree(name, account.account_name) or is_detail_of(name, account.account_name):
            return True
        other = self.chart.named(name)
        return other is None or other.account_code == account.account_code

    def _proposed(self, entry: Entry) -> str:
        """Return the account of ours that bears the name."""
        if not entry.account:
            return ""
        found = self.chart.named(entry.account)
        return found.account_code if found else ""
