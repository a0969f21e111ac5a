"""How each style name looks: one named cell style in the workbook for each meaning in views."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from unionxl.views.styles import STYLE_MEANINGS

PREFIX = "工会 "
FONT_NAME = "微软雅黑"

INK = "1F2937"
MUTED = "6B7280"
ACCENT = "9B1C1C"
PALE_RED = "FBE9E7"
PALE_GREY = "F3F4F6"
PALE_AMBER = "FEF3C7"
PALE_YELLOW = "FFFBE6"
INPUT_BLUE = "1D4ED8"
RULE_GREY = "9CA3AF"
WHITE = "FFFFFF"
# The bars of native charts: dark and plain, light and hatched, so that grey tells them apart too.
CHART_DARK, CHART_LIGHT = "0072B2", "E69F00"
# Figures at the right end with a space that keeps them off the border: LibreOffice loses the indent
# of some of them.
MONEY, RATE, COUNT = "#,##0.00_ ", "0.0%_ ", "0_ "


@dataclass(frozen=True, slots=True)
class Edges:
    """The border style of each edge, in the words of SpreadsheetML; empty for none."""

    left: str = ""
    right: str = ""
    top: str = ""
    bottom: str = ""


NO_EDGES = Edges()
GRID = Edges("thin", "thin", "thin", "thin")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: sizes in points, colours as RRGGBB, empty for automatic.

    `style_name` is the name of the named cell style in the workbook.
    """

    style_name: str
    size: float = 10
    bold: bool = False
    italic: bool = False
    color: str = INK
    fill: str = ""
    horizontal: str = "left"
    vertical: str = "center"
    wrap: bool = False
    shrink: bool = False
    indent: int = 0
    number_format: str = "General"
    edges: Edges = NO_EDGES
    edge_color: str = RULE_GREY
    locked: bool = True


BODY = Look(PREFIX + "正文", size=9.5, edges=GRID, wrap=True, indent=1)
CENTER = replace(BODY, style_name=PREFIX + "居中", horizontal="center", indent=0)
HEADER = Look(
    PREFIX + "表头", bold=True, fill=PALE_GREY, horizontal="center", wrap=True, edges=GRID
)
UNDERLINE = Edges(bottom="thin")
WHITE_GAPS = Edges("thick", "thick", "thick", "thick")
SUM_EDGES = Edges("thin", "thin", "medium", "thin")


def _looks() -> dict[str, Look]:
    """Return every look by the style name that views use."""
    return (
        _heading_looks()
        | _table_looks()
        | _money_looks()
        | _book_looks()
        | _input_looks(BODY)
        | _day_looks()
        | _start_looks()
        | _run_looks()
        | _figure_looks()
    )


def _heading_looks() -> dict[str, Look]:
    """Return the looks of titles, section heads, remarks and what stands outside of tables."""
    centred = Look("", horizontal="center", color=MUTED)
    remark = Look(PREFIX + "说明", size=9, color=MUTED, wrap=True)
    return {
        "blank": Look(PREFIX + "空白"),
        "title": Look(
            PREFIX + "标题", size=18, bold=True, color=ACCENT, horizontal="center", shrink=True
        ),
        "subtitle": replace(centred, style_name=PREFIX + "副标题"),
        "note": remark,
        "note-top": replace(remark, style_name=PREFIX + "附注", vertical="top"),
        "note-calendar": replace(
            remark, style_name=PREFIX + "日历附注", size=8, vertical="top", wrap=True, color=INK
        ),
        "section": Look(
            PREFIX + "小节",
            size=11,
            bold=True,
            color=ACCENT,
            edges=Edges(bottom="medium"),
            edge_color=ACCENT,
        ),
        "warning": replace(remark, style_name=PREFIX + "提醒", bold=True, color=ACCENT),
        "signature": Look(PREFIX + "签字"),
        "input-key": Look(PREFIX + "隐藏", size=8, color=WHITE),
        "month-name": Look(PREFIX + "月名", size=11, bold=True, color=ACCENT, horizontal="center"),
        "small-header": replace(centred, style_name=PREFIX + "小表头", size=9),
    }


def _table_looks() -> dict[str, Look]:
    """Return the looks of the cells of a table."""
    return {
        "header": HEADER,
        "header-weekend": replace(HEADER, style_name=PREFIX + "周末表头", color=ACCENT),
        "body": BODY,
        "body-center": CENTER,
        "body-fit": replace(CENTER, style_name=PREFIX + "短文", wrap=False, shrink=True),
        "body-small": replace(BODY, style_name=PREFIX + "小字", size=8.5),
        "bar": replace(
            BODY, style_name=PREFIX + "进度", size=9, color=MUTED, wrap=False, shrink=True, indent=0
        ),
        **_severity_looks(),
        "code": replace(
            CENTER,
            style_name=PREFIX + "编号",
            size=9,
            wrap=False,
            shrink=True,
            number_format="@",
        ),
        "date": replace(CENTER, style_name=PREFIX + "日期", number_format="yyyy-mm-dd", wrap=False),
        "count": replace(
            CENTER, style_name=PREFIX + "整数", horizontal="right", number_format=COUNT
        ),
        "link": replace(BODY, style_name=PREFIX + "链接", color=INPUT_BLUE),
        "not-available": replace(CENTER, style_name=PREFIX + "暂无数据", color=MUTED, italic=True),
        "total": replace(HEADER, style_name=PREFIX + "合计", edges=SUM_EDGES),
    }


def _severity_looks() -> dict[str, Look]:
    """Return the looks of the words for what is not in order."""
    strong = replace(CENTER, bold=True)
    return {
        "severity-error": replace(
            strong, style_name=PREFIX + "必须更正", color=ACCENT, fill=PALE_RED
        ),
        "severity-warning": replace(strong, style_name=PREFIX + "请核对", fill=PALE_AMBER),
        "owed": replace(strong, style_name=PREFIX + "欠缴", color=ACCENT, fill=PALE_RED),
        "severity-note": replace(CENTER, style_name=PREFIX + "提示", color=MUTED),
    }


def _money_looks() -> dict[str, Look]:
    """Return the looks of amounts and shares."""
    money = replace(
        CENTER,
        style_name=PREFIX + "金额",
        horizontal="right",
        wrap=False,
        shrink=True,
        number_format=MONEY,
    )
    total = replace(
        money, style_name=PREFIX + "合计金额", bold=True, fill=PALE_GREY, edges=SUM_EDGES
    )
    return {
        "money": money,
        "money-small": replace(money, style_name=PREFIX + "小金额", size=9),
        "money-over": replace(money, style_name=PREFIX + "超额", bold=True, color=ACCENT),
        "rate": replace(money, style_name=PREFIX + "比率", number_format=RATE),
        "total-money": total,
        "total-money-small": replace(total, style_name=PREFIX + "合计小金额", size=9),
        "total-rate": replace(total, style_name=PREFIX + "合计比率", number_format=RATE),
    }


def _book_looks() -> dict[str, Look]:
    """Return the looks of books that are printed and bound: black on white."""
    title = Look(PREFIX + "账簿标题", size=18, bold=True, horizontal="center", shrink=True)
    header = replace(HEADER, style_name=PREFIX + "账簿表头", fill="")
    total = replace(header, style_name=PREFIX + "账簿合计", edges=SUM_EDGES)
    money = replace(
        total,
        style_name=PREFIX + "账簿合计金额",
        horizontal="right",
        wrap=False,
        shrink=True,
        number_format=MONEY,
    )
    return {
        "book-title": title,
        "book-header": header,
        "book-total": total,
        "book-total-money": money,
    }


def _input_looks(body: Look) -> dict[str, Look]:
    """Return the looks of what the clerk types into, and of the head of an input sheet."""
    text = replace(
        body, style_name=PREFIX + "输入", fill=PALE_YELLOW, color=INPUT_BLUE, locked=False
    )
    centred = replace(text, horizontal="center", indent=0)
    number = replace(text, horizontal="right", wrap=False, indent=1)
    return {
        "input": text,
        "input-choice": replace(centred, style_name=PREFIX + "选择"),
        "input-date": replace(
            centred, style_name=PREFIX + "输入日期", number_format="yyyy-mm-dd", wrap=False
        ),
        "input-money": replace(
            number, style_name=PREFIX + "输入金额", indent=0, shrink=True, number_format=MONEY
        ),
        "input-count": replace(centred, style_name=PREFIX + "输入整数", number_format="0"),
        "input-number": replace(number, style_name=PREFIX + "输入数值"),
        "input-share": replace(centred, style_name=PREFIX + "输入百分比", number_format="0.0##%"),
        "input-code": replace(centred, style_name=PREFIX + "输入编码", number_format="@"),
        "sheet-title": Look(PREFIX + "表名", size=16, bold=True, color=ACCENT),
        "sheet-intro": Look(PREFIX + "表用途", size=9, color=MUTED),
    }


def _start_looks() -> dict[str, Look]:
    """Return the looks of the start sheet and of the instructions."""
    band = Look(PREFIX + "首页标题", size=20, bold=True, color=WHITE, fill=ACCENT, indent=1)
    group = Look(
        PREFIX + "首页分组",
        size=11,
        bold=True,
        color=ACCENT,
        fill=PALE_RED,
        horizontal="center",
        edges=WHITE_GAPS,
        edge_color=WHITE,
    )
    hint = Look(PREFIX + "首页说明", size=9.5, color=MUTED, wrap=True, indent=1)
    return {
        "home-title": band,
        "home-year": replace(band, style_name=PREFIX + "首页年度", horizontal="right"),
        "home-subtitle": replace(
            band, style_name=PREFIX + "首页副标题", size=10, bold=False, color="FBE9E7"
        ),
        "home-group": group,
        "home-hint": hint,
        "home-tip": replace(
            hint, style_name=PREFIX + "按钮说明", size=9, horizontal="center", indent=0
        ),
        "home-month": Look(
            PREFIX + "月份选择",
            size=16,
            bold=True,
            color=INPUT_BLUE,
            fill=PALE_YELLOW,
            horizontal="center",
            number_format='0"月"',
            edges=Edges("medium", "medium", "medium", "medium"),
            edge_color=ACCENT,
            locked=False,
        ),
        "home-link": Look(PREFIX + "去填表", color=INPUT_BLUE, horizontal="center"),
        "step": replace(
            hint,
            style_name=PREFIX + "步骤",
            color=INK,
            fill=PALE_RED,
            edges=WHITE_GAPS,
            edge_color=WHITE,
        ),
        **_guide_looks(),
    }


def _guide_looks() -> dict[str, Look]:
    """Return the looks of the instructions."""
    guide = Look(PREFIX + "说明文字", wrap=True, vertical="top", indent=1, edges=UNDERLINE)
    return {
        "guide-name": replace(guide, style_name=PREFIX + "说明条目", bold=True, color=INK),
        "guide-text": guide,
    }


def _run_looks() -> dict[str, Look]:
    """Return the looks of the list of what was done last, which the program fills in."""
    run = Look(PREFIX + "操作记录", size=9.5, edges=UNDERLINE, edge_color="E5E7EB", locked=False)
    return {
        "home-more": Look(PREFIX + "去填表 另有", color=MUTED, horizontal="left", size=9),
        "run-header": replace(run, style_name=PREFIX + "操作表头", color=MUTED, locked=True),
        "run-label": replace(run, style_name=PREFIX + "操作名称", locked=True),
        "run-date": replace(run, style_name=PREFIX + "操作日期", number_format="yyyy-mm-dd"),
        "run-result": run,
        "run-count": replace(run, style_name=PREFIX + "操作处数", number_format="0"),
    }


def _figure_looks() -> dict[str, Look]:
    """Return the looks of what the workbook computes: key figures and calculated columns."""
    tile = Look(
        PREFIX + "指标名称",
        size=9.5,
        color=MUTED,
        fill=PALE_GREY,
        horizontal="center",
        edges=Edges("thick", "thick", "thick", ""),
        edge_color=WHITE,
    )
    sides = replace(tile, edges=Edges("thick", "thick"))
    figure = replace(sides, size=15, bold=True, color=INK, shrink=True)
    computed = replace(
        BODY, style_name=PREFIX + "计算", fill=PALE_GREY, horizontal="center", wrap=False, indent=0
    )
    return {
        "figure-label": tile,
        "figure-count": replace(figure, style_name=PREFIX + "指标数量", number_format="#,##0"),
        "figure-money": replace(figure, style_name=PREFIX + "指标金额", number_format="#,##0.00"),
        "figure-rate": replace(figure, style_name=PREFIX + "指标比率", number_format="0.0%"),
        "figure-note": replace(
            tile,
            style_name=PREFIX + "指标说明",
            size=9,
            shrink=True,
            edges=Edges("thick", "thick", "", "thick"),
        ),
        "computed": computed,
        "computed-money": replace(
            computed,
            style_name=PREFIX + "计算金额",
            horizontal="right",
            shrink=True,
            number_format=MONEY,
        ),
    }


def _day_looks() -> dict[str, Look]:
    """Return the looks of calendar fields, for every kind of day."""
    number = Look(PREFIX + "日", size=13, bold=True, edges=Edges(left="thin", top="thin"))
    lunar = Look(
        PREFIX + "农历",
        size=8,
        color=MUTED,
        horizontal="right",
        edges=Edges(right="thin", top="thin"),
        shrink=True,
    )
    text = Look(
        PREFIX + "日事",
        size=8,
        vertical="top",
        wrap=True,
        edges=Edges("thin", "thin", "", "thin"),
    )
    small = Look(PREFIX + "小日", size=9.5, bold=True, horizontal="center", shrink=True)
    small_lunar = Look(PREFIX + "小农历", size=7, color=MUTED, horizontal="center", shrink=True)
    looks = {
        "day-outside": Look(PREFIX + "格外", fill="FAFAFA", edges=GRID, edge_color="E5E7EB"),
        "small-day-outside": replace(small, style_name=PREFIX + "小日 外"),
    }
    kinds: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("", "", {}),
        ("-weekend", " 周末", {"color": ACCENT}),
        ("-off", " 休", {"fill": PALE_RED, "color": ACCENT}),
        ("-makeup", " 班", {"fill": "E5E7EB", "color": INK}),
        ("-not-published", " 待通知", {"fill": PALE_AMBER, "italic": True}),
    )
    for suffix, word, changes in kinds:
        for base, look in (
            ("day-number", number),
            ("day-lunar", lunar),
            ("day-text", text),
            ("small-day", small),
            ("small-lunar", small_lunar),
        ):
            looks[base + suffix] = replace(look, style_name=look.style_name + word, **changes)
    return looks


LOOKS = _looks()

if LOOKS.keys() != STYLE_MEANINGS.keys():  # pragma: no cover
    raise AssertionError(LOOKS.keys() ^ STYLE_MEANINGS.keys())
