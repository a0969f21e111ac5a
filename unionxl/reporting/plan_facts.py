"""What the template of the plan's document may name, as texts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from unionxl.domain.left_out import LeftOut
from unionxl.domain.plan import PlanStatus
from unionxl.domain.written import UNION_ENDINGS, figure, full_day, money, short_day
from unionxl.reporting.plan_months import EVERY_MONTH, by_months
from unionxl.reporting.presence import left_out_facts
from unionxl.tables.budget import BUDGET
from unionxl.tables.evidence import EVIDENCE
from unionxl.tables.plan import CATEGORIES, PLAN, Plan
from unionxl.views.wording import owner_name
from unionxl.words.numerals import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem
    from unionxl.reporting.plan_months import Months

Facts = dict[str, Any]
PLAN_READS, READ_IF_THERE, BUDGET_READS = (PLAN,), (EVIDENCE,), (BUDGET,)
TARGETS, NOTE = "年度目标", Plan.remark.header
OTHER = CATEGORIES[-1]
EVERY_TITLE, TIMELESS_TITLE = f"常规工作（{EVERY_MONTH}）", "时间待定"
MOST_NAMED = 20
MOST_NUMERALS = 99
LONGEST_OWNER, SHORTEST_OWNER = 12, 2
_YEAR = re.compile(r"(?<!\d)20\d\d(?=\s?年)")
_OPEN = re.compile(r"[（(][^（）()]*[暂待]定[^（）()]*[）)]")
_STOPS = "。；;，,、 "
_DROPPED = {PlanStatus.POSTPONED, PlanStatus.CANCELLED}
_ROLE = re.compile(r"(?:主席|委员|老师|主任|园长)$")
_PLAIN_NAME = re.compile(r"[\w、· ]+")
BULLET = "● "
# What the import itself remarked: proposed days, days of festivals, doubts.
_SHARED = re.compile(r"（[^（）]*共用）$")
_OWN_REMARK = re.compile(r"日期拟为.*|.*\d{4}-\d\d-\d\d（周.）|.*请核对|.*[暂待]定")


def plan_facts(book: UnionBook, *, has_table: bool, has_budget: bool) -> Facts:
    """Return the facts of the plan's document."""
    name, year = book.settings.unit_name.strip(), book.fiscal_year
    union = "" if name.endswith(UNION_ENDINGS) else "工会"
    guiding = [line.strip() for line in book.settings.guiding_text.splitlines() if line.strip()]
    return {
        "标题": f"{name}{year}年度{union}工作计划",
        "单位": owner_name(book).strip() or "本单位工会",
        "年度": year,
        "日期": full_day(book.as_of),
        "指导思想": guiding,
        "写着往年": _is_of_another_year(book.settings.guiding_text, year),
        "目标": _targets(book),
        "重点": _priorities(book.work_items),
        "无事项": LeftOut.of(book).nothing(PLAN, "没有事项"),
        "安排": _arrangement(book.work_items, year),
        "用表格": has_table,
        "附预算": has_budget,
        **left_out_facts(book, PLAN, *(BUDGET_READS if has_budget else ())),
        **(_budget(book) if has_budget else {}),
    }


def _is_of_another_year(text: str, year: int) -> bool:
    """Tell whether a text names earlier years and not this one."""
    years = {int(found) for found in _YEAR.findall(text)}
    return bool(years) and max(years) < year


def _targets(book: UnionBook) -> list[str]:
    """Return the counted promises of the year from the assessment list."""
    found = []
    for one in book.evidence_items:
        if TARGETS in one.category:
            count = "" if one.needed_count is None else f"（目标：{one.needed_count}）"
            found.append(f"{_flat(one.content).rstrip(_STOPS)}{count}。")
    return [f"{number}. {text}" for number, text in enumerate(found, 1)]


def _priorities(items: Sequence[WorkItem]) -> list[Facts]:
    """Return the categories, the most frequent first, each with its items in a sentence."""
    counted = Counter(item.category or OTHER for item in items)
    known = {name: number for number, name in enumerate(CATEGORIES)}
    order = sorted(counted, key=lambda name: (-counted[name], known.get(name, len(known))))
    return [
        {
            "序号": written(number),
            "名称": _flat(name),
            "内容": _sentence([item for item in items if (item.category or OTHER) == name]),
        }
        for number, name in enumerate(order, 1)
    ]


def _sentence(items: Sequence[WorkItem]) -> str:
    """Merge items into a sentence, with budget and number of people where they are given."""
    named = "；".join(map(_briefly, items[:MOST_NAMED]))
    more = f"等 {len(items)} 项" if len(items) > MOST_NAMED else ""
    sums = [item.budget_amount for item in items if item.budget_amount]
    money_told = f"，已列预算合计 {money(sum(sums[1:], sums[0]))} 元" if len(sums) > 1 else ""
    return f"安排工作 {len(items)} 项{money_told}：{named}{more}。"


def _briefly(item: WorkItem) -> str:
    """Name an item as part of a sentence."""
    told = [
        f"预算 {figure(item.budget_amount)} 元" if item.budget_amount else "",
        f"{item.planned_count} 人" if item.planned_count else "",
    ]
    told = [part for part in told if part]
    text = _flat(item.description).rstrip(_STOPS)
    return f"{text}（{'，'.join(told)}）" if told else text


def _arrangement(items: Iterable[WorkItem], year: int) -> list[Facts]:
    """Return the blocks of the arrangement: by month, what every month has, what has no month."""
    groups = by_months(items, year)
    every = {months: found for months, found in groups.items() if months.is_every}
    without = {months: found for months, found in groups.items() if not months.months}
    dated = {one: groups[one] for one in groups if one not in every and one not in without}
    blocks = [("各月工作", dated), (EVERY_TITLE, every), (TIMELESS_TITLE, without)]
    shown = [(title, found) for title, found in blocks if found]
    is_alone = [title for title, _ in shown] == [blocks[0][0]]
    return [
        {
            "题": "" if is_alone else f"（{written(number)}）{title}",
            "各月": [_month(months, found) for months, found in block.items()],
        }
        for number, (title, block) in enumerate(shown, 1)
    ]


def _month(months: Months, items: Sequence[WorkItem]) -> Facts:
    """Return the items of one month or group of months, numbered where no text misleads."""
    texts = enumerate((_flat(item.description) for item in items), 1)
    misleads = any(_holds_next_number(text, number) for number, text in texts)
    marks = [BULLET if misleads else f"{number}. " for number in range(1, len(items) + 1)]
    return {
        "名称": months.in_cell,
        "题": months.as_head,
        "事项": [_item(item, mark, months) for item, mark in zip(items, marks, strict=True)],
    }


def _item(item: WorkItem, number: str, months: Months) -> Facts:
    """Return an item as the row of a table, and as an entry of a list with what is said of it."""
    text, owner, state = _flat(item.description), _flat(item.owner), item.status.value
    numbered = f"{number}{text}"
    is_tentative = item.status is PlanStatus.TENTATIVE and not _OPEN.search(text)
    mark = f"（{state}）" if is_tentative or item.status in _DROPPED else ""
    return {
        "内容": numbered,
        "负责人": owner,
        "备注": _beside(item, mark),
        **_entry(item, numbered + (mark if is_tentative else ""), months),
    }


def _entry(item: WorkItem, text: str, months: Months) -> Facts:
    """Return an item as the entry of a list: who does it in brackets where no more is said.

    A day in one of several months is a remark, so that the work stays one of all of them.
    """
    owner, said = _flat(item.owner), _said(item)
    if item.days and months.is_narrowed_by(item.days):
        said[NOTE] = said.pop("时间")
    if item.status in _DROPPED:
        said[NOTE] = "；".join(filter(None, (said.get(NOTE), item.status.value)))
    is_there = _ROLE.search(owner) and re.search(
        rf"[（(]{re.escape(owner)}[）)]$", item.description
    )
    if is_there or not owner:
        return {"条目": text, "细目": _line(said)}
    if said or not _fits_in_brackets(owner):
        return {"条目": text, "细目": _line({"负责人": owner, **said})}
    return {"条目": f"{text}（负责人：{owner}）", "细目": ""}


def _line(said: Facts) -> str:
    """Return the line below an entry."""
    return "；".join(f"{label}：{text}" for label, text in said.items())


def _fits_in_brackets(owner: str) -> bool:
    """Tell whether an owner is a short name, as one stands in brackets behind an item."""
    is_short = SHORTEST_OWNER <= len(owner) <= LONGEST_OWNER
    return is_short and _PLAIN_NAME.fullmatch(owner) is not None


def _said(item: WorkItem) -> Facts:
    """Return what is known of an item beside its work, under its label."""
    budget, count = item.budget_amount, item.planned_count
    found = {
        "时间": _days(item),
        "参加对象": _flat(item.audience),
        "人数": f"{count}人" if count else "",
        "预算": f"{figure(budget)}元" if budget else "",
    }
    return {label: text for label, text in found.items() if text}


def _beside(item: WorkItem, mark: str) -> str:
    """Return what stands beside an item in the last cell of its row."""
    said = _said(item)
    people = "".join(said.get(label, "") for label in ("参加对象", "人数"))
    budget = f"预算{said['预算']}" if "预算" in said else ""
    parts = (said.get("时间", ""), people, budget, *_remarks(item), mark)
    return "；".join(part for part in parts if part)


def _days(item: WorkItem) -> str:
    """Write the days of an item, with the year where it is another than the first month's."""
    if item.days is None:
        return ""
    first, last = item.days
    day = full_day if first.year != last.year else short_day
    if item.planned_start_on is None:
        return f"{day(last)}前"
    return day(first) if first == last else f"{day(first)}至{day(last)}"


def _remarks(item: WorkItem) -> list[str]:
    """Return what the clerk remarked, without what the import did."""
    parts = (_SHARED.sub("", part).strip() for part in _flat(item.remark).split("；"))
    told = {"", _days(item)}
    return [part for part in parts if part not in told and not _OWN_REMARK.fullmatch(part)]


def _holds_next_number(text: str, number: int) -> bool:
    """Tell whether the text of an item seems to hold the number of the one behind it."""
    following = number + 1
    numeral = written(following) if following <= MOST_NUMERALS else ""
    again = rf"(?<!\d){following}\s{{0,4}}[、.．,，)）]|[（(]\s?{following}\s?[)）]|[①-⒛㈠-㈩]"
    again += rf"|[（(]{numeral}[)）]|{numeral}、" if numeral else ""
    return re.search(again, text) is not None


def _flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def _budget(book: UnionBook) -> Facts:
    """Return the budget as the plan appends it."""
    rows: list[Facts] = []
    sums = {}
    for kind in ("收入", "支出"):
        lines = [one for one in book.budget_lines if one.kind == kind and not one.is_sum_row]
        rows += [
            {
                "类型": kind,
                "科目": f"{one.account_code} {one.account_name}".strip(),
                "金额": money(one.final_amount),
                "说明": _flat(one.note),
            }
            for one in lines
        ]
        amounts = [one.final_amount for one in lines]
        sums[f"{kind}合计"] = money(sum(amounts[1:], amounts[0])) if amounts else "—"
    return {"预算": rows, **sums}
