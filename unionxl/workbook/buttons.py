"""The buttons of the start sheet and of the ribbon tab, which are the same. The only place."""

from __future__ import annotations

from dataclasses import dataclass

MACRO_MODULE = "UnionButtons"
WORKBOOK_MODULE = "ThisWorkbook"


@dataclass(frozen=True, slots=True)
class Button:
    """One thing the clerk can have done with a click.

    `action` is the fixed word that the macro hands to the program; `label` stands on the button,
    `note` under it in few words, `tip` says what will happen. Buttons of one `group` stand
    together. What the action did is noted on the start sheet where `is_noted`.
    """

    action: str
    label: str
    group: str
    note: str
    tip: str
    is_noted: bool = True

    @property
    def procedure(self) -> str:
        """Return the name of the macro: UnionAllMonths for all_months."""
        return "Union" + self.action.title().replace("_", "")

    @property
    def macro(self) -> str:
        """Return the macro as a button names it, with its module."""
        return f"{MACRO_MODULE}.{self.procedure}"


PLANNING = "计划"
MONTHLY = "每月"
MONEY = "检查"
YEAR_END = "年终"
MORE = "其他"

BUTTONS = (
    Button(
        "import_plan",
        "导入年度计划",
        PLANNING,
        "选文档，逐条列入",
        "选择计划文档，逐条列入《年度计划》",
    ),
    Button(
        "holidays",
        "导入放假通知",
        PLANNING,
        "选国务院通知的文本",
        "选择国务院放假通知的文本，填入《放假安排》",
    ),
    Button(
        "month",
        "生成本月工作表",
        MONTHLY,
        "一页，可直接打印",
        "按首页所选月份（没有选的按今天），生成一页可打印的工作表",
    ),
    Button("all_months", "生成全年各月", MONTHLY, "一月至十二月", "一次生成一月至十二月的月工作表"),
    Button(
        "calendar",
        "全年日历",
        MONTHLY,
        "节假日、农历、节气",
        "一页看全年：节假日、调休、农历、节气",
    ),
    Button(
        "brief",
        "月度简报",
        MONTHLY,
        "所选月份，Word",
        "按首页所选月份（没有选的按今天）写 Word 简报",
        is_noted=False,
    ),
    Button("check", "检查", MONEY, "问题逐条列出", "核对全部表格，问题列入《检查结果》"),
    Button("budget", "预算执行", MONEY, "预算与实际对照", "各科目预算与实际收支的对照"),
    Button("dues", "会费收缴表", MONEY, "每人各月应缴实缴", "每位会员各月会费应缴、实缴"),
    Button("charts", "年终图表", YEAR_END, "八幅图，另存图片", "画好全年图表，另存为图片"),
    Button("close", "决算与公开", YEAR_END, "决算、公开、目录", "收支决算表、经费公开、台账目录"),
    Button(
        "report", "总结报告", YEAR_END, "全年工作，Word", "写 Word 年度工作总结", is_noted=False
    ),
    Button(
        "ics", "导出日历", MORE, "手机、电脑可读", "写成手机和电脑日历可读的文件", is_noted=False
    ),
    Button(
        "restore",
        "恢复备份",
        MORE,
        "回到操作之前",
        "回到上一次操作之前；再点一次又回到现在",
        is_noted=False,
    ),
    Button(
        "repair",
        "修复工作簿",
        MORE,
        "表格不见了，点这里",
        "表格不见了（用别的程序另存过）时，在旁边另存一本修好的；原文件不动",
        is_noted=False,
    ),
    Button(
        "help",
        "使用说明",
        MORE,
        "有问题看这里",
        "怎样启用宏，每个按钮、每张表怎样用",
        is_noted=False,
    ),
)
