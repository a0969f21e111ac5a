"""Faults to plant into a clean year, one planter for every rule, in the words that clerks use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from unionxl.domain.activities import Activity
from unionxl.domain.ledger import LedgerEntry
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus, WorkItem
from unionxl.domain.policy import Limit
from unionxl.domain.proposals import Proposal
from unionxl.domain.services import ServiceEntry
from unionxl.domain.source import SourceRef

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook
    from unionxl.domain.members import Member

SHEETS = {
    "ledger_entries": "收支台账",
    "service_entries": "服务台账",
    "activities": "活动台账",
    "work_items": "年度计划",
    "budget_lines": "预算",
    "members": "会员",
    "dues_payments": "会费",
    "proposals": "提案",
    "disclosures": "公开",
    "limits": "支出标准",
    "meetings": "会议",
    "hardship_files": "困难档案",
    "past_services": "往年记录",
    "papers": "文件材料",
    "duties": "周期事项",
    "evidence_items": "考核清单",
    "bank_items": "对账记录",
    "openings": "期初余额",
}


class Draft:
    """A book that is being spoiled: tables as lists, and what every new row needs."""

    def __init__(self, book: UnionBook, rng: random.Random) -> None:
        self.rng = rng
        self.clean = book
        self.year = book.fiscal_year
        self.as_of = book.as_of
        self.settings = book.settings
        self.tables: dict[str, list[Any]] = {
            name: list(getattr(book, name)) for name in (*SHEETS, "accounts")
        }
        self.workers: list[Member] = []
        self.last_voucher = len(self.tables["ledger_entries"])
        self.rows = {
            name: max((one.source.row for one in rows if one.source), default=3)
            for name, rows in self.tables.items()
            if name != "accounts"
        }

    def book(self) -> UnionBook:
        """Return the spoiled book."""
        tables: dict[str, Any] = {name: tuple(rows) for name, rows in self.tables.items()}
        return replace(self.clean, settings=self.settings, as_of=self.as_of, **tables)

    def add(self, table: str, record: Any) -> SourceRef:
        """Add a record as a new row, and say where it stands."""
        self.rows[table] += 1
        source = SourceRef(SHEETS[table], self.rows[table])
        self.tables[table].append(replace(record, source=source))
        return source

    def change(self, table: str, index: int, **changes: Any) -> SourceRef:
        """Change a row, and say where it stands."""
        record = replace(self.tables[table][index], **changes)
        self.tables[table][index] = record
        return SourceRef(SHEETS[table], record.source.row)

    def amount(self, low: int = 20, high: int = 60) -> Decimal:
        """Return a small sum that is not round."""
        return Decimal(self.rng.randrange(low * 100, high * 100, 100) + 37) / 100

    def day(self, month: int | None = None) -> dt.date:
        """Return a day of the year."""
        return dt.date(self.year, month or self.rng.randint(1, 12), self.rng.randint(1, 28))

    def voucher(self, skipped: int = 0) -> str:
        """Return the next voucher number."""
        self.last_voucher += 1 + skipped
        return f"记-{self.last_voucher:04d}"

    def worker(self) -> Member:
        """Return a member who is at work all the year, another one every time."""
        if not self.workers:
            self.workers = [
                one
                for one in self.clean.members
                if not one.has_left and one.joined_on and one.joined_on.year < self.year
            ]
            self.rng.shuffle(self.workers)
        return self.workers.pop()

    def expense_account(self) -> tuple[str, str]:
        """Return the account of the business costs of this chart."""
        name = "业务支出"
        account = next(
            one
            for one in self.clean.accounts
            if one.account_name == name and one.edition == self.settings.account_edition
        )
        return account.account_code, name

    def pay(self, **changes: Any) -> SourceRef:
        """Add a payment that is right, but for these changes."""
        code, name = self.expense_account()
        signers = [one.name for one in self.clean.members[:3]]
        plain = LedgerEntry(
            booked_on=self.day(12),
            voucher_no="",
            description=f"办公用品第{self.rng.randrange(10**9)}批",
            account_code=code,
            account_name=name,
            income_amount=ZERO,
            expense_amount=self.amount(),
            fund_source="行政补助",
            item_no="",
            occasion="",
            beneficiary="",
            person_count=None,
            payment_form="",
            list_signed=None,
            attachment_count=1,
            handler=signers[0],
            witness=signers[1],
            approver=signers[2],
            remark="",
            source=SourceRef("", 0),
        )
        if "voucher_no" not in changes:
            changes["voucher_no"] = self.voucher()
        return self.add("ledger_entries", replace(plain, **changes))

    def give(self, **changes: Any) -> SourceRef:
        """Add a gift to one member that is right, but for these changes."""
        plain = {
            "beneficiary": changes.get("beneficiary") or self.worker().name,
            "person_count": 1,
            "payment_form": "实物",
            "list_signed": True,
            "fund_source": "拨缴经费",
        }
        return self.pay(**{**plain, **changes})

    def serve(self, **changes: Any) -> SourceRef:
        """Add a service that cost nothing, but for these changes."""
        member = changes.pop("member", None) or self.worker()
        plain = ServiceEntry(
            served_on=self.day(),
            member_no=member.member_no,
            member_name=member.name,
            service_kind="结对",
            content="谈心",
            amount=None,
            voucher_no="",
            is_booked=None,
            proof="记录",
            handler=self.clean.members[0].name,
            remark="",
            source=SourceRef("", 0),
        )
        return self.add("service_entries", replace(plain, **changes))

    def hold(self, **changes: Any) -> SourceRef:
        """Add an activity that is right, but for these changes."""
        plain = Activity(
            item_no="",
            name="教职工座谈会",
            held_on=self.day(),
            place="会议室",
            expected_count=30,
            attended_count=30,
            winner_count=None,
            day_count=None,
            cost_amount=None,
            voucher_no="",
            evidence="签到",
            remark="",
            source=SourceRef("", 0),
        )
        return self.add("activities", replace(plain, **changes))

    def plan(self, **changes: Any) -> SourceRef:
        """Add an item that was done, but for these changes."""
        month = Month(self.year, self.rng.randint(1, 12))
        plain = WorkItem(
            item_no=f"F{len(self.tables['work_items'])}",
            planned_months=(month,),
            planned_start_on=None,
            planned_end_on=None,
            description="整理工会档案",
            category="其他",
            owner=self.clean.members[0].name,
            audience="",
            planned_count=None,
            budget_amount=None,
            account_code="",
            status=PlanStatus.DONE,
            done_on=month.last_on,
            outcome="已归档",
            origin="",
            remark="",
            source=SourceRef("", 0),
        )
        return self.add("work_items", replace(plain, **changes))

    def propose(self, **changes: Any) -> SourceRef:
        """Add a proposal that was answered in time, but for these changes."""
        plain = Proposal(
            proposal_no=f"T{len(self.tables['proposals']) + 1}",
            session="",
            sponsor=self.clean.members[5].name,
            seconders="",
            subject="关于增设饮水机的提案",
            category="",
            filing="立案",
            responsible_unit="总务处",
            assigned_on=dt.date(self.year, 1, 19),
            answer_due_on=dt.date(self.year, 4, 17),
            answered_on=dt.date(self.year, 4, 1),
            result="已办",
            satisfaction="满意",
            source=SourceRef("", 0),
        )
        return self.add("proposals", replace(plain, **changes))

    def limit(self, limit_id: str, amount: str, matter: str) -> None:
        """Add a limit of the union's own, confirmed from above."""
        if not any(one.limit_id == limit_id for one in self.tables["limits"]):
            limit = Limit(
                limit_id=limit_id,
                province="",
                matter=matter,
                measure="",
                amount=Decimal(amount),
                valid_from=None,
                valid_to=None,
                document="本单位财务制度",
                document_no="",
                article="",
                confidence="上级已确认",
                source=None,
            )
            self.add("limits", limit)

    def dues_index(self) -> int:
        """Return the place of a dues row of a member at work, in one of the first eleven months."""
        number = self.worker().member_no
        months = [Month(self.year, one) for one in range(1, 12)]
        rows = [
            index
            for index, one in enumerate(self.tables["dues_payments"])
            if one.member_no == number and one.month in months and one.paid_amount
        ]
        return self.rng.choice(rows)


@dataclass(frozen=True)
class Fault:
    """How a fault is planted; a sweeping one changes what other faults rest on."""

    rule_id: str
    plant: Callable[[Draft], SourceRef | None]
    sweeps: bool = False
    most: int = 4
