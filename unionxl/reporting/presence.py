"""Which tables have rows, so that the year's report says of none that it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.left_out import LeftOut
from unionxl.tables.all import REGISTERS
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES
from unionxl.tables.evidence import EVIDENCE
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.services import SERVICES
from unionxl.views.wording import year_word

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.year_end import YearEnd
    from unionxl.tables.model import Table

# What a year's report speaks of.
TABLES_TOLD = (*REGISTERS, EVIDENCE)
DEEDS = tuple(table for table in REGISTERS if table.register and table.register.tells_deeds)


def presence(book: UnionBook) -> dict[str, bool]:
    """Tell which tables have rows, so that none is said to be empty that is not."""
    left_out = LeftOut.of(book)

    def has_rows(table: Table) -> bool:
        return bool(getattr(book, table.field) or left_out.count(table))

    is_any = any(map(has_rows, DEEDS)) or left_out.count(*TABLES_TOLD)
    return {
        "有计划": has_rows(PLAN),
        "有台账": has_rows(LEDGER),
        "有会费": has_rows(DUES),
        "有记录": bool(is_any),
    }


def left_out_facts(book: UnionBook, *tables: Table) -> dict[str, int | str]:
    """Return what is said of rows that count nowhere; `tables` are those a document speaks of."""
    left_out = LeftOut.of(book)
    return {"未计入行数": left_out.count(*tables), "未计入": left_out.text(*tables, here="本文")}


def nothing_facts(book: UnionBook) -> dict[str, str]:
    """Return the sentences on empty tables, one for each table that a report speaks of."""
    left_out = LeftOut.of(book)
    return {
        "无计划": left_out.nothing(PLAN, "没有事项"),
        "无服务": left_out.nothing(SERVICES),
        "无提案": left_out.nothing(PROPOSALS),
        "无公开": left_out.nothing(DISCLOSURES),
        "无收支": left_out.nothing(LEDGER),
        "无会费": left_out.nothing(DUES, "没有缴纳记录"),
    }


def undone_text(year_end: YearEnd, cancelled: int) -> str:
    """Say what the plan holds where nothing of it is done."""
    count = year_end.item_count + cancelled
    if not count:
        return f"{year_end.left_out.nothing(PLAN, '没有可以计入的事项')}。"
    state = "都已取消" if count == cancelled else "目前还没有完成的事项"
    return f"{plan_word(year_end)} {count} 项，{state}。"


def plan_word(year_end: YearEnd) -> str:
    """Name the works that are told: those of the year, or of the months kept."""
    return PLAN.sheet if year_word(year_end.start_month) == "本年" else "计划"
