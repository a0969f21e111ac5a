"""The proposals by how urgent they are, with cells to fill in, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.proposals import (
    AS_OPINION,
    FILED,
    State,
    days_left,
    figures_by,
    key_of,
    proposal_figures,
    repeated_keys,
    state_of,
)
from unionxl.tables.proposals import PROPOSAL_OUTCOMES, PROPOSALS, SATISFACTIONS, Proposals
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Cell, InputTarget, NativeChart, Orientation, PrintSetup
from unionxl.views.paging import page_height, paginate
from unionxl.views.proposal_words import figures_text, to_do_text, urging_texts
from unionxl.views.tables import Page
from unionxl.views.view import View
from unionxl.views.wording import UNKNOWN, owner_name, rate_value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.domain.proposals import Proposal, ProposalFigures
    from unionxl.values.column import Column
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "proposals", "提案办理"
LEFT = "剩余天数"
COLUMNS: tuple[tuple[Column | str, float], ...] = (
    (Proposals.proposal_no, 8),
    (Proposals.session, 13),
    (Proposals.subject, 28),
    (Proposals.sponsor, 8),
    (Proposals.seconders, 12),
    (Proposals.category, 9),
    (Proposals.filing, 9),
    (Proposals.responsible_unit, 10),
    (Proposals.assigned_on, 11.5),
    (Proposals.answer_due_on, 11.5),
    (LEFT, 9),
    (Proposals.answered_on, 11.5),
    (Proposals.outcome, 11),
    (Proposals.result, 20),
    (Proposals.satisfaction, 9),
)
HEADER = tuple(str(column) for column, _ in COLUMNS)
PAGE = Page(tuple(width for _, width in COLUMNS))
FILLED_IN: Mapping[Column, tuple[str, str, tuple[str, ...]]] = {
    Proposals.answered_on: ("input-date", "date", ()),
    Proposals.outcome: ("input-choice", "body-center", PROPOSAL_OUTCOMES),
    Proposals.satisfaction: ("input-choice", "body-center", SATISFACTIONS),
}
TO_BE_FILLED_IN = frozenset((FILED, AS_OPINION))
FIGURES = (
    *("件数", "立案", "作意见", "不立案", "应答复", "已答复", "按时答复", "逾期答复", "未答复"),
    *("答复率", "落实率", "满意率"),
)
FIGURE_SPANS = (Span(1, 3), *(Span(column, column) for column in range(4, 16)))
CHART, CHART_CM, CHART_COLUMN = "answers", (13.0, 5.2), 6
POINTS_A_CM = 72 / 2.54


def proposals_sheet(book: UnionBook) -> SheetSpec:
    """Lay out every proposal of the register, and the figures of all of them."""
    figures = proposal_figures(book.proposals, book.as_of)
    bands = (
        _head(book, figures),
        *_states(book),
        *(_answers(figures) if figures.due else ()),
        *_figures(book, Proposals.responsible_unit, lambda one: one.responsible_unit),
        *_figures(book, Proposals.category, lambda one: one.category),
        *_urging(book),
    )
    paged = paginate(bands, page_height(PAGE.widths, Orientation.LANDSCAPE))
    setup = PrintSetup(orientation=Orientation.LANDSCAPE)
    sheet = stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths, setup)
    return replace(sheet, charts=_charts(sheet, figures))


def _head(book: UnionBook, figures: ProposalFigures) -> Band:
    """Lay out the title, and what the proposals come to."""
    sessions = list(dict.fromkeys(one.session.strip() for one in book.proposals))
    of_session = f"　·　{sessions[0]}" if len(sessions) == 1 and sessions[0] else ""
    lines = [
        PAGE.title(f"{owner_name(book)}提案办理"),
        PAGE.subtitle(f"截至 {book.as_of:%Y-%m-%d}{of_session}"),
        PAGE.remark(figures_text(figures)),
    ]
    if to_do := to_do_text(figures):
        lines.append(PAGE.remark(to_do, "warning"))
    if figures.count:
        named = "、".join(f"“{column}”" for column in FILLED_IN)
        lines.append(
            PAGE.remark(f"{named}可以直接填在本表，再点「{TITLE}」，就记入《{PROPOSALS.sheet}》。")
        )
    repeated = dict.fromkeys(
        one.proposal_no for one in book.proposals if key_of(one) in repeated_keys(book.proposals)
    )
    if repeated:
        told = "、".join(number or "（空）" for number in repeated)
        what = f"编号 {told} 不止一行，这几行不能在本表填写。"
        lines.append(
            PAGE.remark(f"{what}请在《{PROPOSALS.sheet}》改好编号，再生成一次。", "warning")
        )
    return Band("head", tuple(lines), head=len(lines))


def _states(book: UnionBook) -> Iterator[Band]:
    """Yield the proposals by how they stand, the most urgent first."""
    cells = _Cells(book)
    for state in State:
        found = [one for one in book.proposals if state_of(one, book.as_of) is state]
        if found:
            title = f"{state.value}（{len(found)} 件）"
            rows = [PAGE.row(cells.of(one)) for one in sorted(found, key=_urgency)]
            yield PAGE.table(state.name, title, PAGE.header(HEADER), rows)


def _urgency(one: Proposal) -> tuple[bool, str]:
    """Sort by the day by which an answer is due; those without stand last."""
    due_on = one.answer_due_on
    return due_on is None, due_on.isoformat() if due_on else ""


class _Cells:
    """The cells of one proposal; those to be filled in lead back to its row."""

    def __init__(self, book: UnionBook) -> None:
        self._on = book.as_of
        self._repeated = repeated_keys(book.proposals)
        self._columns = book.columns

    def of(self, one: Proposal) -> list[Cell]:
        """Return the cells of a row."""
        return [self._cell(one, column) for column, _ in COLUMNS]

    def _cell(self, one: Proposal, column: Column | str) -> Cell:
        if isinstance(column, str):
            return Cell(left_text(one, self._on), "body-center")
        value = getattr(one, column.field)
        if column is Proposals.proposal_no:
            return Cell(value or "缺编号", "code", link=one.source)
        if column in FILLED_IN:
            return self._filled_in(one, column, value or None)
        is_day = column in {Proposals.assigned_on, Proposals.answer_due_on}
        return Cell(value or None, "date" if is_day else "body")

    def _filled_in(self, one: Proposal, column: Column, value: str | dt.date | None) -> Cell:
        style, locked, choices = FILLED_IN[column]
        has_column = str(column) in self._columns.get(one.source.sheet, {})
        is_known = bool(one.proposal_no.strip()) and key_of(one) not in self._repeated
        if not (has_column and is_known and one.filing in TO_BE_FILLED_IN):
            return Cell(value, locked)
        offered = choices if value is None or value in choices else ()
        target = InputTarget(PROPOSALS.name, row_key(one), str(column))
        return Cell(value, style if offered or not choices else "input", None, target, offered)


def row_key(one: Proposal) -> str:
    """Return what leads back to the row of a proposal."""
    session, number = key_of(one)
    return PROPOSALS.row_key(number, session)


def left_text(one: Proposal, on: dt.date) -> str | None:
    """Say how long the answer still has time.

    >>> import datetime as dt
    >>> from unionxl.domain.proposals import FILED, Proposal
    >>> from unionxl.domain.source import SourceRef
    >>> due = dt.date(2026, 4, 10)
    >>> words = ("T1", "", "", "", "", "", FILED, "", None, due, None, "", "")
    >>> one = Proposal(*words, SourceRef("提案", 4))
    >>> left_text(one, dt.date(2026, 4, 13)), left_text(one, due)
    ('逾期 3 天', '今天到期')
    """
    days = days_left(one, on)
    if days is None:
        return "没有期限" if one.needs_answer and not one.is_answered(on) else None
    if not days:
        return "今天到期"
    return f"{days} 天" if days > 0 else f"逾期 {-days} 天"


def _figures(book: UnionBook, column: Column, read: Callable[[Proposal], str]) -> tuple[Band, ...]:
    """Lay out the figures by what a column says."""
    found = figures_by(book.proposals, book.as_of, read)
    if not found:
        return ()
    header = PAGE.row([Cell(text, "header") for text in (str(column), *FIGURES)], FIGURE_SPANS)
    rows = [_figure_row(name or UNKNOWN, one, "body", "count", "rate") for name, one in found]
    whole = proposal_figures(book.proposals, book.as_of)
    rows.append(_figure_row("合计", whole, "total", "count", "total-rate"))
    return (PAGE.table(column.field, f"按{column}", header, rows),)


def _figure_row(name: str, one: ProposalFigures, text: str, count: str, rate: str) -> Line:
    counts = (one.count, one.filed, one.opinion, one.not_filed)
    answers = (one.due, one.answered, one.in_time, one.late, one.open)
    rates = (one.answer_rate, one.solved_rate, one.content_rate)
    cells = [Cell(name, text), *(Cell(figure or None, count) for figure in (*counts, *answers))]
    cells += [
        Cell("—", "body-center") if share is None else Cell(rate_value(share), rate)
        for share in rates
    ]
    return PAGE.row(cells, FIGURE_SPANS)


def _answers(figures: ProposalFigures) -> tuple[Band, ...]:
    """Lay out how many were answered in time, late, and not yet, with room for their chart."""
    spans = (Span(1, 3), Span(4, 4))
    rows = [
        PAGE.row((Cell(name), Cell(count, "count")), spans)
        for name, count in _answer_counts(figures)
    ]
    header = PAGE.row((Cell("答复情况", "header"), Cell("件数", "header")), spans)
    lines = [PAGE.section("答复情况"), header, *rows]
    left = CHART_CM[1] * POINTS_A_CM + 12 - sum(line.height for line in lines[1:])
    lines.append(spread((PAGE.whole,), (Cell(None, "blank"),), max(left, 10.0)))
    return (Band(CHART, tuple(lines), head=len(lines), step=len(lines)),)


def _answer_counts(figures: ProposalFigures) -> list[tuple[str, int]]:
    """Return how the answers stand; without a deadline only where there are such."""
    found = [
        ("按时答复", figures.in_time),
        ("逾期答复", figures.late),
        ("未答复", figures.open),
    ]
    if figures.without_deadline:
        found.insert(2, ("已答复（没有期限）", figures.without_deadline))
    return found


def _charts(sheet: SheetSpec, figures: ProposalFigures) -> tuple[NativeChart, ...]:
    """Return the chart of the answers, beside its figures."""
    block = next((one for one in sheet.blocks if one.name == CHART), None)
    if block is None:
        return ()
    counts = _answer_counts(figures)
    told = "、".join(f"{name} {count} 件" for name, count in counts)
    return (
        NativeChart(
            name="提案答复情况",
            title="提案答复情况（件）",
            alt_text=f"提案答复情况：{told}",
            block=CHART,
            header_row=1,
            row_count=len(counts),
            category_column=0,
            bar_columns=(3,),
            line_column=None,
            is_horizontal=True,
            row=block.top + 1,
            column=CHART_COLUMN,
            width_cm=CHART_CM[0],
            height_cm=CHART_CM[1],
        ),
    )


def _urging(book: UnionBook) -> tuple[Band, ...]:
    """Lay out a text for every department that owes an answer."""
    texts = urging_texts(book.proposals, book.as_of, book.settings.unit_name)
    if not texts:
        return ()
    title = "催办（点一下格子可以复制）"
    rows = [PAGE.row((Cell(text),), (PAGE.whole,)) for text in texts]
    again = (PAGE.section(f"{title}（续）"),)
    return (Band("urging", (PAGE.section(title), *rows), head=1, again=again),)


VIEW = View(VIEW_ID, TITLE, proposals_sheet, (PROPOSALS,))
