"""The index of registers: what the year leaves behind for those who inspect it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.left_out import LeftOut
from unionxl.tables.all import BY_SHEET, REGISTERS
from unionxl.tables.duties import DUTIES
from unionxl.tables.evidence import EVIDENCE
from unionxl.tables.registers import count_evidence, registers, source_sheet
from unionxl.views.bands import Band, Span, stack
from unionxl.views.layout import Cell
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.view import RETENTION, View
from unionxl.views.wording import owner_name, start_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.retention import Retention
    from unionxl.tables.registers import EvidenceCount, Register
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID = "register-index"
TITLE = "台账目录"
PAGE = Page((8, 14, 38, 8, 13, 8, 8, 17, 9))
REGISTER_SPANS = (Span(1, 1), Span(2, 2), Span(3, 3), Span(4, 4), Span(5, 5), Span(6, 9))
KEPT_SPANS = (Span(1, 1), Span(2, 4), Span(5, 6), Span(7, 9))
# Of what the sheet speaks.
TABLES_TOLD = (*REGISTERS, DUTIES, EVIDENCE)
# What is counted by other words than the registers themselves have, and what is kept on paper.
ON_PAPER = ("固定资产台账",)


def register_index(book: UnionBook, retention: Sequence[Retention] = ()) -> SheetSpec:
    """List the registers and the assessment list with what is there and what is missing."""
    left_out = LeftOut.of(book)
    facts = (f"清点日期 {book.as_of:%Y-%m-%d}", start_note(book.settings.start_month))
    head = (
        PAGE.title(f"{owner_name(book)}{book.fiscal_year} 年台账目录".strip()),
        PAGE.subtitle("　·　".join(filter(None, facts))),
    )
    bands = (
        Band("head", head, head=len(head)),
        _registers(registers(book), left_out),
        _evidence(count_evidence(book), left_out),
        *_retention(retention, book.fiscal_year),
        _foot(book),
    )
    paged = paginate(bands, page_height(PAGE.widths))
    return stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths)


def _registers(found: Sequence[Register], left_out: LeftOut) -> Band:
    """Lay out the registers of the workbook, then those on paper."""
    heads = [
        Cell(text, "header") for text in ("序号", "工作表", "台账", "条数", "最后日期", "缺什么")
    ]
    rows = [_register_row(number, register, left_out) for number, register in enumerate(found, 1)]
    rows += [
        PAGE.row(
            (
                Cell(number, "count"),
                Cell("纸质", "body-center"),
                Cell(name),
                Cell(None, "count"),
                Cell(None, "date"),
                Cell("不在工作簿中，请人工清点"),
            ),
            REGISTER_SPANS,
        )
        for number, name in enumerate(ON_PAPER, len(found) + 1)
    ]
    return PAGE.table("台账", "一、台账", PAGE.row(heads, REGISTER_SPANS), rows)


def _register_row(number: int, register: Register, left_out: LeftOut) -> Line:
    """Lay out one register."""
    gaps = "；".join(f"{count:,} 条{gap}" for gap, count in register.gaps)
    count = left_out.count(register.table)
    state = gaps or ("没有发现缺项" if register.row_count else "" if count else "还没有记录")
    if count:
        state = "；".join(filter(None, (state, f"本表有 {count:,} 行未计入")))
    return PAGE.row(
        (
            Cell(number, "count"),
            Cell(register.table.sheet, "body-center"),
            Cell(register.name),
            Cell(register.row_count, "count"),
            Cell(register.last_on, "date"),
            Cell(state),
        ),
        REGISTER_SPANS,
    )


def _evidence(counts: Sequence[EvidenceCount], left_out: LeftOut) -> Band:
    """Lay out the assessment list with the rows that were counted for it."""
    title = "二、考核清单"
    if not counts:
        nothing = PAGE.nothing(f"{left_out.nothing(EVIDENCE, '还没有填写')}。")
        return Band("考核清单", (PAGE.section(title), nothing), head=1)
    header = ("编号", "类别", "考核内容", "分值", "取数来源", "需要", "现有", "状态", "自评分")
    rows = [_evidence_row(count, left_out) for count in counts]
    points = [count.item.points for count in counts if count.item.points is not None]
    scores = [count.item.own_score for count in counts if count.item.own_score is not None]
    total = PAGE.row(
        (
            Cell(None, "total"),
            Cell("合计", "total"),
            Cell(None, "total"),
            Cell(_plain(sum(points, Decimal(0))) if points else None, "total"),
            *(Cell(None, "total") for _ in range(4)),
            Cell(_plain(sum(scores, Decimal(0))) if scores else None, "total"),
        )
    )
    return PAGE.table("考核清单", title, PAGE.header(header), (*rows, total))


def _evidence_row(count: EvidenceCount, left_out: LeftOut) -> Line:
    """Lay out one line of the list."""
    item = count.item
    return PAGE.row(
        (
            Cell(item.evidence_no or None, "code", link=item.source),
            Cell(item.category or None, "body-center"),
            Cell(item.content),
            Cell(_plain(item.points), "body-center"),
            Cell(item.counted_from or None, "body-center"),
            Cell(item.needed_count, "count"),
            Cell(count.counted, "count"),
            Cell(evidence_state(count, _left_in_source(count, left_out)), "body-center"),
            Cell(_plain(item.own_score), "body-center"),
        )
    )


def _retention(retention: Sequence[Retention], year: int) -> Iterator[Band]:
    """Lay out how long the accounting papers of the year must be kept, and by which rule."""
    if not retention:
        return
    title = "三、会计档案保管期限"
    heads = ("序号", "会计档案", "最低保管期限", f"{year} 年的至少保管到")
    header = PAGE.row([Cell(text, "header") for text in heads], KEPT_SPANS)
    rows = [
        PAGE.row(
            (
                Cell(number, "count"),
                Cell(one.papers),
                Cell(one.told, "body-center"),
                Cell(one.until(year) or None, "body-center"),
            ),
            KEPT_SPANS,
        )
        for number, one in enumerate(retention, 1)
    ]
    documents = dict.fromkeys(str(one.citation) for one in retention)
    told = f"依据：{'；'.join(documents)}。期限从年度终了后的第一天算起，是最低要求。"
    yield PAGE.table("会计档案", title, header, (*rows, PAGE.remark(told)))


def _left_in_source(count: EvidenceCount, left_out: LeftOut) -> int:
    """Return how many rows of the sheet that a line counts were left out."""
    table = BY_SHEET.get(source_sheet(count.item.counted_from))
    return left_out.count(table) if table in TABLES_TOLD else 0


def evidence_state(count: EvidenceCount, left_count: int = 0) -> str:
    """Say whether there is enough; what was not counted is never called complete."""
    if left_count and (count.missing_count or not count.counted):
        return f"有 {left_count:,} 行未计入"
    if count.counted is None:
        return "请人工核对"
    if count.missing_count is None:
        return "有记录" if count.counted else "还没有记录"
    return f"缺 {count.missing_count} 份" if count.missing_count else "份数够"


def _plain(number: Decimal | None) -> str | None:
    """Write points without needless zeros."""
    if number is None:
        return None
    return f"{number.normalize():f}"


def _foot(book: UnionBook) -> Band:
    """Say what the counts do not say."""
    lines = [
        PAGE.remark(
            "“份数够”只表示条数达到《考核清单》的需要份数；材料内容和签字请逐份查看。"
            "取数来源可写工作表名，或“工作表：关键词”，如 服务台账：五必访。"
        )
    ]
    left_out = LeftOut.of(book).text(*TABLES_TOLD)
    if left_out:
        lines.append(PAGE.remark(f"{left_out}，请运行“检查”查看。", "warning"))
    return Band("foot", tuple(lines), clings=True)


VIEW = View(VIEW_ID, TITLE, register_index, TABLES_TOLD, (RETENTION,))
