"""Charts, closing, report and calendar file on a real workbook file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from icalendar import Calendar

from tests.pictures import a_png
from tests.samples import write_sample
from unionxl.domain.period import Month
from unionxl.errors import CannotWriteError, ReportError, RequestError
from unionxl.operations.calendar_file import write_calendar
from unionxl.operations.charts import FOLDER, make_charts
from unionxl.operations.making import make
from unionxl.operations.months import chosen_month, make_month_sheets
from unionxl.operations.reports import (
    OWN_BRIEF,
    OWN_REPORT,
    write_brief,
    write_report,
)
from unionxl.reporting.word_template import build_template
from unionxl.words.lists import templates_folder
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from pathlib import Path

YEAR_END = dt.date(2026, 12, 31)
STAMP = dt.datetime(2026, 12, 31, 9, tzinfo=dt.UTC)
NAMES = (
    "收入构成",
    "支出构成",
    "预算执行",
    "逐月收支",
    "工作开展",
    "服务会员",
    "会费收缴",
    "与上年比较",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "工会工作簿.xlsx")


def test_charts_stand_on_their_sheet_and_as_files(path: Path) -> None:
    said: list[str] = []
    outcome = make_charts(open_workbook(path, progress=said.append), as_of=YEAR_END)
    assert outcome.summary.startswith("已生成《年终图表》：8 幅图表；图片另存在 ")
    assert outcome.notes == ()
    assert "正在绘制“与上年比较”（8/8）" in said
    assert said[-1] == "正在保存“与上年比较”（8/8）"
    assert len(openpyxl.load_workbook(path)["年终图表"]._images) == len(NAMES)  # type: ignore[attr-defined]
    files = {file.name for file in (path.parent / FOLDER).iterdir()}
    assert files == {f"{name}{suffix}.png" for name in NAMES for suffix in ("", "（半幅）")}
    again = make_charts(open_workbook(path), as_of=YEAR_END)
    assert again.backup is None


def test_a_picture_that_is_not_ours_is_never_replaced(path: Path) -> None:
    make_charts(open_workbook(path), as_of=YEAR_END)
    own, ours = (path.parent / FOLDER / f"{name}.png" for name in ("收入构成", "支出构成"))
    own.write_bytes(a_png())
    ours.write_bytes(ours.read_bytes() + b"\0")
    (note,) = make_charts(open_workbook(path), as_of=YEAR_END).notes
    assert note.startswith("“图表”文件夹中的“收入构成.png”不是本程序画的，或已改过，未覆盖。需要")
    assert own.read_bytes() == a_png()
    assert not ours.read_bytes().endswith(b"\0")


def test_last_years_workbook_is_compared(path: Path, tmp_path: Path) -> None:
    last = write_sample(tmp_path / "2025.xlsx", 2025)
    make_charts(open_workbook(path), as_of=YEAR_END, last_year=open_workbook(last))
    texts = [text for row in open_workbook(path).read_sheet("年终图表").rows for text in row]
    assert "上年" in texts


def test_rows_below_the_tables_of_last_year_are_told(path: Path, tmp_path: Path) -> None:
    last = write_sample(tmp_path / "2025.xlsx", 2025)
    book = openpyxl.load_workbook(last)
    sheet = book["收支台账"]
    end = int(sheet.tables["Ledger"].ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    sheet.cell(end + 1, 1, dt.date(2025, 12, 30))
    sheet.cell(end + 1, 2, "记-99")
    sheet.cell(end + 3, 1, dt.date(2025, 12, 31))
    sheet.cell(end + 3, 2, "记-100")
    book.save(last)
    opened = open_workbook(last)
    charts = make_charts(open_workbook(path), as_of=YEAR_END, last_year=opened)
    counted, left = charts.notes
    assert counted.startswith("2025 年工作簿《收支台账》")
    assert f"第 {end + 1} 行在表格外，已一并计入。" in counted
    assert "保存时" not in counted
    assert f"第 {end + 3} 行与表格之间隔着空行，没有计入。" in left
    report = write_report(
        open_workbook(path), tmp_path / "总结.docx", as_of=YEAR_END, last_year=opened
    )
    assert report.notes[:2] == charts.notes


def test_the_workbook_of_another_year_is_refused(path: Path) -> None:
    with pytest.raises(RequestError, match=r"这是 2026 年的工作簿，不是 2025 年的。请选 2025 年"):
        make_charts(open_workbook(path), as_of=YEAR_END, last_year=open_workbook(path))
    assert not (path.parent / FOLDER).exists()


def test_a_folder_that_takes_no_pictures_stops_before_the_workbook_changes(path: Path) -> None:
    before = path.read_bytes()
    (path.parent / FOLDER).write_text("a file of the clerk's own")
    with pytest.raises(RequestError, match="已有叫“图表”的文件，图片没有地方放。请把它改名"):
        make_charts(open_workbook(path), as_of=YEAR_END)
    assert path.read_bytes() == before


def test_a_picture_that_cannot_be_written_stops_before_the_workbook_changes(path: Path) -> None:
    before = path.read_bytes()
    (path.parent / FOLDER / "收入构成.png").mkdir(parents=True)
    with pytest.raises(CannotWriteError, match="那里有一个同名的文件夹"):
        make_charts(open_workbook(path), as_of=YEAR_END)
    assert path.read_bytes() == before


def test_a_character_without_a_glyph_is_told(path: Path) -> None:
    book = open_workbook(path)
    block = book.read_table("Services")
    book.set_cells("Services", [CellChange(block.row_number(0), "事项", "𠮷")])
    book.save()
    (note,) = make_charts(open_workbook(path), as_of=YEAR_END).notes
    assert note.startswith("图表：所用字体没有“𠮷”，图中以“〓”代替。请")


def test_closing_makes_three_sheets_and_is_repeatable(path: Path) -> None:
    outcome = make(open_workbook(path), "close", as_of=YEAR_END)
    assert outcome.summary == "已生成《收支决算表》《经费公开》《台账目录》。"
    assert open_workbook(path).sheet_names()[-3:] == ("收支决算表", "经费公开", "台账目录")
    assert make(open_workbook(path), "close", as_of=YEAR_END).backup is None


def test_what_was_typed_on_a_month_sheet_and_is_not_in_the_plan_yet_is_told(path: Path) -> None:
    book = open_workbook(path)
    make_month_sheets(book, lambda book: chosen_month(Month(2026, 3), book), as_of=YEAR_END)
    file = openpyxl.load_workbook(path)
    sheet = file["3月"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "已完成")
    cell.value = "延期"
    file.save(path)
    (note,) = make(open_workbook(path), "close", as_of=YEAR_END).notes
    assert note.startswith("《3月》上有 1 处填写还没有带回《年度计划》，未计入。请先")


def test_a_report_is_written_once_and_never_over_another(path: Path) -> None:
    target, before = path.parent / "总结.docx", path.read_bytes()
    outcome = write_report(open_workbook(path), target, as_of=YEAR_END)
    assert outcome.summary.endswith("请在 Word 中补写斜体的部分。")
    written = target.read_bytes()
    with pytest.raises(RequestError, match="已有同名文件，未作改动"):
        write_report(open_workbook(path), target, as_of=YEAR_END)
    assert target.read_bytes() == written
    assert path.read_bytes() == before


def test_a_report_of_another_kind_of_file_is_refused(path: Path) -> None:
    with pytest.raises(RequestError, match=r"文件名须以 \.docx 结尾。请改为 总结\.docx"):
        write_report(open_workbook(path), path.parent / "总结.pdf", as_of=YEAR_END)


def test_a_template_of_the_clerks_own_is_used(path: Path) -> None:
    target, own = path.parent / "总结.docx", path.parent / "模板.docx"
    own.write_bytes(b"no document")
    with pytest.raises(ReportError, match="不是 Word 文档"):
        write_report(open_workbook(path), target, as_of=YEAR_END, template=own)
    with pytest.raises(ReportError, match="找不到这个文件"):
        write_report(
            open_workbook(path), target, as_of=YEAR_END, template=path.parent / "missing.docx"
        )
    assert not target.exists()


def test_templates_beside_the_workbook_are_used_and_named(path: Path) -> None:
    for own, built_in in ((OWN_REPORT, "report"), (OWN_BRIEF, "brief")):
        text = (templates_folder() / f"{built_in}.txt").read_text(encoding="utf-8")
        (path.parent / own).write_bytes(build_template(f"自己的话\n{text}"))
    report, brief = path.parent / "总结.docx", path.parent / "简报.docx"
    write_report(open_workbook(path), report, as_of=YEAR_END)
    write_brief(open_workbook(path), brief, Month(2026, 3), as_of=YEAR_END)
    for target in (report, brief):
        assert docx.Document(str(target)).paragraphs[0].text == "自己的话"
    (path.parent / OWN_REPORT).write_bytes(build_template("{{ 单位名 }}"))
    with pytest.raises(ReportError, match=r"模板 总结模板\.docx：模板中的“单位名”不是可用的名称"):
        write_report(open_workbook(path), path.parent / "另一份.docx", as_of=YEAR_END)


def test_the_brief_of_a_month_of_another_year_is_refused(path: Path) -> None:
    target = path.parent / "简报.docx"
    write_brief(open_workbook(path), target, Month(2026, 3), as_of=YEAR_END)
    assert target.exists()
    with pytest.raises(RequestError, match=r"没有 2027 年 3 月。请选 2026-01 至 2026-12"):
        write_brief(open_workbook(path), path.parent / "a.docx", Month(2027, 3), as_of=YEAR_END)


def test_a_calendar_file_that_no_phone_would_open_is_refused(path: Path) -> None:
    with pytest.raises(RequestError, match=r"文件名须以 \.ics 结尾。请改为 计划\.ics"):
        write_calendar(open_workbook(path), path.parent / "计划", stamp=STAMP)
    assert not (path.parent / "计划").exists()


def test_a_calendar_file_is_updated_and_a_foreign_one_left_alone(path: Path) -> None:
    target = path.parent / "计划.ics"
    write_calendar(open_workbook(path), target, stamp=STAMP)
    first = {str(event["uid"]) for event in Calendar.from_ical(target.read_bytes()).walk("VEVENT")}
    write_calendar(open_workbook(path), target, stamp=STAMP + dt.timedelta(days=1))
    again = [str(event["uid"]) for event in Calendar.from_ical(target.read_bytes()).walk("VEVENT")]
    assert sorted(again) == sorted(first)
    foreign = path.parent / "自己的.ics"
    foreign.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    with pytest.raises(RequestError, match="不是本程序生成的，未作改动"):
        write_calendar(open_workbook(path), foreign, stamp=STAMP)


def test_a_title_too_long_for_its_page_is_made_smaller_not_cut(path: Path) -> None:
    make(open_workbook(path), "close", as_of=YEAR_END)
    file = openpyxl.load_workbook(path)
    for name in ("收支决算表", "经费公开", "台账目录"):
        assert file[name]["A1"].alignment.shrink_to_fit
