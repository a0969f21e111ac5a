"""What is said beside the rules: of cells as they are read, of rules that did not run."""

from __future__ import annotations

from typing import NamedTuple

from unionxl.rules.finding import Severity

UNREADABLE = "unreadable-cell"
DOUBTFUL = "doubtful-cell"
MISSING = "missing-cell"
DUPLICATE = "duplicate-key"
NOT_RUN = "rule-not-run"
OLD_FORMULA = "balance-of-old-layout"
BELOW = "rows-below-table"
NOT_COUNTED = "rows-not-counted"
PASSED_OVER = "passed_over_by"  # the fact that names formulas which do not count the cell


class Remark(NamedTuple):
    """The page of a remark; `severity` is the gravest that it may reach."""

    title: str
    severity: Severity
    reason: str
    example: str
    remedy: str


REMARKS = {
    UNREADABLE: Remark(
        "单元格无法识别",
        Severity.ERROR,
        reason="金额或日期读不出来的行，不在任何合计里，也不在任何一张表上。",
        example="日期一栏填“三月初”。",
        remedy="按这一列的要求重新填写日期、数字或选项。",
    ),
    MISSING: Remark(
        "必填的单元格空着",
        Severity.ERROR,
        reason="缺了必填的内容，这一行就查不了，也归不到月份里。",
        example="台账一行没有日期。",
        remedy="补填，或清空整行。",
    ),
    DUPLICATE: Remark(
        "编号重复",
        Severity.ERROR,
        reason="别的表按编号找这一行，编号相同就分不清是哪一行。",
        example="两名会员的编号都是 005。",
        remedy="改成各不相同的编号。",
    ),
    DOUBTFUL: Remark(
        "单元格存疑",
        Severity.WARNING,
        reason="存成文字的日期和金额，程序能读，Excel 自己的合计会漏掉。",
        example="日期写成文字“2026.3.5”。",
        remedy="重新输入一遍，让 Excel 认作日期或数字。",
    ),
    NOT_COUNTED: Remark(
        "有的行没有计入",
        Severity.WARNING,
        reason=(
            "隔着空行、在合计行下面或在汇总行下面的行不属于表格；"
            "粘贴到表格里的表头和合计行不是登记内容。检查和各表都不包括它们。"
        ),
        example="《收支台账》的表格到第 40 行为止，第 41 行空着，第 42 至 60 行又有登记。",
        remedy="删去中间的空行、重复的表头或合计行，让这些行紧接表格；是说明的不用处理。",
    ),
    BELOW: Remark(
        "表格下方的行已计入",
        Severity.NOTE,
        reason=(
            "WPS 等软件中粘贴的行有时落在表格外面；紧接表格的行照常计入，程序下次写入时把表格加长。"
        ),
        example="20 行的《会员》下面粘贴了 60 人，第 24 至 83 行在表格外。",
        remedy="核对这些行属于这张表；不属于的移到别的工作表。",
    ),
    OLD_FORMULA: Remark(
        "以前版式的公式把划转算作收支",
        Severity.NOTE,
        reason=(
            "从银行提现金，钱没有多也没有少；以前版式的工作簿，余额一栏和《首页》的公式会把它算进去。"
            "检查和各表不算。"
        ),
        example="以前新建的工作簿，台账有一行科目 101 的“提取备用金”2,000.00 元。",
        remedy="以各表和日记账的数字为准，或换成今天版式的工作簿。",
    ),
    NOT_RUN: Remark(
        "规则未能运行",
        Severity.WARNING,
        reason="这条规则要查的内容没有查；未检查不等于合格。",
        example="程序遇到了没有料到的数据。",
        remedy="把程序的记录文件发给维护人员。",
    ),
}
