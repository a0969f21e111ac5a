"""Charts of every kind with the figures that break charts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.views.chart import ChartKind, ChartSpec, LabelColumn, Series
from unionxl.views.wording import money_text, short_money_text

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG_NAME = "支付给参加上级工会组织的职业技能竞赛和岗位练兵活动的职工的其他补助性支出（含往返交通）"
MONTHS = tuple(f"{number}月" for number in range(1, 13))

AMOUNTS = {
    "one": (Decimal("1234.50"),),
    "thirty": tuple(Decimal(number * 977) / 3 for number in range(30, 0, -1)),
    "forty-five": tuple(Decimal(number) for number in range(45, 0, -1)),
    "zeros": (Decimal("5.00"), Decimal("0.00"), Decimal("0.00")),
    "negative": (Decimal("900.00"), Decimal("-350.25"), Decimal("-0.01")),
    "all-negative": (Decimal("-1.00"), Decimal("-99.99")),
    "huge": (Decimal("123456789012.34"), Decimal("0.01"), Decimal("-98765432109.99")),
}


def rows_chart(kind: ChartKind, amounts: Sequence[Decimal], *, long_names: bool) -> ChartSpec:
    names = tuple(f"{LONG_NAME}{n}" if long_names else f"科目{n}" for n in range(len(amounts)))
    texts = tuple(money_text(amount) for amount in amounts)
    other = tuple(amount * Decimal("0.7") for amount in amounts)
    columns = [LabelColumn("实际", texts), LabelColumn("预算", texts)]
    if kind is ChartKind.RANKING:
        columns = [LabelColumn("金额", texts), LabelColumn("占比", ("54.6%",) * len(amounts))]
    return _spec(
        kind,
        categories=names,
        series=(Series("实际支出", tuple(amounts)), Series("预算", other))
        if kind is not ChartKind.RANKING
        else (Series("支出", tuple(amounts)),),
        columns=(*columns, LabelColumn("增减", texts)) if kind is ChartKind.PAIRS else (*columns,),
        marks=tuple(f"超 {text}" for text in texts) if kind is ChartKind.BULLET else (),
    )


def columns_chart(amounts: Sequence[Decimal]) -> ChartSpec:
    values = tuple((tuple(amounts) * 12)[:12])
    back = tuple(reversed(values))

    def column(head: str, figures: Sequence[Decimal]) -> LabelColumn:
        return LabelColumn(
            head,
            tuple(money_text(figure) for figure in figures),
            tuple(short_money_text(figure) for figure in figures),
        )

    return _spec(
        ChartKind.COLUMNS,
        categories=MONTHS,
        series=(Series("收入", values), Series("支出", back)),
        columns=(column("收入", values), column("支出", back), column("月末结余", values)),
        line=Series("月末结余", values),
    )


def strip_chart(row_count: int, *, long_names: bool) -> ChartSpec:
    rows = tuple(f"{LONG_NAME}{n}" if long_names else f"类别{n}" for n in range(row_count))
    series = []
    for number in range(row_count):
        series.append(Series("已完成", tuple((number + month) % 7 for month in range(12))))
        series.append(Series("未完成", tuple((number * month) % 12 for month in range(12))))
    return _spec(
        ChartKind.STRIP,
        categories=MONTHS,
        row_names=rows,
        series=tuple(series),
        columns=(
            LabelColumn("完成", ("12",) * row_count),
            LabelColumn("计划", ("112",) * row_count),
        ),
    )


def empty_chart(kind: ChartKind) -> ChartSpec:
    return _spec(kind, title="暂无数据：《收支台账》还没有支出")


def _spec(kind: ChartKind, *, title: str = "", **parts: object) -> ChartSpec:
    return ChartSpec(
        chart_id="case",
        name="试验图表",
        kind=kind,
        title=title or f"{LONG_NAME}占 79%，全年支出 123,456,789,012.34 元，比上年多 12.3%",
        unit="单位：元",
        source="来源：《预算》《收支台账》；截至 2026-12-31",
        notes=("另有 3 行因内容无法识别未计入",),
        **parts,  # type: ignore[arg-type]
    )
