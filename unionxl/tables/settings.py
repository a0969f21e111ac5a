"""The settings: one row for each, and what each may hold."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.dues import BY_SHARE, FIXED
from unionxl.domain.settings import VISIT_CAUSES
from unionxl.domain.shares import MOST_DUES_RATE
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import YES_NO, Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from unionxl.tables.model import StartFacts

DUES_ROUNDINGS = ("到分", "到角", "到元")
DUES_PERIODS = ("按月", "按季", "按半年", "按年")


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings: its label, the field of `Settings`, its kind and its default.

    `span` holds the least and the greatest number that make sense; `example` is how a share of this
    kind is written. `summed_by` tells which formulas add it up: they pass over an amount that is
    text.
    """

    label: str
    field: str
    kind: Kind
    default: str | None = None
    choices: tuple[str, ...] = ()
    hint: str = ""
    is_required: bool = False
    span: tuple[int | Decimal, int | Decimal] | None = None
    example: str = ""
    summed_by: str = ""


SHARE, DUES_SHARE = (0, 1), (0, MOST_DUES_RATE)

YEAR_SETTING, MONTH_SETTING, START_SETTING = "年度", "当前月份", "启用月份"
TERM_SETTING = "学期起始日"
UNIT_SETTING, OPENING_SETTING = "单位名称", "期初结余"
GUIDING_SETTING = "指导思想"

_SETTINGS = (
    Setting(UNIT_SETTING, "unit_name", Kind.TEXT, hint="出现在各表标题中。"),
    Setting(
        YEAR_SETTING,
        "fiscal_year",
        Kind.COUNT,
        hint="本工作簿的年份，如 2026。",
        is_required=True,
        span=(2000, 2100),
    ),
    Setting(
        MONTH_SETTING,
        "current_month",
        Kind.COUNT,
        hint="1 至 12，按钮按此生成月工作表；空着就是今天所在的月份。",
        span=(1, 12),
    ),
    Setting(
        START_SETTING,
        "start_month",
        Kind.MONTH,
        hint="从几月起登记，如 9月；空着为 1月。以前的月份不催不查。",
    ),
    Setting(
        TERM_SETTING,
        "term_begins_on",
        Kind.DATE,
        hint="本学期第1周的星期一，如 2026-03-02；计划里的“第几周”按它排日期，换学期时改。",
    ),
    Setting("执行标准", "province", Kind.TEXT, hint="省份名称，如 浙江；决定用哪一套支出标准。"),
    Setting(
        "科目版本", "account_edition", Kind.CODE, "2021", ("2010", "2021"), "所用会计科目表的版本。"
    ),
    Setting(
        "会费方式",
        "dues_method",
        Kind.TEXT,
        BY_SHARE,
        (BY_SHARE, FIXED),
        "按工资的一定比例，或每人定额。",
    ),
    Setting(
        "会费比例",
        "dues_rate",
        Kind.SHARE,
        hint="连同百分号填写，如 0.5%（千分之五）。",
        span=DUES_SHARE,
        example="0.5%",
    ),
    Setting("会费周期", "dues_period", Kind.TEXT, "按月", DUES_PERIODS, "多长时间收缴一次会费。"),
    Setting("会费取整", "dues_rounding", Kind.TEXT, "到分", DUES_ROUNDINGS, "四舍五入到哪一位。"),
    Setting("基数去零头", "dues_cuts_to_tens", Kind.TEXT, "否", YES_NO, "不足十元的部分是否不计。"),
    Setting(
        "拨缴比例",
        "contribution_rate",
        Kind.SHARE,
        hint="连同百分号填写，如 2%。",
        span=SHARE,
        example="2%",
    ),
    Setting(
        "留成比例",
        "retained_rate",
        Kind.SHARE,
        hint="连同百分号填写，如 60%；以上级工会的规定为准。",
        span=SHARE,
        example="60%",
    ),
    Setting("职工工资总额", "payroll_amount", Kind.MONEY, hint="全年合计，单位：元。"),
    Setting(
        OPENING_SETTING,
        "opening_balance_amount",
        Kind.MONEY,
        hint="上年结转到本年的余额，单位：元。",
        summed_by="《首页》和《收支台账》余额",
    ),
    Setting(
        "预警比例",
        "warning_rate",
        Kind.SHARE,
        hint="连同百分号填写；90% 表示用到九成时提醒。",
        span=SHARE,
        example="90%",
    ),
    Setting(
        "公开姓名人数",
        "named_below",
        Kind.COUNT,
        hint="《经费公开》中一项慰问少于这么多人时列出姓氏，达到的只写人次；空着为都只写人次。",
        span=(0, 50),
    ),
    Setting(
        "必访情形",
        "visit_causes",
        Kind.TEXT,
        hint="“五必访”必须写明的事由，几项之间用“、”；空着为通常的六种："
        f"{'、'.join(VISIT_CAUSES)}。",
    ),
    Setting(
        "走访时限天数",
        "visit_days",
        Kind.COUNT,
        hint="事情发生后应在几天内走访，如 7；空着不检查。",
        span=(0, 366),
    ),
    Setting(
        "附议人数",
        "seconder_count",
        Kind.COUNT,
        hint="一件提案至少要有几名附议人，教代会通常为 2；空着不检查。",
        span=(0, 50),
    ),
    Setting(
        "本届届次",
        "term_name",
        Kind.TEXT,
        hint="本届工会委员会是第几届，如 第三届。",
    ),
    Setting(
        "本届当选日期",
        "elected_on",
        Kind.DATE,
        hint="本届工会委员会选举产生的日期；填了它和任期，换届前六个月起提醒。",
    ),
    Setting(
        "任期年数", "term_years", Kind.CODE, None, ("3", "5"), "本届任期几年：3 或 5，按当选文件。"
    ),
    Setting(
        "法人证书到期日",
        "certificate_expires_on",
        Kind.DATE,
        hint="工会法人资格证书的有效期止；到期前六十天起提醒换证。",
    ),
    Setting(
        "每人社团数",
        "club_limit",
        Kind.COUNT,
        hint="一名会员最多参加几个社团，如 2；空着不检查。",
        span=(1, 20),
    ),
    Setting(
        "理赔时限天数",
        "claim_days",
        Kind.COUNT,
        hint="出院或出事后应在几天内申请理赔，如 30；空着不检查。",
        span=(0, 366),
    ),
    Setting(
        "评优比例",
        "honour_rate",
        Kind.SHARE,
        hint="一项荣誉最多给在职会员的多少，如 10%；空着不检查。",
        span=SHARE,
        example="10%",
    ),
    Setting(
        "疗休养间隔年",
        "cure_years",
        Kind.COUNT,
        hint="两次疗休养至少隔几年，如 3；空着不检查。",
        span=(0, 50),
    ),
    Setting(
        "疗休养名额",
        "cure_quota",
        Kind.COUNT,
        hint="本年疗休养的名额，印在《服务汇总》上。",
        span=(0, 10_000),
    ),
    Setting(
        "低保标准（元/月）",
        "living_minimum_amount",
        Kind.MONEY,
        hint="当地每人每月的最低生活保障标准，用来核对困难类别；空着不判定。",
    ),
    Setting(
        "每周首日", "first_weekday", Kind.TEXT, "周一", ("周一", "周日"), "月历的第一列是星期几。"
    ),
    Setting(
        GUIDING_SETTING,
        "guiding_text",
        Kind.TEXT,
        hint="年度计划文档的第一部分，可以分行；导入的计划里有这一段时自动填入。",
    ),
)

# The headings under which settings stand on their sheet, by field; all others are under the last.
_UNDER: dict[str, tuple[str, ...]] = {
    "基本": (
        *("unit_name", "fiscal_year", "current_month", "start_month", "term_begins_on"),
        *("province", "first_weekday", "guiding_text"),
        *("term_name", "elected_on", "term_years", "certificate_expires_on"),
    ),
    "会费": ("dues_method", "dues_rate", "dues_period", "dues_rounding", "dues_cuts_to_tens"),
    "经费": (
        *("account_edition", "opening_balance_amount", "payroll_amount", "contribution_rate"),
        *("retained_rate", "warning_rate", "named_below"),
    ),
}
RULES_HEADING = "规则（可不填）"
HEADING_HINTS = {RULES_HEADING: "空着也能用；点左边的“＋”展开。"}


def _grouped() -> dict[str, tuple[Setting, ...]]:
    """Return the settings by heading."""
    by_field = {one.field: one for one in _SETTINGS}
    named = {heading: [by_field.pop(name) for name in names] for heading, names in _UNDER.items()}
    found = {heading: tuple(settings) for heading, settings in named.items()}
    return {**found, RULES_HEADING: tuple(by_field.values())}


SETTING_GROUPS = _grouped()
SETTING_ROWS = tuple(one for settings in SETTING_GROUPS.values() for one in settings)
# What stands on the sheet, row by row: a setting, or a heading.
SETTING_LINES: tuple[Setting | str, ...] = tuple(
    itertools.chain.from_iterable((heading, *listed) for heading, listed in SETTING_GROUPS.items())
)


class SettingColumns:
    """One setting."""

    label = Column("项目", width=18, is_required=True)
    value = Column("值", width=24)
    hint = Column("说明", width=60)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting as it stands on its sheet."""

    label: str
    value: str | int | None
    hint: str


def _first_rows(facts: StartFacts) -> Iterator[SettingRow]:
    """Yield the settings of a new workbook: what is known of it, else the defaults."""
    known = {"fiscal_year": facts.year, "unit_name": facts.unit_name or None}
    for line in SETTING_LINES:
        if isinstance(line, str):
            yield SettingRow(line, None, HEADING_HINTS.get(line, ""))
        else:
            value = known.get(line.field, line.default)
            yield SettingRow(line.label, value, line.hint)


SETTINGS = Table(
    "Settings",
    "设置",
    columns_of(SettingColumns),
    key=SettingColumns.label.header,
    intro="只改“值”一栏。",
    is_in_sight=True,
    group=Group.OTHER,
    next_year=NextYear.DRAFTED,
    start=_first_rows,
)
