from __future__ import annotations

import datetime as dt
import io
import itertools
import zipfile
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
import pytest

from tests.office import convert
from tests.pictures import a_png
from tests.samples import sample_book
from tests.sheet_text import render_text
from tests.unit.views.years import a_service, an_expense, an_item, empty_year
from tests.validators import audit_errors, sdk_errors
from unionxl.domain.activities import Activity
from unionxl.domain.disclosures import Disclosure
from unionxl.domain.dues import DuesPayment
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.proposals import Proposal
from unionxl.domain.source import SourceRef
from unionxl.domain.year_end import year_end
from unionxl.errors import ReportError
from unionxl.reporting.charts import ChartPicture, chart_picture
from unionxl.reporting.fonts import find_font
from unionxl.reporting.report_facts import brief_facts, report_facts
from unionxl.reporting.word import render_document
from unionxl.reporting.word_template import NAMES, build_template, packed
from unionxl.resources import load_accounts
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES as DUES_TABLE
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.services import SERVICES
from unionxl.views.budget_report import budget_report
from unionxl.views.month_sheet import month_sheet
from unionxl.views.year_charts import year_charts
from unionxl.words.lists import templates_folder

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.plan import WorkItem

WHERE = "模板 report.docx"


def template(name: str) -> bytes:
    return (templates_folder() / f"{name}.docx").read_bytes()


def word_errors(path: Path) -> list[str]:
    """Return the errors of both validators.

    ISO 29500 asks for neither a theme nor a font table; only the second validator does.
    """
    audit = [error for error in audit_errors(path) if "/theme'" not in error]
    return [error for error in audit if "/fontTable'" not in error] + sdk_errors(path)


def unpacked(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def small_picture(name: str) -> ChartPicture:
    return ChartPicture(name, name, a_png(), f"{name} <说明> & “1”", 15.6, 5.2, "")


def report_of(book: UnionBook) -> bytes:
    figures = year_end(book)
    pictures = {
        spec.name: None if spec.is_empty else small_picture(spec.name)
        for spec in year_charts(figures)
    }
    return render_document(template("report"), report_facts(book, figures), pictures, WHERE)


def text_of(document: bytes) -> str:
    opened = docx.Document(io.BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def render(text: str, facts: dict[str, Any]) -> str:
    return text_of(
        render_document(build_template(text), {"标题": "", "单位": "", **facts}, {}, WHERE)
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_templates_are_made_from_their_texts(name: str) -> None:
    text = (templates_folder() / f"{name}.txt").read_text(encoding="utf-8")
    assert build_template(text) == template(name)


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_valid_word_files(name: str, tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(template(name))
    assert word_errors(path) == []


def test_the_report_is_a_valid_word_file_with_every_chart(tmp_path: Path) -> None:
    document = report_of(sample_book())
    path = tmp_path / "report.docx"
    path.write_bytes(document)
    assert word_errors(path) == []
    body = zipfile.ZipFile(path).read("word/document.xml").decode()
    for spec in year_charts(year_end(sample_book())):
        assert f'descr="{spec.name} &lt;说明&gt; &amp; “1”"' in body


def test_the_report_says_what_the_tables_say() -> None:
    text = text_of(report_of(sample_book()))
    for figure in ("250,588.53", "228,856.70", "69,992.18", "37,590.00", "179,652.06"):
        assert figure in text
    assert "3月9日，组织“三八”节女教职工插花活动（女工委员）：完成插花作品 118 件" in text
    assert "{{" not in text


def test_empty_parts_say_what_is_missing_and_invent_nothing() -> None:
    text = text_of(report_of(empty_year()))
    for sheet in ("年度计划", "服务台账", "提案", "公开", "收支台账", "会费"):
        assert f"《{sheet}》没有" in text
    assert "请补写：原因、改进措施和下一年打算" in text
    assert "完成率" not in text


def test_what_is_open_is_told() -> None:
    items = (
        an_item("P1", (3,), "春游；", status=PlanStatus.POSTPONED),
        an_item("P2", (3,), "秋游", status=PlanStatus.CANCELLED),
        an_item("P3", (3,), "讲座", status=PlanStatus.DONE),
    )
    text = text_of(report_of(replace(empty_year(), work_items=items)))
    assert (
        "年度计划工作 3 项，其中取消 1 项，其余 2 项截至 3 月 1 日完成 1 项，完成率 50.0%。" in text
    )
    assert "春游（延期）。" in text
    assert "到期尚未完成" not in text  # March is not over
    book = replace(empty_year(), work_items=items, as_of=dt.date(2026, 4, 1))
    assert "有 1 项计划工作到期尚未完成。" in text_of(report_of(book))


def test_categories_are_numbered_without_gaps() -> None:
    items = (
        an_item("P1", (2,), "甲", category="甲类", status=PlanStatus.DONE),
        an_item("P2", (2,), "乙", category="乙类"),
        an_item("P3", (2,), "乙", category="乙类"),
    )
    text = text_of(report_of(replace(empty_year(), work_items=items)))
    assert "（一）甲类" in text
    assert "乙类" not in text.split("尚未完成")[0]


def test_what_was_tentative_is_not_so_any_more_when_it_is_done() -> None:
    done = an_item("P1", (2,), "春游（暂定）。", status=PlanStatus.DONE, outcome="顺利。")
    open_ = an_item("P2", (4,), "秋游（待定）", status=PlanStatus.TENTATIVE)
    text = text_of(report_of(replace(empty_year(), work_items=(done, open_))))
    assert "春游：顺利。" in text
    assert "秋游（暂定）。" in text
    assert "待定" not in text


def test_a_year_without_money_and_services_does_not_speak_of_zero_yuan() -> None:
    items = (an_item("P1", (2,), "春游", status=PlanStatus.DONE),)
    text = text_of(report_of(replace(empty_year(), work_items=items)))
    assert "年度计划工作 1 项，截至 3 月 1 日全部完成。现将" in text
    assert "0.00" not in text


def test_a_side_without_money_is_told_in_words() -> None:
    expense = an_expense(dt.date(2026, 1, 1), "501", "甲", "5.00")
    text = text_of(report_of(replace(empty_year(), ledger_entries=(expense,))))
    assert "截至 3 月 1 日没有收入，支出 5.00 元。" in text
    assert "收入项目" not in text


def test_rows_dated_elsewhere_are_told_where_the_money_is_summed() -> None:
    days = (dt.date(2025, 12, 31), dt.date(2026, 3, 2))
    entries = tuple(an_expense(day, "501", "甲", "5.00") for day in days)
    text = text_of(report_of(replace(empty_year(), ledger_entries=entries)))
    assert "有 1 笔的日期不在 2026 年，已计入。" in text
    assert "有 1 笔的日期在 2026-03-01 之后，已计入。" in text


def test_a_year_without_a_budget_does_not_speak_of_one_of_zero_yuan() -> None:
    expense = an_expense(dt.date(2026, 1, 1), "501", "甲", "5.00")
    text = text_of(report_of(replace(empty_year(), ledger_entries=(expense,))))
    assert "0.00" not in text


def test_services_without_a_kind_are_not_called_one() -> None:
    text = text_of(report_of(replace(empty_year(), service_entries=(a_service(""),))))
    assert "服务台账登记 1 人次。" in text


def test_a_chart_without_figures_is_left_out_with_its_paragraph() -> None:
    template_ = build_template("甲\n[图.收入构成]\n[图.支出构成]")
    pictures = {"收入构成": None, "支出构成": small_picture("支出构成")}
    document = render_document(template_, {"标题": "", "单位": ""}, pictures, WHERE)
    opened = docx.Document(io.BytesIO(document))
    assert len(opened.inline_shapes) == 1
    assert len(opened.paragraphs) == 2


def test_the_same_book_gives_the_same_bytes() -> None:
    assert report_of(empty_year()) == report_of(empty_year())


def test_the_brief_of_a_month_holds_that_month_alone() -> None:
    book = sample_book()
    facts = brief_facts(book, year_end(book), Month(2026, 3))
    text = text_of(render_document(template("brief"), facts, {}, WHERE))
    assert "本月收入 14,674.18 元，支出 12,583.31 元，月末结余 57,037.55 元。" in text
    assert "插花" in text
    assert "读书日" in text.split("四、下月安排")[1]
    assert "合唱展演" not in text


def test_the_brief_tells_what_goes_on_from_what_is_late() -> None:
    going = PlanStatus.IN_PROGRESS
    book = replace(
        empty_year(),
        work_items=(
            an_item("P1", tuple(range(1, 13)), "收会费", status=going),
            an_item("P2", (3,), "讲座", status=going),
            an_item("P3", (3,), "健步走", status=PlanStatus.DONE),
            an_item("P4", (4,), "春游", status=PlanStatus.TENTATIVE),
        ),
        activities=(an_activity("P3", 3, 5), an_activity("P1", 3, 7), an_activity("P1", 2, 9)),
    )
    facts = brief_facts(book, year_end(book), Month(2026, 3))
    assert facts["概述"] == "安排工作 3 项，已完成 1 项，持续开展 1 项，尚未完成 1 项"
    assert facts["完成"] == ["健步走：参加 5 人次。"]
    assert facts["持续开展"] == ["收会费：参加 7 人次。"]
    assert facts["未完成"] == ["讲座（进行中）。"]
    assert facts["下月"] == ["收会费。", "春游（暂定）。"]


def an_activity(item_no: str, month: int, attended: int) -> Activity:
    return Activity(
        item_no=item_no,
        name="",
        held_on=dt.date(2026, month, 3),
        place="",
        expected_count=None,
        attended_count=attended,
        winner_count=None,
        day_count=None,
        cost_amount=None,
        voucher_no="",
        evidence="",
        remark="",
        source=SourceRef("活动台账", 4),
    )


@pytest.mark.parametrize(
    "text",
    ["收入<支出 & 结余", "{{ 7*7 }}", "{% raw %}", "=1+1", "甲\x00乙\x0b", "<w:p/>", "a\tb", "𠮷"],
)
def test_a_text_from_a_cell_is_text(text: str) -> None:
    shown = render("{{ 事项 }}。", {"事项": text})
    assert shown == f"{text}。".replace("\x00", "").replace("\x0b", "")


def test_an_unknown_name_in_a_template_is_named() -> None:
    with pytest.raises(ReportError, match="模板中的“收人合计”不是可用的名称"):
        render("{{ 收人合计 }}", {})


def test_a_broken_tag_in_a_template_is_told() -> None:
    with pytest.raises(ReportError, match="花括号标记写得不完整"):
        render("{% if 单位 %}", {})


@pytest.mark.parametrize(
    "tag",
    ['{{ 年度 + "年" }}', "{{ 年度 / 0 }}", "{% for 项 in 年度 %}{% endfor %}", "{{ 年度() }}"],
)
def test_a_tag_that_cannot_be_worked_out_is_told(tag: str) -> None:
    with pytest.raises(ReportError, match=r"花括号里有算不出来的内容。请在花括号里只写"):
        render(tag, {"年度": 2026})


@pytest.mark.parametrize(
    "tag",
    [
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}",
        "{% for 项 in 事项 recursive %}{{ loop(事项) }}{% endfor %}",
        "{{ '工' * 10**10 }}",
        "{{ '工' * 99999999999 }}",
        "{{ 9**9**9**9 }}",
        "{{ '工'|center(99999999999) }}",
        "{{ '%099999999999d' % 1 }}",
        "{% set 长 = 单位 ~ 单位 %}",
        "{% for 项 in [单位 ~ 单位] %}{% endfor %}",
        "{% include '别的' %}",
        "{{ lipsum(99999) }}",
        "{{ 单位.format(单位) }}",
        "{{ " + "1+(" * 500 + "1" + ")" * 500 + " }}",
        "{% if 单位 %}" * 300 + "{% endif %}" * 300,
    ],
)
def test_a_tag_without_end_is_told_at_once(tag: str) -> None:
    with pytest.raises(ReportError, match=r"花括号里有算不出来的内容。请在花括号里只写"):
        render(tag, {"单位": "某校工会", "事项": ["一", "二"]})


@pytest.mark.parametrize(
    "tag",
    [
        "{% for 数 in range(10000000000) %}工{% endfor %}",
        "{% for 数 in range(999) %}{% for 数 in range(999) %}{% endfor %}{% endfor %}",
        "{% for 项 in 事项 %}" * 9 + "工" + "{% endfor %}" * 9,
        "{% for 项 in 事项 %}" + "工" * 1_000_000 + "{% endfor %}",
        "{{ 事项|join(事项|join(事项|join(事项|join(事项|join(事项|join(事项)))))) }}",
    ],
)
def test_a_template_of_a_document_without_end_is_told_at_once(tag: str) -> None:
    with pytest.raises(ReportError, match=r"做出来的文档太大（内容或循环太多），没有生成。请"):
        render(tag, {"事项": ["某事"] * 20})


def test_what_a_template_may_say_is_still_said() -> None:
    tag = (
        "{% for 项 in 事项 %}{{ loop.index + 1 }}.{{ 项.名称|upper }}{% if not loop.last %}、"
        "{% endif %}{% endfor %}{{ 事项|length }}{% for 数 in range(2) %}-{% endfor %}"
        "{{ 事项[0]['名称'] if 事项 else '无' }}{{ '丙' if 事项|length > 1 else '' }}"
    )
    assert render(tag, {"事项": [{"名称": "a"}, {"名称": "b"}]}) == "2.A、3.B2--a丙"


@pytest.mark.parametrize("part", ["word/footer1.xml", "word/document.xml", "docProps/core.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_template_that_declares_entities_is_refused(part: str, encoding: str) -> None:
    bomb = "".join(
        f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in pairwise("abcdefghi")
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "工">{bomb}]>'
    files = unpacked(template("brief"))
    body = files[part].decode().partition("?>")[2]
    files[part] = (head + body).encode(encoding)
    with pytest.raises(ReportError, match="含有外部引用的声明"):
        render_document(packed(files), {}, {}, WHERE)


def test_a_template_that_unpacks_to_far_too_much_is_refused() -> None:
    files = unpacked(template("brief"))
    for name, content in (
        ("word/media/a.bin", bytes(400_000_000)),
        ("word/a.xml", b"<a>" * 3_000_000),
    ):
        with pytest.raises(ReportError, match="太大"):
            render_document(packed({**files, name: content}), {}, {}, WHERE)


@pytest.mark.parametrize("content", [b"", b"<a/>", b"words", b"<w:document"])
def test_whatever_is_broken_in_a_template_is_told_or_borne(content: bytes) -> None:
    files = unpacked(template("brief"))
    for name in files:
        for broken in ({**files, name: content}, {k: v for k, v in files.items() if k != name}):
            with suppress(ReportError):
                render_document(packed(broken), {"标题": "简报", "单位": "某校"}, {}, WHERE)


def test_a_template_cannot_reach_the_program() -> None:
    with pytest.raises(ReportError):
        render("{{ 单位.__class__.__mro__ }}", {})


@pytest.mark.libreoffice
def test_a_template_that_an_office_program_saved_still_works(tmp_path: Path) -> None:
    saved = convert(templates_folder() / "report.docx", "docx", tmp_path).read_bytes()
    figures = year_end(sample_book())
    pictures = {spec.name: small_picture(spec.name) for spec in year_charts(figures)}
    facts = report_facts(sample_book(), figures)
    again = text_of(render_document(saved, facts, pictures, WHERE))
    assert again == text_of(report_of(sample_book()))


@pytest.mark.parametrize("content", [b"", b"no zip", a_png()])
def test_a_file_that_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(ReportError, match="不是 Word 文档"):
        render_document(content, {}, {}, WHERE)


def test_charts_in_the_document_have_their_size_and_are_undistorted() -> None:
    font = find_font()
    figures = year_end(sample_book())
    pictures = {spec.name: chart_picture(spec, font) for spec in year_charts(figures)}
    facts = report_facts(sample_book(), figures)
    document = render_document(template("report"), facts, pictures, WHERE)
    shapes = list(docx.Document(io.BytesIO(document)).inline_shapes)
    assert len(shapes) == len(pictures)
    for shape in shapes:
        picture = pictures[shape._inline.docPr.name]
        assert {shape._inline.get(f"dist{side}") for side in "TBLR"} == {"0"}
        assert shape.width.cm == pytest.approx(15.6, abs=0.02)
        ratio = picture.height_cm / picture.width_cm
        assert shape.height / shape.width == pytest.approx(ratio, rel=0.01)


def a_due(paid: str) -> DuesPayment:
    amount, nothing = Decimal(paid), Decimal("5.00")
    where = SourceRef("会费", 4)
    return DuesPayment("H001", "云一一", Month(2026, 2), nothing, amount, None, "", "", where)


A_PROPOSAL = Proposal(
    *("1", "", "云一一", "", "增设饮水机", ""),
    "",
    "",
    None,
    None,
    None,
    "",
    "",
    SourceRef("提案", 4),
)
A_DISCLOSURE = Disclosure(
    dt.date(2026, 2, 1), "会费收缴", "", "公告栏", "", "", "", SourceRef("公开", 4)
)
PLANS: dict[str, tuple[WorkItem, ...]] = {
    "nothing": (),
    "open": (an_item("P001", (3,), "春游"),),
    "cancelled": (an_item("P001", (3,), "春游", status=PlanStatus.CANCELLED),),
    "done": (an_item("P001", (3,), "春游", status=PlanStatus.DONE),),
}
LEDGERS: dict[str, tuple[LedgerEntry, ...]] = {
    "nothing": (),
    "no amount": (an_expense(dt.date(2026, 2, 1), "50401", "文体活动支出", "0.00"),),
    "an expense": (an_expense(dt.date(2026, 2, 1), "50401", "文体活动支出", "30.00"),),
}
DUES: dict[str, tuple[DuesPayment, ...]] = {
    "nothing": (),
    "unpaid": (a_due("0.00"),),
    "paid": (a_due("5.00"),),
}
ROWS: dict[str, tuple[str, object]] = {
    "Services": ("service_entries", a_service("慰问")),
    "Proposals": ("proposals", A_PROPOSAL),
    "Disclosures": ("disclosures", A_DISCLOSURE),
}
EMPTY_SAID = {
    "Plan": "《年度计划》没有",
    "Ledger": "《收支台账》没有",
    "Dues": "《会费》没有",
    "Services": "《服务台账》没有",
    "Proposals": "《提案》没有",
    "Disclosures": "《公开》没有",
}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("ledger", LEDGERS)
@pytest.mark.parametrize("dues", DUES)
def test_no_sentence_contradicts_what_a_table_holds(plan: str, ledger: str, dues: str) -> None:
    book = replace(
        empty_year(),
        work_items=PLANS[plan],
        ledger_entries=LEDGERS[ledger],
        dues_payments=DUES[dues],
    )
    held = {"Plan": plan, "Ledger": ledger, "Dues": dues}
    for count in range(len(ROWS) + 1):
        for names in itertools.combinations(ROWS, count):
            rows = {field: (row,) for field, row in (ROWS[name] for name in names)}
            text = text_of(report_of(replace(book, **rows)))  # type: ignore[arg-type]
            filled = {name for name, kind in held.items() if kind != "nothing"} | set(names)
            said = {name for name, words in EMPTY_SAID.items() if words in text}
            assert said == EMPTY_SAID.keys() - filled
            assert ("还没有本年的记录" in text) is not bool(filled)
            assert ("春游" in text) is (plan in {"open", "done"})
            assert ("目前还没有完成的事项" in text) is (plan == "open")
            assert ("都已取消" in text) is (plan == "cancelled")


def test_the_brief_names_accounts_by_their_codes() -> None:
    entries = (
        an_expense(dt.date(2026, 2, 3), "504", "", "60.00"),
        an_expense(dt.date(2026, 2, 4), "59999", "", "7.00"),
        an_expense(dt.date(2026, 2, 5), "", "", "8.00"),
    )
    accounts = tuple(account for account in load_accounts() if account.edition == "2021")
    book = replace(empty_year(), ledger_entries=entries, accounts=accounts)
    names = [row["名称"] for row in brief_facts(book, year_end(book), Month(2026, 2))["科目"]]
    (known,) = (one.account_name for one in accounts if one.account_code == "504")
    assert names == [known, "科目 59999", "（未填科目）"]
    shown = [cell.value for _, _, cell in month_sheet(book, Month(2026, 2)).cells()]
    assert set(names) <= set(shown)
    shown = [cell.value for _, _, cell in budget_report(book).cells()]
    assert set(names) <= set(shown)


@pytest.mark.parametrize("rows", ["skipped_rows", "outside_rows"])
def test_no_document_says_that_there_is_nothing_of_rows_left_out(rows: str) -> None:
    tables = {
        table.field: 80 for table in (PLAN, SERVICES, PROPOSALS, DISCLOSURES, LEDGER, DUES_TABLE)
    }
    book = replace(empty_year(), **{rows: tables})  # type: ignore[arg-type]
    facts = brief_facts(book, year_end(book), Month(2026, 2))
    brief = text_of(render_document(template("brief"), facts, {}, WHERE))
    report = text_of(report_of(book))
    for text in (brief, report):
        assert "《服务台账》80 行" in text
        assert "《服务台账》有 80 行未计入，此外没有" in text
        assert not any(f"《{sheet}》没有" in text for sheet in ("服务台账", "提案", "公开"))
    sheet = render_text(month_sheet(book, Month(2026, 2)))
    assert "《年度计划》有 80 行未计入，此外本月没有计划事项" in sheet


def test_the_report_of_a_part_of_the_year_is_none_of_the_year() -> None:
    book = sample_book()
    settings = replace(book.settings, start_month=Month(2026, 9))
    entries = tuple(one for one in book.ledger_entries if one.booked_on.month >= 9)
    text = text_of(report_of(replace(book, settings=settings, ledger_entries=entries)))
    assert text.count("从 9 月起登记，以前的月份不在本工作簿") == 1
    assert "2026年9月起，" in text
    assert "年度计划工作" not in text
    assert "全年完成" not in text
    assert "全年收入" not in text
    assert "\n3月\n" not in text


@pytest.mark.parametrize("name", NAMES)
def test_headings_stay_with_what_follows(name: str) -> None:
    opened = docx.Document(io.BytesIO(template(name)))
    heads = [one for one in opened.paragraphs if one.style and "eading" in one.style.name]
    assert heads
    assert all(one.paragraph_format.keep_with_next for one in heads)
