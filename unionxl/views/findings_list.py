"""The list of findings: what is to be put right, and what the clerk has looked into."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.rules.by_row import beside_problems, by_row, key_of, led_elsewhere, numbered
from unionxl.rules.check_report import review_key
from unionxl.rules.finding import Severity, stretches_text
from unionxl.rules.pages import basis_of
from unionxl.tables.reviews import REVIEWS, Reviews
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Area, Cell, InputTarget, Orientation
from unionxl.views.paging import block_breaks, page_height
from unionxl.views.text import line_count
from unionxl.views.view import View
from unionxl.views.wording import owner_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.reviews import Review
    from unionxl.domain.source import SourceRef
    from unionxl.rules.check_report import CheckReport
    from unionxl.rules.finding import Finding
    from unionxl.rules.pages import Page
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID = "findings"
TITLE = "检查结果"
MARK_COLUMN, REASON_COLUMN = "处理", Reviews.reason.header
REVIEWED, WITHDRAWN = "已核实", "撤销"
MOST_OF_A_RULE = 500
HIGHEST_ROW = 400.0  # no program shows a row of more than 409 points

HEADER = ("级别", "位置", "栏目", "问题", "建议", "依据", "规则", MARK_COLUMN, REASON_COLUMN)
COLUMN_WIDTHS = (9.0, 20.0, 12.0, 44.0, 34.0, 24.0, 16.0, 9.0, 20.0)
SPANS = tuple(Span(number, number) for number in range(1, len(HEADER) + 1))
LEAST_SCATTERED, MOST_SCATTERED, LINKS_A_LINE = 2, 60, 5
LINK_SPANS = (Span(1, 2), Span(3, 3), Span(4, 4), Span(5, 5), Span(6, 6))
WHOLE = Span(1, len(HEADER))
COUNT_SPANS = (Span(1, 3), Span(4, 4), Span(5, 5), Span(6, 7), Span(8, 9))
SEVERITY_STYLES = {
    Severity.ERROR: "severity-error",
    Severity.WARNING: "severity-warning",
    Severity.NOTE: "severity-note",
}
HOW_TO = (
    (
        "必须更正：与记账、预算或文件的要求不符。请核对：可能不符，请对照原始凭证。提示：供参考。"
        "未检查不等于合格。同一行的几个问题写在一处，①②③各栏对应；金额大的在前。"
    ),
    (
        "点“位置”到达所指的单元格。核对后确认无误的，在“处理”选“已核实”并写明核实说明，再检查一次；"
        "内容或位置变了的，要重新核实。"
    ),
)


def findings_list(
    book: UnionBook, report: CheckReport, pages: Mapping[str, Page], left_out: Mapping[str, int]
) -> SheetSpec:
    """Lay out a check: what must be put right first, then what was not checked, then the rest.

    The clerk works through it before the members, the upper union and the reviewers of funds do.

    Args:
        book: The year's book.
        report: What the check found.
        pages: The page of every rule, by its id.
        left_out: How many rows were left out as unreadable, by sheet.
    """
    head, listing = _head(book, report), _problems(report, pages)
    bands = (
        head,
        listing,
        *_not_listed(report, pages),
        *_unchecked(report, pages, left_out),
        *_scattered(report, pages),
        *_reviewed(report, pages),
    )
    room = page_height(COLUMN_WIDTHS, Orientation.LANDSCAPE) - listing.lines[0].height
    stacked = stack(bands, page_breaks=block_breaks(bands, room))
    header_row = len(head.lines) + 1
    last_row = header_row + len(listing.lines) - 1
    table_area = Area(header_row, 1, last_row, len(HEADER)) if report.problems else None
    return stacked.list_sheet(VIEW_ID, TITLE, COLUMN_WIDTHS, header_row, filter_area=table_area)


def _head(book: UnionBook, report: CheckReport) -> Band:
    """Lay out title, counts and how the list is used."""
    counts = report.counts()
    names = (*(severity.value for severity in Severity), "未检查", REVIEWED)
    numbers = (
        *(counts[severity] for severity in Severity),
        len(report.unchecked),
        len(report.reviewed),
    )
    styles = (
        *(style if counts[one] else "body-center" for one, style in SEVERITY_STYLES.items()),
        "body-center",
        "body-center",
    )
    unit = owner_name(book)
    checked = f"检查日期 {book.as_of:%Y-%m-%d}"
    lines = [
        spread((WHOLE,), (Cell(f"{unit}{book.fiscal_year} 年{TITLE}".strip(), "title"),), 34),
        spread((WHOLE,), (Cell(checked, "subtitle"),), 18),
        spread(COUNT_SPANS, [Cell(name, "header") for name in names], 19),
        spread(
            COUNT_SPANS,
            [Cell(f"{number} 处", style) for number, style in zip(numbers, styles, strict=True)],
            22,
        ),
        *(_remark(text) for text in HOW_TO),
    ]
    return Band("head", tuple(lines))


def _problems(report: CheckReport, pages: Mapping[str, Page]) -> Band:
    """Lay out the header and every problem, of one rule no more than a clerk can go through."""
    lines = [spread(SPANS, [Cell(text, "header") for text in HEADER], 22)]
    shown: Counter[str] = Counter()
    for findings in _together(report):
        shown[findings[0].rule_id] += 1
        if shown[findings[0].rule_id] <= MOST_OF_A_RULE:
            lines.append(_open_line(findings, report, pages))
    if not report.problems:
        lines.append(_nothing("没有发现问题。"))
    return Band("problems", tuple(lines))


def _together(report: CheckReport) -> list[tuple[Finding, ...]]:
    """Return the problems by row, with what was not checked in the same rows."""
    beside, _ = beside_problems(report.unchecked, report.problems)
    return by_row((*report.problems, *beside))


def _not_listed(report: CheckReport, pages: Mapping[str, Page]) -> tuple[Band, ...]:
    """Say which rules found more than is listed."""
    found = Counter(findings[0].rule_id for findings in _together(report))
    lines = [
        _remark(
            f"「{pages[rule_id].title}」另有 {count - MOST_OF_A_RULE} 处没有逐条列出，"
            "请先更正以上各处，再检查一次。",
            "warning",
        )
        for rule_id, count in found.items()
        if count > MOST_OF_A_RULE
    ]
    return (Band("not-listed", tuple(lines)),) if lines else ()


def _unchecked(
    report: CheckReport, pages: Mapping[str, Page], left_out: Mapping[str, int]
) -> tuple[Band, ...]:
    """Lay out what could not be checked and why."""
    _, rest = beside_problems(report.unchecked, report.problems)
    lines = [
        _open_line((finding,), report, pages, led_elsewhere(finding, report.problems))
        for finding in rest
    ]
    lines += [
        _remark(f"《{sheet}》有 {count} 行因内容无法识别没有计入，也未检查；更正后请再检查一次。")
        for sheet, count in left_out.items()
        if count
    ]
    return (Band("unchecked", (_gap(), _section("未检查"), *lines), head=2),) if lines else ()


def _scattered(report: CheckReport, pages: Mapping[str, Page]) -> tuple[Band, ...]:
    """Lay out links to the rows of findings whose rows do not all follow each other."""
    lines: list[Line] = []
    for finding in report.standing:
        stretches = finding.stretches if finding.group else ()
        if len(stretches) < LEAST_SCATTERED:
            continue
        lines.append(_remark(f"{pages[finding.rule_id].title}：{finding.where}"))
        shown = stretches[:MOST_SCATTERED]
        for start in range(0, len(shown), LINKS_A_LINE):
            links = [
                Cell(stretches_text((stretch,)), "link", link=_span(stretch))
                for stretch in shown[start : start + LINKS_A_LINE]
            ]
            lines.append(spread(LINK_SPANS[: len(links)], links, 20.0))
        if rest := len(stretches) - len(shown):
            lines.append(_remark(f"另有 {rest} 处没有列出链接，请先更正以上各处，再检查一次。"))
    if not lines:
        return ()
    return (Band("scattered", (_gap(), _section("各行的位置"), *lines), head=2),)


def _reviewed(report: CheckReport, pages: Mapping[str, Page]) -> tuple[Band, ...]:
    """Lay out what the clerk has looked into, each with her reason."""
    if not report.reviewed:
        return ()
    note = _remark(f"要恢复为问题，请清空“{MARK_COLUMN}”或选“{WITHDRAWN}”，再检查一次。")
    lines = (_reviewed_line(finding, review, pages) for finding, review in report.reviewed)
    return (Band("reviewed", (_gap(), _section(REVIEWED), note, *lines), head=3),)


def _open_line(
    findings: Sequence[Finding],
    report: CheckReport,
    pages: Mapping[str, Page],
    shown: Finding | None = None,
) -> Line:
    """Lay out the findings about one row, which stand and are marked together.

    `shown` is the first as it is shown where it leads to another of its rows.
    """
    remarks = (report.remarks.get(review_key(one)) for one in findings)
    remark = next(filter(None, remarks), None)
    inputs = _inputs(key_of(findings), None, remark, (REVIEWED,))
    told = (shown, *findings[1:]) if shown else findings
    return _line(told, numbered(one.advice for one in findings), pages, inputs)


def _reviewed_line(finding: Finding, review: Review, pages: Mapping[str, Page]) -> Line:
    """Lay out a finding that the clerk has set aside."""
    inputs = _inputs(review_key(finding), REVIEWED, review.reason, (REVIEWED, WITHDRAWN))
    said = f"{review.reviewed_on:%Y-%m-%d} 核实。" if review.reviewed_on else ""
    return _line((finding,), said, pages, inputs)


def _inputs(
    key: str, mark: str | None, reason: str | None, choices: tuple[str, ...]
) -> tuple[Cell, Cell]:
    """Return the two cells that the clerk fills in."""
    marked = InputTarget(REVIEWS.name, key, MARK_COLUMN)
    reasoned = InputTarget(REVIEWS.name, key, REASON_COLUMN)
    return (
        Cell(mark, "input-choice", input_for=marked, choices=choices),
        Cell(reason or None, "input", input_for=reasoned),
    )


def _line(
    findings: Sequence[Finding], advice: str, pages: Mapping[str, Page], inputs: tuple[Cell, Cell]
) -> Line:
    """Lay out the findings about one row, as high as their longest text needs."""
    finding = findings[0]
    source = finding.sources[0] if finding.sources else None
    if source and finding.group:
        source = _span(finding.stretches[0])
    cells = (
        Cell(finding.severity.value, SEVERITY_STYLES[finding.severity]),
        Cell(_row_text(finding), "link" if source else "body", link=source),
        Cell(_column_text(finding)),
        Cell(numbered(one.message for one in findings)),
        Cell(advice or None),
        Cell(numbered(map(basis_of, findings)), "body-small"),
        Cell(numbered(pages[one.rule_id].title for one in findings), "body-small"),
        *inputs,
    )
    return spread(SPANS, cells, _height(cells))


def _height(cells: Iterable[Cell]) -> float:
    """Return the height in points that the texts of a row take."""
    lines = max(
        line_count(str(cell.value), width, size=9.5)
        for cell, width in zip(cells, COLUMN_WIDTHS, strict=True)
        if cell.value is not None
    )
    return min(max(20.0, 7 + 13.5 * lines), HIGHEST_ROW)


def _row_text(finding: Finding) -> str:
    """Say in which rows a finding is; the link leads on to the cells."""
    if not finding.sources:
        return "全部"
    place = finding.sources[0]
    rows = f"第 {place.row} 行"
    if finding.group:
        is_one = len(finding.stretches) < LEAST_SCATTERED
        rows = stretches_text(finding.stretches) if is_one else f"{len(finding.sources)} 行，见下"
    return f"《{place.sheet}》{rows}"


def _span(stretch: tuple[SourceRef, SourceRef]) -> SourceRef:
    """Return the cells of rows that follow each other as one place to lead to."""
    first, last = stretch
    cells = f"{first.cell}:{last.cell}" if first is not last and first.cell and last.cell else ""
    return replace(first, cell=cells) if cells else first


def _column_text(finding: Finding) -> str | None:
    """Say in which column, and in how many places a finding shows."""
    column = finding.sources[0].column if finding.sources else ""
    if finding.group:
        return column or None
    more = f"等 {len(finding.sources)} 处" if len(finding.sources) > 1 else ""
    return f"{column}{more}" or None


def _section(text: str) -> Line:
    return spread((WHOLE,), (Cell(text, "section"),), 20)


def _nothing(text: str) -> Line:
    return spread((WHOLE,), (Cell(text, "not-available"),), 22)


def _remark(text: str, style: str = "note") -> Line:
    """Lay out a remark over the whole width."""
    height = 4 + 13.0 * line_count(text, WHOLE.width(COLUMN_WIDTHS), size=9)
    return spread((WHOLE,), (Cell(text, style),), height)


def _gap() -> Line:
    """Lay out an empty row between two blocks."""
    return spread((WHOLE,), (Cell(None, "blank"),), 10)


VIEW = View(VIEW_ID, TITLE, findings_list, None)
