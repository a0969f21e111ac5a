"""Every button of the start sheet, pressed with the mouse in a window of LibreOffice."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import start_sheet
from tests.buttons import BUTTONS
from tests.clicked import document_of
from tests.desktop import ROOT, desktop
from tests.sheets_made import SHEETS
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.operations.creating import create_workbook
from unionxl.tables.program import MORE_SHEET
from unionxl.workbook.buttons import front_rows
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desktop import Desktop

pytestmark = pytest.mark.libreoffice

LABELS = {button.action: button.label for button in BUTTONS}
FRONT = {one.action for row in front_rows(BUTTON_GROUPS) for one in row.buttons}
FRONT_LABELS = {LABELS[action] for action in FRONT}
NOTICE = ROOT / "tests" / "unit" / "domain" / "notice_texts" / "2024.txt"
PLAN = "2026年工会工作计划\n三月\n1.组织女教职工插花活动\n2.核对会员名册\n九月\n1.慰问退休教师\n"
OLD_PLANS = (
    "2025年工会工作计划\n三月\n1.健步走\n2.训练\n五月\n1.春游\n"
    "2024年云岭小学工会工作计划\n三月\n1.健步走\n九月\n1.走访退休教师\n"
)
DOUBTFUL = (
    "2026年工会工作计划\n三月份\n1.召开会议，讨论计划。\n2.举办摄影展，优秀作品在宣传\n"
    "- 1 -\n栏展出。\n四月份\n1.组织春游。\n2.走访会员。\n"
)
MONTHS = [f"{number}月" for number in range(1, 13)]


def click(desk: Desktop, action: str) -> str:
    """Press a button; return what stood open then, for `stays`."""
    document = str(desk.state()["document"])
    if action not in FRONT:
        desk.ask("show", MORE_SHEET)
    desk.click(LABELS[action])
    return document


def column(desk: Desktop, sheet: str, address: str) -> list[str]:
    return [row[0] for row in desk.ask("values", sheet, address) or ()]


def has_every_button(desk: Desktop) -> bool:
    desk.ask("show", start_sheet.SHEET)
    return set(desk.state()["buttons"]) >= FRONT_LABELS


def note_of(desk: Desktop, action: str) -> str:
    """Return what the list of what was done last says of a button."""
    rows = desk.ask("values", start_sheet.SHEET, "C30:F99") or ()
    return next((row[3] for row in rows if row[0] == LABELS[action]), "")


def sees(desk: Desktop, sheet: str) -> None:
    """Wait until a sheet is in front, as a click brings it there; then go back to the buttons."""
    desk.wait_for(f"《{sheet}》 in front", lambda: desk.state()["active"] == sheet)
    desk.ask("show", start_sheet.SHEET)


def stays(desk: Desktop, before: str) -> None:
    """A click that makes no sheet leads nowhere, though an earlier one has made one."""
    desk.wait_for("the file read again", lambda: desk.state()["document"] != before)
    assert desk.state()["active"] in {start_sheet.SHEET, MORE_SHEET}
    desk.ask("show", start_sheet.SHEET)


def click_help(desk: Desktop, _folder: Path) -> None:
    click(desk, "help")
    sees(desk, "使用说明")


def click_more(desk: Desktop, _folder: Path) -> None:
    click(desk, "more")
    sees(desk, MORE_SHEET)


def click_import_plan(desk: Desktop, folder: Path) -> None:
    document = folder / "plan.txt"
    document.write_text(PLAN, "utf-8")
    before = click(desk, "import_plan")
    desk.choose_file(document)
    assert desk.close_box().startswith("已导入《年度计划》3 项。")
    stays(desk, before)
    assert note_of(desk, "import_plan") == "已导入《年度计划》3 项。"
    assert "慰问退休教师" in column(desk, "年度计划", "E4:E6")


def click_import_old_plans(desk: Desktop, folder: Path) -> None:
    """Two plans of other years: which one, and does it serve again; first not, then yes."""
    document = folder / "old.txt"
    document.write_text(OLD_PLANS, "utf-8")
    for last, said in (("No", "没有选定，未作改动。"), ("Yes", "已导入《年度计划》2 项。")):
        click(desk, "import_plan")
        desk.choose_file(document)
        assert "导入第 1 份" in desk.answer_box("No")
        assert "导入第 2 份" in desk.answer_box("Yes")
        assert "把它沿用到 2026 年吗？" in desk.answer_box(last)
        told = desk.close_box()
        assert said in told
        assert "--" not in told
    desk.wait_for(
        "the items in the plan", lambda: "走访退休教师" in column(desk, "年度计划", "E4:E9")
    )
    sees(desk, "导入核对")


def click_accept_plan(desk: Desktop, folder: Path) -> None:
    """What is doubtful is listed by the import, ticked, and goes into the plan with a click."""
    document = folder / "doubtful.txt"
    document.write_text(DOUBTFUL, "utf-8")
    click(desk, "import_plan")
    desk.choose_file(document)
    assert "有 1 项有疑问，列在《导入核对》" in desk.close_box()
    sees(desk, "导入核对")
    click(desk, "accept_plan")
    assert desk.close_box().startswith("已导入《年度计划》1 项。")
    sees(desk, "导入核对")
    assert "举办摄影展，优秀作品在宣传栏展出。" in column(desk, "年度计划", "E4:E14")


def click_month(desk: Desktop, _folder: Path) -> None:
    desk.ask(
        "type", start_sheet.SHEET, start_sheet.MONTH, "3"
    )  # so that LibreOffice itself stores the workbook
    click(desk, "month")
    assert desk.close_box().startswith("已生成《3月》：计划事项 5 项。")
    sees(desk, "3月")
    shown = {text for row in desk.ask("values", "3月", "A1:U60") for text in row}
    assert any("组织女教职工插花活动" in text for text in shown)


def click_all_months(desk: Desktop, _folder: Path) -> None:
    click(desk, "all_months")
    assert desk.close_box().startswith("已生成 12 张月工作表。")
    sees(desk, MONTHS[0])
    assert set(MONTHS) <= set(desk.state()["sheets"])


def click_for_sheets(desk: Desktop, action: str, *sheets: str) -> None:
    click(desk, action)
    assert desk.close_box().startswith(f"已生成《{sheets[0]}》")
    sees(desk, sheets[0])
    assert set(sheets) <= set(desk.state()["sheets"])


def click_brief(desk: Desktop, folder: Path) -> None:
    before = click(desk, "brief")
    said = desk.close_box()
    assert "2026年3月工会简报.docx。请在 Word 中核对后使用。" in said
    stays(desk, before)
    assert (folder / "2026年3月工会简报.docx").exists()


def click_check(desk: Desktop, _folder: Path) -> None:
    click(desk, "check")
    assert desk.close_box().startswith("已检查，结果在《检查结果》：")
    sees(desk, "检查结果")
    assert desk.ask("values", start_sheet.SHEET, start_sheet.figure("检查发现"))[0][0].isdigit(), (
        "the key figure counts findings"
    )


def click_charts(desk: Desktop, folder: Path) -> None:
    click_for_sheets(desk, "charts", "年终图表")
    assert list((folder / "图表").glob("*.png"))


def click_report(desk: Desktop, folder: Path) -> None:
    before = click(desk, "report")
    said = desk.close_box()
    assert "2026年工会工作总结.docx。请在 Word 中补写斜体的部分。" in said
    stays(desk, before)
    assert (folder / "2026年工会工作总结.docx").exists()


def click_ics(desk: Desktop, folder: Path) -> None:
    before = click(desk, "ics")
    said = desk.close_box()
    assert "2026年工会日历.ics：" in said
    stays(desk, before)
    assert b"BEGIN:VEVENT" in (folder / "2026年工会日历.ics").read_bytes()


def click_holidays(desk: Desktop, _folder: Path) -> None:
    assert "2024" not in column(desk, "放假安排", "A4:A200")
    before = click(desk, "holidays")
    desk.choose_file(NOTICE)
    assert desk.close_box().startswith("已填入《放假安排》：2024 年放假")
    stays(desk, before)
    assert "2024" in column(desk, "放假安排", "A4:A200")


def click_restore(desk: Desktop, _folder: Path) -> None:
    """What the last step filled in goes away again."""
    before = click(desk, "restore")
    assert desk.close_box().startswith("已恢复到备份《")
    stays(desk, before)
    assert "2024" not in (column(desk, "放假安排", "A4:A200") or "2024")


def click_repair(desk: Desktop, folder: Path) -> None:
    before = {path.name for path in folder.iterdir()}
    document = click(desk, "repair")
    assert desk.close_box().startswith("已另存一本修好的工作簿：")
    stays(desk, document)
    (made,) = {path.name for path in folder.iterdir()} - before
    assert made.endswith("（已修复）.xlsm")


def click_sheets(action: str) -> Callable[[Desktop, Path], None]:
    """Return the step of an operation that only makes sheets."""
    return lambda desk, _folder: click_for_sheets(desk, action, *SHEETS[action])


def click_and_tell(action: str, said: str, sheet: str = "") -> Callable[[Desktop, Path], None]:
    """Return the step of a click that asks at most for a file, and leads to a sheet or nowhere."""

    def step(desk: Desktop, folder: Path) -> None:
        before = click(desk, action)
        document = document_of(action, folder)
        if document:
            desk.choose_file(Path(document))
        assert said in desk.close_box()
        if sheet:
            sees(desk, sheet)
        else:
            stays(desk, before)

    return step


STEPS: dict[str, Callable[[Desktop, Path], None]] = {
    "more": click_more,
    "help": click_help,
    "import_plan": click_import_plan,
    "accept_plan": click_accept_plan,
    "month": click_month,
    "brief": click_brief,
    "check": click_check,
    "charts": click_charts,
    **{action: click_sheets(action) for action in SHEETS},
    "report": click_report,
    "ics": click_ics,
    "holidays": click_holidays,
    "restore": click_restore,
    "repair": click_repair,
    "import_list": click_and_tell("import_list", "已列出《导入预览》", "导入预览"),
    "accept_import": click_and_tell("accept_import", "已导入《会员》", "导入预览"),
    "tidy": click_and_tell("tidy", "没有需要整理的格子"),
    "fill": click_and_tell("fill", "已填好"),
    "handout": click_and_tell("handout", "《发放登记》“", "发放登记"),
    "care": click_and_tell("care", "月要关怀", "关怀提醒"),
    "collect": click_and_tell("collect", "《会费登记》截至", "会费登记"),
    "done": click_and_tell("done", "没有选中《年度计划》的一项"),
    "form": click_and_tell("form", "的行没有可以打印的表格"),
    "journal": click_and_tell("journal", "《银行存款日记账》", "银行存款日记账"),
    "reconcile": click_and_tell("reconcile", "已生成《银行对账》（3 月）", "银行对账"),
    "members": click_and_tell("members", "已生成《会员统计》", "会员统计"),
    "proposals": click_and_tell("proposals", "已生成《提案办理》", "提案办理"),
    "write_plan": click_and_tell("write_plan", "2026年工会工作计划.docx"),
    "all_months": click_all_months,  # last: with its sheets every click takes longer
}


@pytest.mark.timeout(900)  # some forty buttons, three minutes on two free processors
def test_every_button_pressed_with_the_mouse_does_its_work(tmp_path: Path) -> None:
    workbook = tmp_path / "一所 学校 a&b's.xlsm"
    create_workbook(workbook, year=2026, unit_name="甲园工会", host=Host.LIBREOFFICE)
    assert STEPS.keys() == LABELS.keys()
    with desktop(workbook, tmp_path / "office") as desk:
        for action, step in STEPS.items():
            step(desk, tmp_path)
            if action == "import_plan":
                click_import_old_plans(desk, tmp_path)
            desk.wait_for("every button, none lost", lambda: has_every_button(desk))
    assert lint_package(workbook) == ()


def test_a_workbook_that_libreoffice_has_stored_keeps_its_buttons(tmp_path: Path) -> None:
    workbook = tmp_path / "book.xlsm"
    create_workbook(workbook, year=2026, host=Host.LIBREOFFICE)
    with zipfile.ZipFile(workbook) as package:
        drawings = [package.read(name) for name in package.namelist() if "vmlDrawing" in name]
    drawn = re.findall(rb'ObjectType="Button"', b"".join(drawings))
    with desktop(workbook, tmp_path / "first") as desk:
        desk.state()
        desk.ask("type", "年度计划", "E4", "春游")
        desk.ask("type", "年度计划", "B4", "5")
        desk.ask("type", start_sheet.SHEET, start_sheet.MONTH, "5")
        desk.ask("store")
        desk.ask("type", "年度计划", "A4", "P001")
        desk.ask("store")
    with zipfile.ZipFile(workbook) as package:
        controls = [name for name in package.namelist() if "ctrlProp" in name]
    assert len(controls) == len(drawn), "it was LibreOffice that stored it"
    assert lint_package(workbook) == ()
    workbook.with_name(".~lock.book.xlsm#").unlink(missing_ok=True)  # of the window just ended
    with desktop(workbook, tmp_path / "second") as desk:
        desk.wait_for("every button, none lost", lambda: has_every_button(desk))
        click(desk, "month")
        assert desk.close_box().startswith("已生成《5月》：计划事项 1 项。")
        sees(desk, "5月")
