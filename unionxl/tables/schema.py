"""The input tables of the workbook: sheets, tables, headers, fields and kinds. The only place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.holidays import DayOffKind
from unionxl.domain.money import ZERO
from unionxl.domain.plan import STATUS_SPELLINGS, PlanStatus
from unionxl.tables.calculated import FINAL_BUDGET, RUNNING_BALANCE
from unionxl.tables.model import Table
from unionxl.values.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ACCOUNTS",
    "ACTIVITIES",
    "BUDGET",
    "CATEGORIES",
    "DISCLOSURES",
    "DUES",
    "DUTIES",
    "EVIDENCE",
    "FESTIVALS",
    "HOLIDAYS",
    "LEDGER",
    "LIMITS",
    "MEMBERS",
    "PLAN",
    "PROPOSALS",
    "REVIEWS",
    "SERVICES",
    "SETTINGS",
    "TABLES",
    "column_count",
    "column_formulas",
    "is_input_table",
]

STATUSES = tuple(status.value for status in PlanStatus)
CATEGORIES = (
    "组织建设",
    "民主管理",
    "学习培训",
    "文体活动",
    "节日慰问",
    "关爱帮扶",
    "女工工作",
    "评优表彰",
    "志愿公益",
    "健康安全",
    "宣传信息",
    "经费财务",
    "总结考核",
    "其他",
)
SERVICE_KINDS = (
    "五必访",
    "送温暖",
    "节日慰问",
    "生日",
    "体检",
    "保险",
    "医疗互助",
    "疗休养",
    "困难帮扶",
    "培训",
    "读书笔记",
    "评优",
    "结对",
    "志愿",
    "献血",
    "捐款",
)
FUND_SOURCES = ("会费", "拨缴经费", "上级补助", "行政补助", "其他")
PAYMENT_FORMS = ("实物", "提货券", "蛋糕券", "现金", "转账", "其他")
EMPLOYMENT_STATUSES = ("在职", "退休", "调离", "离职", "借用")

PLAN = Table(
    "Plan",
    "年度计划",
    (
        Column("编号", "item_no", Kind.CODE, 7, is_required=True),
        Column("月份", "planned_months", Kind.MONTHS, 14, hint="如 3、7、8 或 2027-01"),
        Column("起始日期", "planned_start_on", Kind.DATE, 11, is_of_year=True),
        Column("结束日期", "planned_end_on", Kind.DATE, 11, is_of_year=True),
        Column("工作内容", "description", width=42, is_essential=True, is_required=True),
        Column("类别", "category", width=10, choices=CATEGORIES),
        Column("负责人", "owner", width=9),
        Column("参与对象", "audience", width=11),
        Column("计划人数", "planned_count", Kind.COUNT, 7),
        Column("预算金额", "budget_amount", Kind.MONEY, 12),
        Column("科目编码", "account_code", Kind.CODE, 8),
        Column(
            "状态",
            "status",
            width=9,
            choices=STATUSES,
            is_closed=True,
            default=PlanStatus.NOT_STARTED,
            enum_type=PlanStatus,
            spellings=STATUS_SPELLINGS,
        ),
        Column("完成日期", "done_on", Kind.DATE, 11, is_of_year=True),
        Column("完成情况", "outcome", width=22),
        Column("来源", "origin", width=25),
        Column("备注", "remark", width=22),
        Column(
            "按月状态",
            "month_states",
            Kind.STATES,
            16,
            is_optional=True,
            hint="每月都办的事项由程序记：1已完成 2进行中",
        ),
    ),
    key="编号",
    intro="一行一项工作；可由计划文档导入，也可直接填写。",
)
MEMBERS = Table(
    "Members",
    "会员",
    (
        Column("会员编号", "member_no", Kind.CODE, 8, is_essential=True, is_required=True),
        Column("姓名", "name", width=10, is_essential=True, is_required=True),
        Column("性别", "gender", width=6, choices=("女", "男"), is_closed=True),
        Column("出生日期", "born_on", Kind.DATE, 11),
        Column("入会日期", "joined_on", Kind.DATE, 11),
        Column("退会日期", "left_on", Kind.DATE, 11, is_optional=True),
        Column("工会小组", "group", width=12),
        Column("人员类别", "staff_kind", width=8, choices=("在编", "合同", "临聘", "其他")),
        Column("会费档次", "dues_class", width=8),
        Column("月缴费基数", "monthly_base_amount", Kind.MONEY, 11),
        Column("在职状态", "employment_status", width=8, choices=EMPLOYMENT_STATUSES),
        Column("退休日期", "retired_on", Kind.DATE, 11),
        Column("困难职工", "in_hardship", Kind.FLAG, 7),
        Column("联系电话", "phone", Kind.CODE, 13),
        Column("备注", "remark", width=18),
    ),
    key="会员编号",
    intro="一行一人；不填身份证号和银行卡号。",
)
DUES = Table(
    "Dues",
    "会费",
    (
        # a row without one counts for the only member of its name: dues_rows
        Column("会员编号", "member_no", Kind.CODE, 9, is_required=True),
        Column("姓名", "member_name", width=11),
        Column(
            "所属月份",
            "month",
            Kind.MONTH,
            10,
            is_essential=True,
            hint="如 2026-03",
            names_months=True,
        ),
        Column("应缴", "payable_amount", Kind.MONEY, 11),
        Column("实缴", "paid_amount", Kind.MONEY, 11, is_essential=True),
        Column("缴费日期", "paid_on", Kind.DATE, 12, is_of_year=True),
        Column("方式", "method", width=11, choices=("工资代扣", "现金", "转账", "其他")),
        Column("备注", "remark", width=24),
    ),
    intro="一行为一名会员一个月的会费。",
)
BUDGET = Table(
    "Budget",
    "预算",
    (
        Column("类型", "kind", width=8, choices=("收入", "支出"), is_closed=True, is_required=True),
        # 动用以前年度结余 has no code; account_missing tells of other lines without one.
        Column("科目编码", "account_code", Kind.CODE, 9, is_essential=True),
        Column("科目名称", "account_name", width=24),
        Column("上年决算数", "last_year_amount", Kind.MONEY, 14),
        Column("年初预算数", "original_amount", Kind.MONEY, 14, is_essential=True, default=ZERO),
        Column(
            "调整数",
            "revision_amount",
            Kind.MONEY,
            13,
            is_essential=True,
            is_signed=True,
            default=ZERO,
            hint="调增为正数，调减为负数",
        ),
        Column("最终预算", "final_amount", Kind.MONEY, 14, formula=FINAL_BUDGET),
        Column("说明", "note", width=38),
    ),
    intro="年初预算经工会委员会和经审会审议后填写；调整数可为负数。",
)
LEDGER = Table(
    "Ledger",
    "收支台账",
    (
        Column(
            "日期", "booked_on", Kind.DATE, 11, is_essential=True, is_required=True, is_of_year=True
        ),
        Column("凭证号", "voucher_no", Kind.CODE, 9),
        Column("摘要", "description", width=30),
        Column("科目编码", "account_code", Kind.CODE, 8),
        Column("科目名称", "account_name", width=15),
        Column("收入金额", "income_amount", Kind.MONEY, 12, is_essential=True, default=ZERO),
        Column("支出金额", "expense_amount", Kind.MONEY, 12, is_essential=True, default=ZERO),
        Column("余额", "balance_amount", Kind.MONEY, 13, formula=RUNNING_BALANCE),
        Column("经费来源", "fund_source", width=9, choices=FUND_SOURCES),
        Column("计划编号", "item_no", Kind.CODE, 7),
        Column("事由", "occasion", width=11),
        Column("受益会员", "beneficiary", width=9),
        Column("人数", "person_count", Kind.COUNT, 6),
        Column("发放方式", "payment_form", width=8, choices=PAYMENT_FORMS),
        Column("名单签收", "list_signed", Kind.FLAG, 7),
        Column("附件张数", "attachment_count", Kind.COUNT, 7),
        Column("经手人", "handler", width=8),
        Column("证明人", "witness", width=8),
        Column("审批人", "approver", width=8),
        Column("备注", "remark", width=14),
    ),
    intro="一行一笔；收入和支出只填其中一栏。",
)
SERVICES = Table(
    "Services",
    "服务台账",
    (
        Column("日期", "served_on", Kind.DATE, 11, is_required=True, is_of_year=True),
        Column("会员编号", "member_no", Kind.CODE, 8),
        Column("姓名", "member_name", width=10),
        Column("事项", "service_kind", width=10, choices=SERVICE_KINDS),
        Column("内容", "content", width=32),
        Column("金额", "amount", Kind.MONEY, 11),
        Column("凭证号", "voucher_no", Kind.CODE, 9),
        Column("是否入账", "is_booked", Kind.FLAG, 7),
        Column("证明材料", "proof", width=20),
        Column("经办人", "handler", width=9),
        Column("备注", "remark", width=16),
    ),
    intro="五必访、送温暖、生日、体检、互助保障等，对一名会员的一次服务记一行。",
)
ACTIVITIES = Table(
    "Activities",
    "活动台账",
    (
        Column("计划编号", "item_no", Kind.CODE, 7),
        Column("活动名称", "name", width=38, is_required=True),
        Column("日期", "held_on", Kind.DATE, 11, is_required=True, is_of_year=True),
        Column("地点", "place", width=14),
        Column("应到人数", "expected_count", Kind.COUNT, 7),
        Column("实到人数", "attended_count", Kind.COUNT, 7),
        Column("获奖人数", "winner_count", Kind.COUNT, 7),
        Column("天数", "day_count", Kind.COUNT, 6),
        Column("费用", "cost_amount", Kind.MONEY, 12),
        Column("凭证号", "voucher_no", Kind.CODE, 9),
        Column("资料", "evidence", width=22, hint="方案、通知、签到、照片、小结"),
        Column("备注", "remark", width=16),
    ),
    intro="每次文体、学习、春秋游等活动记一行。",
)
PROPOSALS = Table(
    "Proposals",
    "提案",
    (
        Column("编号", "proposal_no", Kind.CODE, 8, is_required=True),
        Column("届次", "session", width=14),
        Column("提案人", "sponsor", width=9),
        Column("附议人", "seconders", width=18),
        Column("案由", "subject", width=30, is_required=True),
        Column("类别", "category", width=9),
        Column("是否立案", "is_filed", Kind.FLAG, 7),
        Column("承办部门", "responsible_unit", width=11),
        Column("交办日期", "assigned_on", Kind.DATE, 11),
        Column("答复期限", "answer_due_on", Kind.DATE, 11),
        Column("答复日期", "answered_on", Kind.DATE, 11),
        Column("落实情况", "result", width=28),
        Column("满意度", "satisfaction", width=9, choices=("满意", "基本满意", "不满意")),
    ),
    intro="教代会提案一案一行。",
)
DISCLOSURES = Table(
    "Disclosures",
    "公开",
    (
        Column("公开日期", "published_on", Kind.DATE, 12, is_required=True, is_of_year=True),
        Column("事项", "subject", width=34, is_required=True),
        Column("类别", "category", width=10, choices=("会务", "经费", "校务", "评优", "其他")),
        Column("公开形式", "channel", width=12, choices=("公开栏", "会议", "校园网", "工作群")),
        Column("所属期间", "period", width=17),
        Column("经办人", "handler", width=10),
        Column("存档", "archive_place", width=16),
    ),
    intro="每次会务、经费、校务公开记一行。",
)
DUTIES = Table(
    "Duties",
    "周期事项",
    (
        Column("事项", "name", width=24, is_required=True),
        Column("对象", "audience", width=16),
        Column("周期月数", "every_months", Kind.COUNT, 8),
        Column("起算日期", "starts_on", Kind.DATE, 12),
        Column("提前天数", "lead_days", Kind.COUNT, 8),
        Column("依据", "basis", width=34),
        Column("备注", "remark", width=30),
    ),
    intro="隔一段时间就要做的事；到期前列入当月工作表。",
)
EVIDENCE = Table(
    "Evidence",
    "考核清单",
    (
        Column("编号", "evidence_no", Kind.CODE, 7),
        Column("类别", "category", width=22),
        Column("考核内容", "content", width=42, is_required=True),
        Column("分值", "points", Kind.NUMBER, 7),
        Column("取数来源", "counted_from", width=22),
        Column("需要份数", "needed_count", Kind.COUNT, 7),
        Column("自评分", "own_score", Kind.NUMBER, 8),
        Column("备注", "remark", width=24),
    ),
    intro="上级考核细则逐条列出，年终据此清点材料。",
)
LIMITS = Table(
    "Limits",
    "支出标准",
    (
        Column("标准编号", "limit_id", Kind.CODE, 22, is_required=True),
        Column("省份", "province", width=8),
        Column("事项", "matter", width=16),
        Column("口径", "measure", width=14),
        Column("限额", "amount", Kind.NUMBER, 11, hint="没有查到的标准请留空，不要估填"),
        Column("生效日期", "valid_from", Kind.DATE, 11),
        Column("失效日期", "valid_to", Kind.DATE, 11),
        Column("文件", "document", width=28),
        Column("文号", "document_no", width=18),
        Column("条款", "article", width=12),
        Column("可信度", "confidence", width=9),
    ),
    intro="本地标准以上级工会文件为准；限额空着的事项显示“未设限额，未检查”。",
)
ACCOUNTS = Table(
    "Accounts",
    "科目",
    (
        Column("版本", "edition", Kind.CODE, 10, choices=("2010", "2021")),
        Column("编码", "account_code", Kind.CODE, 12, is_required=True),
        Column("名称", "account_name", width=30, is_required=True),
        Column("类型", "kind", width=10, choices=("收入", "支出"), is_closed=True),
        Column("上级编码", "parent_code", Kind.CODE, 12),
    ),
    intro="会计科目；请与本单位实际使用的科目核对。",
)
FESTIVALS = Table(
    "Festivals",
    "节日",
    (
        Column("名称", "name", width=20, is_essential=True, is_required=True),
        Column(
            "规则", "rule", width=18, is_essential=True, hint="如 公历 3-8、农历 8-15、节气 清明"
        ),
        Column("年节", "gift_allowed", Kind.FLAG, 10),
        Column("适用对象", "audience", width=20),
    ),
    key="名称",
    intro="自己的日子（开学、家长会）也写在这里，年节填“否”，就会印在日历上；年节为“是”的，才可发放节日慰问品。",
)
HOLIDAYS = Table(
    "Holidays",
    "放假安排",
    (
        Column("年度", "year", Kind.COUNT, 10, is_essential=True, is_required=True),
        Column("日期", "day", Kind.DATE, 14, is_essential=True, is_required=True),
        Column(
            "性质",
            "kind",
            width=10,
            choices=tuple(kind.value for kind in DayOffKind),
            is_closed=True,
            is_essential=True,
            is_required=True,
            enum_type=DayOffKind,
        ),
        Column("名称", "name", width=20),
        Column("文号", "document_no", width=30),
    ),
    intro="国务院办公厅通知公布的放假和调休上班日；没有通知的年度留空。",
)
REVIEWS = Table(
    "Reviews",
    "核实记录",
    (
        Column("核实键", "review_key", Kind.CODE, 15, is_essential=True, is_required=True),
        Column("规则", "rule_id", width=28),
        Column("位置", "place", width=26),
        Column("问题", "problem", width=52),
        Column("核实说明", "reason", width=34),
        Column("核实日期", "reviewed_on", Kind.DATE, 12),
    ),
    key="核实键",
    intro="由程序记入：在《检查结果》上选“已核实”的问题和说明；清空一行即撤销核实。",
    is_optional=True,
)
SETTINGS = Table(
    "Settings",
    "设置",
    (
        Column("项目", "label", width=18, is_required=True),
        Column("值", "value", width=24),
        Column("说明", "hint", width=60),
    ),
    key="项目",
    intro="只改“值”一栏。",
)

TABLES = (
    SETTINGS,
    PLAN,
    MEMBERS,
    DUES,
    BUDGET,
    LEDGER,
    SERVICES,
    ACTIVITIES,
    PROPOSALS,
    DISCLOSURES,
    DUTIES,
    EVIDENCE,
    LIMITS,
    ACCOUNTS,
    FESTIVALS,
    HOLIDAYS,
    REVIEWS,
)
_BY_NAME = {table.name.casefold(): table for table in TABLES}


def is_input_table(name: str) -> bool:
    """Tell whether a table is one that the clerk fills in."""
    return name.casefold() in _BY_NAME


def column_count(name: str) -> int:
    """Return how many columns an input table has, 0 for any other table."""
    table = _BY_NAME.get(name.casefold())
    return len(table.columns) if table else 0


def column_formulas(name: str, header: Iterable[str]) -> dict[int, str]:
    """Return the formulas of an input table's calculated columns, by place in its header."""
    table = _BY_NAME.get(name.casefold())
    formulas = {one.header: one.formula for one in table.columns if one.formula} if table else {}
    places = enumerate("".join(text.split()) for text in header)
    return {place: formulas[text] for place, text in places if text in formulas}
