"""What is said of the rows below and inside a table that count already, or why they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.source import SourceRef
from unionxl.rules.finding import Finding, Severity
from unionxl.rules.remarks import BELOW, NOT_COUNTED
from unionxl.workbook.port import Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionxl.workbook.port import Leftover, RowsBelow

MOST_RANGES = 5
_AT_SAVE = "；保存时表格会加长。"
_MOVE = "确是登记内容的，请移到表格里。"
_SAID = {
    Why.GAP: (
        "与表格之间隔着空行，没有计入。",
        "请删去中间的空行，让这些行紧接表格；不是登记内容的，请移到别的工作表。",
    ),
    Why.AFTER: (
        "在合计、说明一类的行下面，没有计入。",
        "请把这些行移到那一行上面，让它们紧接表格；不是登记内容的，请移到别的工作表。",
    ),
    Why.TOTAL: ("像是合计行，没有计入。", f"请核对：合计由程序算出，这一行可以删去；{_MOVE}"),
    Why.SIGNATURE: ("像是制表、审核一类的说明，没有计入。", f"请核对：是说明的不用处理；{_MOVE}"),
    Why.SINGLE: ("只填了一栏，没有计入。", "请补填其他各栏；是说明的不用处理。"),
    Why.HEADER: ("与表头相同，没有计入。", "请删去这一行，让下面的行紧接表格。"),
    Why.MERGED: ("有合并的单元格，没有计入。", f"请取消合并；{_MOVE}"),
    Why.TOTALS_ROW: (
        "在表格的汇总行下面，没有计入。",
        "请关闭汇总行（表设计→汇总行），让这些行紧接表格。",
    ),
    Why.HEADER_INSIDE: ("与表头相同，没有计入。", "请删去重复的表头。"),
    Why.TOTAL_INSIDE: (
        "像是合计行，没有计入。",
        (
            "请核对：合计由程序算出，请删去，免得公式重复计算；"
            "确是登记内容的，请把“合计”一类的词改写清楚。"
        ),
    ),
    Why.SIGNATURE_INSIDE: (
        "像是制表、审核一类的说明，没有计入。",
        "请核对：是说明的可以删去；确是登记内容的，请把开头的几格填全。",
    ),
}
_UNDER_HEADER = (
    "在重复的表头下面，没有计入。",
    "请删去重复的表头那一行，让这些行紧接表格，就会计入；不是登记内容的，请移到别的工作表。",
)
_DATA = frozenset({Why.GAP, Why.AFTER, Why.HEADER, Why.TOTALS_ROW, Why.TOTAL_INSIDE})


_REASONS = {(why, False): said for why, said in _SAID.items()} | {(Why.AFTER, True): _UNDER_HEADER}


def below_findings(
    sheet: str, below: RowsBelow, inside: Sequence[Leftover] = ()
) -> Iterator[Finding]:
    """Say which rows below a table, and inside it, do not count or do, each reason once."""
    if below.count:
        rows = _range(below.first, below.last)
        yield Finding(
            BELOW,
            Severity.NOTE,
            f"{rows}在表格外，已一并计入{_AT_SAVE}",
            "请核对：不属于这张表的，请移到别的工作表。",
            (SourceRef(sheet, below.first),),
        )
    under_header = set(_under_header(below.left))
    for (why, is_under), (what, advice) in _REASONS.items():
        found = [
            one
            for one in (*inside, *below.left)
            if one.why is why and (one in under_header) is is_under
        ]
        if found:
            yield Finding(
                NOT_COUNTED,
                Severity.WARNING if why in _DATA else Severity.NOTE,
                _ranges(found) + what,
                advice,
                (SourceRef(sheet, found[0].first),),
            )


def _under_header(left: Sequence[Leftover]) -> Iterator[Leftover]:
    """Yield the rows of which the nearest row above that is none repeats the header."""
    is_header = False
    for one in left:
        if one.why is not Why.AFTER:
            is_header = one.why is Why.HEADER
        elif is_header:
            yield one


def below_notes(sheet: str, below: RowsBelow, inside: Sequence[Leftover] = ()) -> tuple[str, ...]:
    """Say the same in sentences, for what is done without reading the whole book."""
    return tuple(str(one) for one in below_findings(sheet, below, inside))


def rows_below_notes(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Say what was found below the tables of a workbook that is only read."""
    return tuple(
        str(replace(one, message=one.message.replace(_AT_SAVE, "。")))
        for one in findings
        if one.rule_id in {BELOW, NOT_COUNTED}
    )


def not_lengthened(sheets: Sequence[str]) -> str:
    """Say which tables did not grow at a save over the rows that follow them."""
    names = "".join(f"《{name}》" for name in sheets)
    return (
        f"{names}的表格这次没有加长，下面的行仍在表格外；这些行已经计入。"
        "请撤销这张表的工作表保护，或拖动表格右下角，把这些行包进表格。"
    )


def _ranges(found: Sequence[Leftover]) -> str:
    """Name rows of the sheet."""
    rest = "等" if len(found) > MOST_RANGES else ""
    return "、".join(_range(one.first, one.last) for one in found[:MOST_RANGES]) + rest


def _range(first: int, last: int) -> str:
    """Name rows that follow each other."""
    return f"第 {first} 行" if first == last else f"第 {first} 至 {last} 行"
