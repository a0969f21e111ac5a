"""《活动登记》: an activity that was held, typed once for register, ledger and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.written import union_name
from unionxl.tables.activities import ACTIVITY_CATEGORIES
from unionxl.tables.ledger import FUND_SOURCES
from unionxl.views.bands import Band, Span, stack
from unionxl.views.drafts import LineCells
from unionxl.views.layout import Cell
from unionxl.views.tables import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.views.bands import Line
    from unionxl.views.drafts import DraftSheet
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "done", "活动登记"

NAME, DAY, PLACE, CATEGORY = "活动名称", "日期", "地点", "类别"
EXPECTED, ATTENDED, WINNERS, DAYS = "应到人数", "实到人数", "获奖人数", "天数"
PEOPLE, LEADER, EVIDENCE, REMARK = "参加人员", "负责人", "资料", "备注"
COST, VOUCHER, ACCOUNT, FUND = "费用", "凭证号", "科目编码", "经费来源"
HANDLER, APPROVER = "经手人", "审批人"
# What the sheet knows besides: the item of the plan, and how it stands there.
ITEM, PLANNED = "=item", "=planned"

PAGE = Page((11, 16, 11, 16, 11, 16))
_WIDE = (Span(1, 1), Span(2, 6))
_TEXT, _DATE, _MONEY = ("input", "body"), ("input-date", "date"), ("input-money", "money")
_CODE, _COUNT, _CHOICE = (
    ("input-code", "code"),
    ("input-count", "count"),
    ("input-choice", "body-center"),
)
STYLES = {
    **dict.fromkeys((NAME, PLACE, PEOPLE, LEADER, EVIDENCE, REMARK, HANDLER, APPROVER), _TEXT),
    **dict.fromkeys((EXPECTED, ATTENDED, WINNERS, DAYS), _COUNT),
    **dict.fromkeys((VOUCHER, ACCOUNT), _CODE),
    **dict.fromkeys((CATEGORY, FUND), _CHOICE),
    DAY: _DATE,
    COST: _MONEY,
}
CHOICES = {CATEGORY: ACTIVITY_CATEGORIES, FUND: FUND_SOURCES}
_HELD = ((NAME,), (DAY, PLACE, CATEGORY), (EXPECTED, ATTENDED, WINNERS), (PEOPLE,))
_KEPT = ((DAYS, LEADER), (EVIDENCE,), (REMARK,))
_PAID = ((COST, VOUCHER, ACCOUNT), (FUND, HANDLER, APPROVER))


def done_sheet(book: UnionBook, draft: DraftSheet) -> SheetSpec:
    """Lay out one activity: what was held, and what was paid for it."""
    head = LineCells(VIEW_ID, draft.head)
    item = draft.head.facts.get(ITEM, "")
    planned = draft.head.facts.get(PLANNED, "")
    top = (
        PAGE.title(f"{union_name(book.settings.unit_name)}活动登记"),
        PAGE.subtitle(f"计划 {item}：{planned}" if item else "不在计划里的活动"),
        PAGE.remark(_told(draft), "warning" if draft.head.reason else "note"),
    )
    bands = (
        Band("head", top),
        Band("held", (PAGE.section("活动"), *_rows(head, (*_HELD, *_KEPT), is_first=True))),
        Band("paid", (PAGE.section("费用"), *_rows(head, _PAID))),
    )
    return stack(bands).sheet(VIEW_ID, TITLE, PAGE.widths)


def _told(draft: DraftSheet) -> str:
    """Say what became of the activity, or what to do."""
    head = draft.head
    if head.registered:
        return (
            f"{head.registered}。要登记另一次活动，请在《年度计划》选中那一项，再点「活动登记」。"
        )
    if head.reason:
        return f"没有登记：{head.reason}"
    return (
        "填好以后再点「活动登记」，就记入《活动台账》；有费用的，同时记入《收支台账》。"
        "计划里的这一项也随着记为已完成。"
    )


def _rows(
    head: LineCells, names: tuple[tuple[str, ...], ...], *, is_first: bool = False
) -> Iterator[Line]:
    """Lay out cells behind their names, up to three in a row."""
    for row in names:
        cells = [cell for name in row for cell in (Cell(name, "header"), _cell(head, name))]
        if is_first:
            cells[0] = head.facts(cells[0])
            is_first = False
        if len(row) == 1:
            yield PAGE.row(cells, _WIDE)
        else:
            yield PAGE.row((*cells, *[Cell(None, "blank")] * (len(PAGE.widths) - len(cells))))


def _cell(head: LineCells, name: str) -> Cell:
    style, locked = STYLES[name]
    return head.input(name, style, locked, choices=CHOICES.get(name, ()))
