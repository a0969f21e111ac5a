"""The buttons of the start sheet and of the ribbon tab, which are the same. The only place."""

from __future__ import annotations

from dataclasses import dataclass

MACRO_MODULE = "UnionButtons"


@dataclass(frozen=True, slots=True)
class Button:
    """One thing the clerk can have done with a click.

    `action` is the fixed word that the macro hands to the program; `label` stands on the button,
    `tip` says what will happen. Buttons of one `group` stand together.
    """

    action: str
    label: str
    group: str
    tip: str

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
MONEY = "经费"
YEAR_END = "年终"
MORE = "其他"

BUTTONS = (
    Button("import_plan", "导入年度计划", PLANNING, "从文件读入年度工作计划，逐条列入《年度计划》"),
    Button("holidays", "导入放假通知", PLANNING, "读入国务院办公厅的放假通知，填入《放假安排》"),
    Button("month", "生成本月工作表", MONTHLY, "按首页所选月份生成可打印的月工作表"),
    Button("all_months", "生成全年各月", MONTHLY, "一次生成一月至十二月的月工作表"),
    Button("calendar", "全年日历", MONTHLY, "生成全年日历：节假日、调休、农历和工作事项"),
    Button("brief", "月度简报", MONTHLY, "按首页所选月份写出 Word 简报"),
    Button("check", "检查", MONEY, "核对全部表格，问题列入《检查结果》"),
    Button("budget", "预算执行", MONEY, "生成各科目预算与实际支出对照表"),
    Button("dues", "会费收缴表", MONEY, "生成会员各月会费应缴、实缴一览表"),
    Button("charts", "年终图表", YEAR_END, "生成全年图表，并存为图片文件"),
    Button("close", "决算与公开", YEAR_END, "生成收支决算表、经费公开和台账目录"),
    Button("report", "总结报告", YEAR_END, "写出 Word 年度工作总结"),
    Button("ics", "导出日历", MORE, "把工作事项存为手机和电脑日历可读的文件"),
    Button("restore", "恢复备份", MORE, "回到上一次操作之前保存的副本"),
    Button("help", "使用说明", MORE, "打开《使用说明》工作表"),
)
