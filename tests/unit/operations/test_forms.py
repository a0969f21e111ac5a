from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from tests.fakes import TOP, a_block, a_workbook
from tests.samples import write_sample
from tests.sheet_text import render_text
from unionxl.domain.forms import UNITS, row_of
from unionxl.errors import RequestError
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.operations.forms import OWN_NOTICES, form, rows_named
from unionxl.operations.request import Request
from unionxl.resources import load_forms
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.all import TABLES
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.ledger import LEDGER
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.members import MEMBERS
from unionxl.tables.papers import PAPERS
from unionxl.tables.plan import PLAN
from unionxl.tables.program import HOSTS
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.services import SERVICES
from unionxl.workbook.new.macros import Macros
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import Grid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import SheetSpec
    from unionxl.workbook.port import TableBlock

NOW = dt.datetime(2026, 3, 20, 9, 30, tzinfo=dt.UTC)
DAY = dt.datetime(2026, 3, 6)  # noqa: DTZ001 - a cell has no time zone
FIRST = TOP + 1  # the row of the first record


def a_member(number: int, **more: ReadValue) -> dict[str, ReadValue]:
    name = "王李张刘陈杨赵黄周吴"[number % 10] + "一二三四五六七八九十"[number // 10 % 10]
    row: dict[str, ReadValue] = {
        "会员编号": f"H{number:03d}",
        "姓名": name,
        "性别": "女",
        "在职状态": "在职",
    }
    return row | {"工会小组": "大班组"} | more


MEMBERS_BLOCK = a_block(
    MEMBERS,
    a_member(1, 工会职务="主席", 出生日期=DAY, 联系电话="13800000000"),
    a_member(2, 工会职务="委员、经审委员"),
    a_member(3, 工会小组="小班组"),
)
LEDGER_ROW: dict[str, ReadValue] = {
    "日期": DAY,
    "凭证号": "记-0003",
    "摘要": "三八节慰问品",
    "科目编码": "501",
    "科目名称": "职工活动支出",
    "支出金额": 600.0,
    "人数": 3,
    "发放方式": "实物",
    "附件张数": 2,
    "经手人": "李敏",
}
ROWS = {
    "Plan": a_block(
        PLAN,
        {
            "编号": "P001",
            "月份": "3月",
            "起始日期": DAY,
            "工作内容": "三八节插花活动",
            "负责人": "李敏",
            "参与对象": "全体会员",
            "预算金额": 1409.5,
        },
    ),
    "Activities": a_block(
        ACTIVITIES,
        {
            "计划编号": "P001",
            "活动名称": "三八节插花活动",
            "日期": DAY,
            "地点": "会议室",
            "实到人数": 3,
            "费用": 1400.0,
            "活动编号": "A001",
        },
    ),
    "Ledger": a_block(LEDGER, {**LEDGER_ROW, "受益会员": "全体会员"}),
    "Services": a_block(
        SERVICES,
        {
            "会员编号": "H001",
            "姓名": "李一",
            "事项": "五必访",
            "内容": "住院探望",
            "金额": 500.0,
            "发生日期": DAY,
            "事由": "生病住院",
        },
        {
            "日期": DAY,
            "会员编号": "H002",
            "姓名": "张一",
            "事项": "五必访",
            "内容": "住院探望",
            "金额": 500.0,
            "凭证号": "记-0009",
            "经办人": "李敏",
            "发生日期": DAY,
        },
        {
            "日期": DAY,
            "会员编号": "H003",
            "姓名": "张一",
            "事项": "送温暖",
            "内容": "米、油",
            "金额": 300.0,
            "经费来源": "会费",
        },
    ),
    "Proposals": a_block(
        PROPOSALS,
        {
            "编号": "T01",
            "提案人": "王芳",
            "案由": "关于改善食堂的提案",
            "立案情况": "立案",
            "承办部门": "总务处",
            "交办日期": DAY,
            "答复期限": DAY,
            "理由和建议": "菜品单一。",
        },
        {"编号": "T02", "案由": "充实图书", "立案情况": "立案", "答复日期": DAY},
    ),
    "Meetings": a_block(
        MEETINGS,
        {
            "会议编号": "H001",
            "类别": "经审会",
            "名称": "经审会第一次会议",
            "日期": DAY,
            "地点": "会议室",
            "议题": "审查第一季度经费",
            "主持人": "李敏",
        },
    ),
    "Disclosures": a_block(
        DISCLOSURES,
        {
            "公开日期": DAY,
            "事项": "先进名单公示",
            "类别": "评优",
            "公开形式": "公开栏",
            "公示截止": dt.date(2026, 3, 20),
        },
    ),
    "Hardship": a_block(
        HARDSHIP, {"档案编号": "K001", "姓名": "张一", "困难类别": "相对困难", "家庭人口": 3}
    ),
    "Members": MEMBERS_BLOCK,
    "Papers": a_block(PAPERS, {"日期": DAY, "方向": "信息", "标题": "插花活动简讯"}),
    "Dues": a_block(
        DUES,
        {"会员编号": "H001", "姓名": "李一", "所属月份": "2026-03", "应缴": 20.0, "实缴": 20.0},
        {"会员编号": "H002", "姓名": "张一", "所属月份": "2026-03", "应缴": 25.5},
        {"会员编号": "H003", "姓名": "刘一", "所属月份": "2026-02", "应缴": 25.5},
    ),
}
SHEETS = {table.name: table.sheet for table in TABLES}


def a_year(*blocks: TableBlock, path: Path | None = None) -> FakeWorkbook:
    given = {"Members": MEMBERS_BLOCK} | {block.name: block for block in blocks}
    workbook = a_workbook(
        *given.values(), settings={"年度": 2026, "单位名称": "溪谷小学", "期初结余": 1000.0}
    )
    if path is not None:
        workbook.path = path
    return workbook


# Tables of which some forms are for a later row than the first, with the last of these.
LAST_ROWS = {"Services": FIRST + 2, "Proposals": FIRST + 1}


def printed(workbook: FakeWorkbook, table: str, rows: str = str(FIRST), **more: str) -> Outcome:
    values = {"sheet": SHEETS[table], "row": rows, **more}
    return form(Request(NOW, given=workbook, values=values))


def texts_of(sheet: SheetSpec) -> list[str]:
    return [str(cell.value) for _, _, cell in sheet.cells() if cell.value is not None]


def titles_of(sheet: SheetSpec) -> list[str]:
    return [str(cell.value) for _, _, cell in sheet.cells() if cell.style == "title" and cell.value]


@pytest.mark.parametrize("table", ROWS)
def test_every_form_is_printed_as_it_was(table: str, golden: Callable[[str, str], None]) -> None:
    workbook = a_year(*([ROWS[table]] if table != "Members" else []))
    rows = f"{FIRST}-{LAST_ROWS[table]}" if table == "Services" else str(FIRST)
    printed(workbook, table, rows)
    golden(f"forms/{table.lower()}.txt", render_text(workbook.specs["form"]))


def test_every_form_is_tried_here() -> None:
    tried = set()
    for table, block in ROWS.items():
        workbook = a_year(*([block] if table != "Members" else []))
        printed(workbook, table, f"{FIRST}-{LAST_ROWS.get(table, FIRST)}")
        tried |= {(table, title) for title in titles_of(workbook.specs["form"])}
    assert tried == {(one.table, one.title) for one in load_forms()}


def test_every_row_of_a_form_fills_the_paper() -> None:
    for one in load_forms():
        rows = [*one.rows, *one.below]
        if one.listed:
            units = sum(column.cell.units for column in one.listed.columns)
            assert units * one.listed.beside == UNITS, one.form_id
            rows += [one.listed.total] if one.listed.total else []
        for row in rows:
            assert sum(cell.units for cell in row.cells) == UNITS, (one.form_id, row)


def test_every_fact_that_a_form_names_is_known() -> None:
    known = {
        "单位",
        "年份",
        "今天",
        "名单人数",
        "数量合计",
        "名单金额",
        "名单金额大写",
        "时间",
        "金额大写",
        "慰问对象",
    }
    known |= {"审查期间", "期初结余", "收入合计", "支出合计", "期末结余", "支出预算"}
    known |= {"预算执行率", "未处理问题", "应缴合计", "实缴合计", "实缴大写", "工会小组"}
    known |= {"催办要求"}
    for one in load_forms():
        columns = {c.header for table in TABLES if table.name == one.table for c in table.columns}
        total = (one.listed.total,) if one.listed and one.listed.total else ()
        for row in (*one.rows, *one.below, *total):
            for cell in row.cells:
                named = set(re.findall(r"\{([^{}]+)\}", cell.text))
                assert named <= known | columns, (one.form_id, cell.text)


def test_a_row_is_written_with_bars_units_and_lines() -> None:
    row = row_of("甲/4 | {乙} | /6 @3")
    assert [(cell.text, cell.units) for cell in row.cells] == [("甲", 4), ("{乙}", 14), ("", 6)]
    assert row.lines == 3
    assert row_of("# 审批").is_section


def test_a_receipt_list_has_the_people_of_the_row_with_equal_parts() -> None:
    workbook = a_year(ROWS["Ledger"])
    outcome = printed(workbook, "Ledger", form="发放签收表")
    texts = texts_of(workbook.specs["form"])
    assert texts.count("200.00") == 3
    assert {"3 人", "600.00", "陆佰元整"} <= set(texts)
    assert outcome.notes == ()


def test_a_receipt_list_that_differs_from_the_ledger_is_told() -> None:
    row: dict[str, ReadValue] = {**LEDGER_ROW, "受益会员": "大班组", "支出金额": 601.0}
    outcome = printed(a_year(a_block(LEDGER, row)), "Ledger")
    assert outcome.notes == (f"《收支台账》第 {FIRST} 行：名单 2 人，台账登记 3 人，请核对。",)
    outcome = printed(a_year(a_block(LEDGER, LEDGER_ROW)), "Ledger")
    assert "没有找到领取的人，签收表留了空行" in outcome.notes[0]


def test_the_services_of_a_voucher_are_who_received() -> None:
    served: list[dict[str, ReadValue]] = [
        {"日期": DAY, "会员编号": f"H00{n}", "姓名": name, "金额": 300.0, "凭证号": "记-0003"}
        for n, name in ((1, "李一"), (2, "张一"))
    ]
    row: dict[str, ReadValue] = {**LEDGER_ROW, "人数": 2}
    workbook = a_year(a_block(LEDGER, row), a_block(SERVICES, *served))
    assert printed(workbook, "Ledger", form="发放签收表").notes == ()
    texts = texts_of(workbook.specs["form"])
    assert [text for text in texts if text in {"李一", "张一", "刘一"}] == ["李一", "张一"]
    two = a_block(LEDGER, row, {**row, "摘要": "三八节蛋糕"})
    outcome = printed(a_year(two, a_block(SERVICES, *served)), "Ledger")
    assert "这张凭证不止一笔支出，名单是整张凭证的，请核对" in outcome.notes[0]


def test_an_amount_of_nothing_gets_no_capitals() -> None:
    workbook = a_year(a_block(ACTIVITIES, {"活动名称": "读书会", "日期": DAY, "费用": 0.0}))
    printed(workbook, "Activities")
    assert "零元整" not in texts_of(workbook.specs["form"])


def test_rows_of_several_forms_stand_on_pages_of_their_own() -> None:
    workbook = a_year()
    printed(workbook, "Members", f"{FIRST},{FIRST + 2}")
    sheet = workbook.specs["form"]
    assert titles_of(sheet) == ["工会会员登记表"] * 2
    (second,) = [row for row, _, cell in sheet.cells() if cell.value == "工会会员登记表"][1:]
    assert sheet.print_setup.page_breaks == (second - 1,)


def test_a_list_of_four_hundred_people_has_its_head_on_every_page() -> None:
    members = [a_member(n, 姓名=f"会员{n:03d}") for n in range(400)]
    workbook = a_year(a_block(MEMBERS, *members), ROWS["Activities"])
    printed(workbook, "Activities", form="活动签到表")
    sheet = workbook.specs["form"]
    texts = texts_of(sheet)
    assert all(f"会员{n:03d}" in texts for n in range(400))
    pages = len(sheet.print_setup.page_breaks) + 1
    assert texts.count("签到") == 2 * pages
    assert 8 <= pages <= 16


def test_a_name_of_thirty_characters_makes_its_row_higher() -> None:
    long = "阿卜杜热合曼·买买提" * 3
    workbook = a_year(a_block(MEMBERS, a_member(1, 姓名=long)), ROWS["Activities"])
    printed(workbook, "Activities", form="活动签到表")
    sheet = workbook.specs["form"]
    (row,) = [row for row, _, cell in sheet.cells() if cell.value == long]
    assert dict(sheet.row_heights)[row] > 50


def test_a_group_that_is_not_understood_leaves_blank_lines_and_is_told() -> None:
    row: dict[str, ReadValue] = {"活动名称": "读书会", "日期": DAY, "参加人员": "书法爱好者"}
    outcome = printed(a_year(a_block(ACTIVITIES, row)), "Activities")
    assert any("看不出是哪些人，名单留了空行" in note for note in outcome.notes)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (str(TOP), f"第 {TOP} 行是表头或标题"),
        ("1", "第 1 行是表头或标题"),
        ("90", "第 90 行是空行"),
        (str(FIRST + 1), "没有读出内容（合计行，或必填的格子空着）"),
        ("三", "“三”不是行号"),
        ("1-300", "选了超过 200 行"),
        ("1-9999999", "选了超过 200 行"),
    ],
)
def test_a_row_that_is_none_is_refused_and_changes_nothing(rows: str, said: str) -> None:
    block = a_block(MEETINGS, {"名称": "例会", "日期": DAY}, {"名称": "合计", "应到人数": 9})
    workbook = a_year(block)
    with pytest.raises(RequestError, match=re.escape(said)):
        printed(workbook, "Meetings", rows)
    assert not workbook.specs
    assert not workbook.save_count


def test_a_row_with_nothing_but_a_formula_is_empty() -> None:
    block = a_block(LEDGER, LEDGER_ROW, {"余额": 400.0})
    with pytest.raises(RequestError, match=f"第 {FIRST + 1} 行是空行"):
        printed(a_year(block), "Ledger", str(FIRST + 1))


def test_other_rows_are_printed_and_what_is_none_is_told() -> None:
    outcome = printed(a_year(), "Members", f"{TOP}-{FIRST}")
    assert outcome.notes[0] == f"第 {TOP} 行是表头或标题，没有打印。"


def test_a_sheet_without_forms_says_which_have() -> None:
    with pytest.raises(RequestError, match=r"请在《年度计划》.*《收支台账》.*中点一行"):
        printed(a_year(), "Settings")
    request = Request(NOW, given=a_year(), values={"sheet": "首页", "row": "5"})
    with pytest.raises(RequestError, match="这张表的行没有可以打印的表格"):
        form(request)


def test_another_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(RequestError, match="请从“工会会员登记表”中选一种"):
        printed(a_year(), "Members", form="签到表")


def test_an_item_that_is_done_has_nothing_to_approve() -> None:
    block = a_block(PLAN, {"编号": "P001", "工作内容": "插花", "状态": "已完成"})
    with pytest.raises(RequestError, match="这一行没有要打印的表格"):
        printed(a_year(block), "Plan")


def test_printing_twice_is_printing_once() -> None:
    workbook = a_year(ROWS["Ledger"])
    printed(workbook, "Ledger")
    first = workbook.specs["form"]
    printed(workbook, "Ledger")
    assert workbook.specs["form"] == first


def a_conf(workbook: FakeWorkbook, sheet: str, rows: str) -> FakeWorkbook:
    grid = Grid(HOSTS.sheet, (("SELECTED_SHEET", sheet), ("SELECTED_ROWS", rows)))
    workbook.sheet_names = lambda: (HOSTS.sheet,)  # type: ignore[method-assign]
    workbook.read_sheet = lambda sheet: grid  # type: ignore[method-assign]  # noqa: ARG005
    return workbook


def test_a_click_prints_the_rows_that_the_macro_noted() -> None:
    workbook = a_conf(a_year(), MEMBERS.sheet, f"{FIRST}-{FIRST},{FIRST + 1}-{FIRST + 1}")
    form(Request(NOW, given=workbook))
    assert titles_of(workbook.specs["form"]) == ["工会会员登记表"] * 2
    with pytest.raises(RequestError, match="没有选中表里的一行"):
        form(Request(NOW, given=a_conf(a_year(), "", "")))


def test_rows_are_named_as_the_clerk_writes_them() -> None:
    assert rows_named("5-9,12") == (5, 6, 7, 8, 9, 12)
    assert rows_named("9至5、5") == (5, 6, 7, 8, 9)


def test_the_notice_of_an_activity_is_told_and_stands_in_a_cell() -> None:
    workbook = a_year(ROWS["Plan"])
    outcome = printed(workbook, "Plan")
    text = (
        "【通知】三八节插花活动\n时间：2026年3月6日\n参加：全体会员\n负责人：李敏\n"
        "请参加的老师于活动前两天在群里接龙报名，有特殊情况的请提前告知。\n"
        "溪谷小学工会\n\n#接龙\n1."
    )
    assert outcome.notes[-1] == f"通知文字（也在《通知文字》，可复制）：\n{text}"
    assert text in texts_of(workbook.specs["notice"])


def test_an_answered_proposal_is_not_urged() -> None:
    workbook = a_year(ROWS["Proposals"])
    assert "提案T01“关于改善食堂的提案”" in printed(workbook, "Proposals").notes[-1]
    row: dict[str, ReadValue] = {"编号": "T01", "案由": "食堂", "立案情况": "立案"}
    for more in ({"答复日期": DAY}, {"立案情况": "不立案"}, {"办理结果": "并入T02"}):
        workbook = a_year(a_block(PROPOSALS, {**row, **more}))
        assert not printed(workbook, "Proposals").notes
        assert "提案催办通知" not in texts_of(workbook.specs["form"])


def test_a_department_is_sent_one_letter_and_several_rows_one_summary() -> None:
    facts: dict[str, ReadValue] = {"立案情况": "立案", "承办部门": "总务处"}
    rows = [{**facts, "编号": f"T0{number}", "案由": f"案由{number}"} for number in (1, 2)]
    other = {**facts, "编号": "T03", "案由": "案由3", "承办部门": "保教处"}
    workbook = a_year(a_block(PROPOSALS, *rows, other))
    printed(workbook, "Proposals", "4-6")
    titles = titles_of(workbook.specs["form"])
    assert [titles.count(title) for title in ("提案汇总表", "提案催办通知")] == [1, 2]
    assert titles.count("教职工代表大会提案表") == 3
    printed(workbook, "Proposals", "4")
    alone = texts_of(workbook.specs["form"])
    assert "提案汇总表" not in alone
    assert {"案由1", "案由2"} <= {*alone}
    assert "案由3" not in alone


def test_the_clerks_own_notices_win(tmp_path: Path) -> None:
    (tmp_path / OWN_NOTICES).write_text("# 会员\n{姓名}好\n{社团}社\n", "gbk")
    workbook = a_year(path=tmp_path / "工会.xlsm")
    assert printed(workbook, "Members").notes[-1].endswith("：\n李一好")


def test_the_review_committee_gets_money_and_vouchers() -> None:
    entries = [
        {
            **LEDGER_ROW,
            "凭证号": f"记-{n:04d}",
            "支出金额": float(n),
            "发放方式": None,
            "人数": None,
        }
        for n in range(1, 41)
    ]
    workbook = a_year(a_block(LEDGER, *entries), ROWS["Meetings"])
    printed(workbook, "Meetings", form="凭证抽查表")
    texts = texts_of(workbook.specs["form"])
    assert texts.count("金额较大") + texts.count("检查有提示") + texts.count("按日期抽取") >= 20
    assert "40.00" in texts
    printed(workbook, "Meetings", form="工会经费审查意见书")
    texts = texts_of(workbook.specs["form"])
    assert {"1,000.00", "820.00", "180.00"} <= set(texts)


def test_the_button_stands_on_the_sheets_whose_rows_have_forms() -> None:
    macros = Macros(BUTTON_GROUPS)
    buttons = {table.name: [one.action for one in macros.of_rows(table.name)] for table in TABLES}
    assert {name for name in buttons if "form" in buttons[name]} == {
        one.table for one in load_forms()
    }
    assert buttons[LEDGER.name] == ["form"]


def test_what_is_about_an_item_of_the_plan_stands_on_its_sheet() -> None:
    macros = Macros(BUTTON_GROUPS)
    assert [one.action for one in macros.of_rows(PLAN.name)] == ["done", "form"]
    assert not [
        one
        for table in TABLES
        if table is not PLAN
        for one in macros.of_rows(table.name)
        if one.action == "done"
    ]


def test_a_congress_of_the_sample_is_documented_from_notice_to_ballot(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "sample.xlsx")
    workbook = open_workbook(path)
    block = workbook.read_table("Meetings")
    held = [row[block.position("类别")] for row in block.rows]
    row = str(block.row_number(held.index("教职工大会")))
    values = {"sheet": block.sheet, "row": row}
    told = form(Request(NOW, given=workbook, values=values))
    shown = [str(cell) for row in workbook.read_sheet("打印").rows for cell in row if cell]
    assert {"会议记录", "会议签到表", "表决票"} <= set(shown)
    assert sum(text == "表决票" for text in shown) == 3
    assert shown.count("签到") >= 1
    assert any("【会议通知】第三届第二次教职工大会" in note for note in told.notes)
