"""Every button of the window, pressed with the mouse; its message, and what it wrote."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.buttons import BUTTONS
from tests.clicked import document_of
from tests.demo_made import TODAY, demo_made
from tests.desktop import ROOT
from tests.screens import drive, screen, window_on
from tests.sheets_made import SHEETS
from unionxl.operations.creating import create_workbook
from unionxl.window.boxes import CANCEL, GOOD, NO, NONE_OF_THEM, OPEN, YES
from unionxl.window.model import Known, Report
from unionxl.window.side import CHOOSE, NEW, SHOW
from unionxl.window.starting import NEXT, NewBox
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.screens import Hand, Screen
    from unionxl.window.parts import Tile

    Step = Callable[[Hand, Path], None]

NOTICE = ROOT / "tests" / "unit" / "domain" / "notice_texts" / "2024.txt"
OLD_PLANS = (
    "2025年工会工作计划\n三月\n1.健步走\n2.训练\n五月\n1.春游\n"
    "2024年云岭小学工会工作计划\n三月\n1.健步走\n九月\n1.走访退休教师\n"
)
SAID = {
    "accept_plan": "《导入核对》上没有新选的行",
    "month": "已生成《5月》",
    "all_months": "已生成 12 张月工作表。",
    "check": "已检查，结果在《检查结果》：",
    "charts": "已生成《年终图表》",
    "brief": "2026年5月工会简报",
    "report": "2026年工会工作总结",
    "ics": "2026年工会日历.ics：",
    "restore": "已恢复到备份《",
    "repair": "已另存一本修好的工作簿：",
    "write_plan": "2026年工会工作计划.docx",
    "accept_import": "已导入《会员》：新增 1 行。",
    "tidy": "没有需要整理的格子",
    "handout": "《发放登记》“",
    "care": "《关怀提醒》5 月要关怀",
    "collect": "《会费登记》截至2026年",
    "journal": "的《银行存款日记账》《收支台账（打印）》。",
    "members": "已生成《会员统计》：在职会员",
    "proposals": "已生成《提案办理》。",
    **{action: f"已生成《{sheets[0]}》" for action, sheets in SHEETS.items()},
}


def now() -> dt.datetime:
    return dt.datetime.combine(TODAY, dt.time(9, 30), dt.UTC)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with screen(tmp_path_factory.mktemp("screen")) as one:
        yield one


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Stand in for the program that the system opens files with; return what it was given."""
    programs, log = tmp_path / "programs", tmp_path / "opened"
    programs.mkdir()
    program = programs / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{log}"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return lambda: log.read_text("utf-8").splitlines() if log.exists() else []


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "一所 学校 a&b's.xlsx"
    create_workbook(path, year=2026, unit_name="甲园工会")
    return path


def begun(hand: Hand) -> None:
    hand.wait_for("a workbook", lambda: hand.window.desk.state.may_click)


def press_import_plan(hand: Hand, folder: Path) -> None:
    """Two plans of other years: none of them; then one, and no and yes to the other year."""
    plans = folder / "plans.txt"
    plans.write_text(OLD_PLANS, "utf-8")
    for answers, said in (
        ((NONE_OF_THEM,), "没有选定，未作改动。"),
        (("", NO), "没有选定，未作改动。"),
        (("", YES), "已导入《年度计划》2 项"),
    ):
        hand.click("import_plan")
        hand.choose_file(plans)
        for answer in answers:
            box = hand.wait_for("a question", lambda: hand.window.box)
            second = next((label for label in box.buttons if "第 2 份" in label), "")
            hand.press_in_box(answer or second)
        assert said in hand.message().text
        hand.press_in_box(GOOD)


def press_holidays(hand: Hand, _folder: Path) -> None:
    hand.click("holidays")
    hand.choose_file(NOTICE)
    assert hand.message().summary.startswith("已填入《放假安排》：2024 年放假")
    hand.press_in_box(GOOD)


def press_help(hand: Hand, _folder: Path) -> None:
    hand.click("help")
    box = hand.wait_for("the instructions", lambda: hand.window.box)
    assert hand.look(box.title) == "使用说明"
    hand.press_in_box(GOOD)


def press(action: str) -> Step:
    """Return the step of an operation that asks for nothing."""

    def step(hand: Hand, _folder: Path) -> None:
        hand.click(action)
        report = hand.message()
        assert SAID[action] in report.summary
        assert not report.is_stop
        hand.press_in_box(GOOD)

    return step


CHOSEN = {
    "import_list": "已列出《导入预览》，还没有写入《会员》。",
    "fill": "已填好",
    "reconcile": "已生成《银行对账》（3 月）：相符 1 笔",
}
WITHOUT_A_ROW = {"done": "没有选中《年度计划》的一项", "form": "打印这一行："}


def press_and_choose(action: str) -> Step:
    """Return the step of an operation that asks for a file."""

    def step(hand: Hand, folder: Path) -> None:
        hand.click(action)
        hand.choose_file(Path(document_of(action, folder)))
        report = hand.message()
        assert CHOSEN[action] in report.summary
        hand.press_in_box(GOOD)

    return step


def press_without_a_row(action: str) -> Step:
    """Return the step of an operation on a row where none is selected: it says so."""

    def step(hand: Hand, _folder: Path) -> None:
        hand.click(action)
        report = hand.message()
        assert WITHOUT_A_ROW[action] in report.text
        assert report.is_stop
        hand.press_in_box(GOOD)

    return step


# The window shows what 《更多操作》 of the workbook shows, without a button that leads there.
SHOWN = [one for one in BUTTONS if one.action != "more"]
STEPS: dict[str, Step] = {
    "import_plan": press_import_plan,
    "holidays": press_holidays,
    "help": press_help,
    **{action: press(action) for action in SAID},
    **{action: press_and_choose(action) for action in CHOSEN},
    **{action: press_without_a_row(action) for action in WITHOUT_A_ROW},
}


@pytest.mark.timeout(300)
def test_every_button_pressed_with_the_mouse_does_its_work(
    shown: Screen, tmp_path: Path, opened: Callable[[], list[str]]
) -> None:
    folder = tmp_path / "示例 a&b's"
    shutil.copytree(demo_made().folder, folder)
    workbook = folder / demo_made().workbook.name
    assert STEPS.keys() == {one.action for one in SHOWN}

    def work(hand: Hand) -> None:
        begun(hand)
        for one in SHOWN:
            STEPS[one.action](hand, tmp_path)
        assert len(hand.look(lambda: hand.window.desk.entries)) == len(SHOWN) - 1 + 2
        hand.click("calendar")
        hand.press_in_box(OPEN)

    window = window_on(shown, tmp_path / "settings", now)
    drive(shown, [(window, workbook)], work)
    assert opened() == [str(workbook)]
    assert lint_package(workbook) == ()
    made = set(open_workbook(workbook).sheet_names())
    assert {"12月", "检查结果", "年终图表", "台账目录"} <= made
    files = {one.name for one in folder.iterdir()}
    assert {"2026年5月工会简报.docx", "2026年工会日历.ics", "图表"} <= files
    assert [name for name in files if "（已修复）" in name]


def test_a_workbook_open_elsewhere_is_asked_for_and_opened_again(
    shown: Screen, tmp_path: Path, workbook: Path, opened: Callable[[], list[str]]
) -> None:
    owner = workbook.with_name(f"~${workbook.name}")
    before = workbook.read_bytes()

    def work(hand: Hand) -> None:
        begun(hand)
        owner.touch()
        hand.click("calendar")
        hand.press_in_box(CANCEL)
        hand.click("calendar")
        hand.wait_for("the question", lambda: hand.window.box)
        time.sleep(0.3)
        assert workbook.read_bytes() == before
        owner.unlink()
        assert hand.message().text.endswith("工作簿已重新打开。")
        hand.press_in_box(GOOD)
        hand.press(hand.window.side.buttons[SHOW])
        hand.wait_for("the program", lambda: len(opened()) == 2)

    drive(shown, [(window_on(shown, tmp_path / "settings", now), workbook)], work)
    assert opened() == [str(workbook)] * 2


def test_two_windows_and_a_file_that_goes_away(
    shown: Screen, tmp_path: Path, workbook: Path
) -> None:
    settings = tmp_path / "settings"
    windows = [window_on(shown, settings, now) for _ in range(2)]

    def work(left: Hand, right: Hand) -> None:
        begun(left)
        begun(right)
        right.look(windows[1].root.lift)
        right.click("calendar")
        assert right.message().summary == "已生成《全年日历》。"
        right.press_in_box(GOOD)
        left.look(windows[0].root.lift)
        left.click("budget")
        assert left.message().summary == "已生成《预算执行》。"
        left.press_in_box(GOOD)
        assert {"全年日历", "预算执行"} <= set(open_workbook(workbook).sheet_names())
        workbook.unlink()
        left.click("check")
        report = left.message()
        assert report.is_stop
        assert report.text.startswith(f"文件《{workbook.name}》：找不到这个文件。请核对")
        assert OPEN not in left.look(lambda: windows[0].box.buttons if windows[0].box else [OPEN])
        left.press_in_box(GOOD)

    drive(shown, [(window, workbook) for window in windows], work)


def test_a_workbook_is_made_chosen_and_remembered(shown: Screen, tmp_path: Path) -> None:
    settings, made = tmp_path / "settings", tmp_path / "new.xlsx"

    def first(hand: Hand) -> None:
        side = hand.window.side
        assert not hand.look(lambda: hand.window.desk.state.may_click)
        hand.press(side.buttons[NEW], hand.has_begun)
        hand.press_in_box(CANCEL)
        hand.press(side.buttons[NEW], hand.has_begun)
        box = hand.wait_for("the box", lambda: hand.window.box)
        assert isinstance(box, NewBox)
        hand.press(box.year)
        hand.type("ctrl+slash", "=2027")
        hand.press(box.unit)
        hand.type("=Union")
        hand.press(box.buttons[NEXT], lambda: hand.window.box is not box)
        hand.choose_file(made)
        assert hand.message().summary.startswith(f"已新建 {made}")
        hand.press_in_box(GOOD)
        hand.type("control+o")
        hand.choose_file(made)
        begun(hand)

    def second(hand: Hand) -> None:
        side = hand.window.side
        (label,) = hand.look(lambda: list(side.recent.values()))
        hand.press(label)
        begun(hand)
        assert hand.look(lambda: hand.window.desk.state.known) == Known(2027, "Union")
        hand.rest_on(hand.window.tiles["check"])
        tip = hand.window.tiles["check"].tip
        hand.wait_for("the tip", lambda: tip.shown)
        hand.rest_on(side.buttons[CHOOSE])
        hand.wait_for("no tip", lambda: tip.shown is None)

    for steps in (first, second):
        drive(shown, [(window_on(shown, settings, now), None)], steps)


def test_an_option_is_chosen_beside_its_button(
    shown: Screen, tmp_path: Path, workbook: Path
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("2026年工会工作计划\n三月\n1.組織女教職工插花活動\n", "utf-8")

    def work(hand: Hand) -> None:
        begun(hand)
        tile = hand.window.tiles["import_plan"]
        mark = tile.more
        assert mark
        hand.press(mark)
        hand.wait_for("the list", lambda: tile.menu and tile.menu.winfo_viewable())
        hand.type("Down", "Return")
        hand.choose_file(plan)
        assert hand.message().summary.startswith("已导入《年度计划》1 项")
        hand.press_in_box(GOOD)

    drive(shown, [(window_on(shown, tmp_path / "settings", now), workbook)], work)
    rows = open_workbook(workbook).read_table("Plan").rows
    assert any("组织女教职工插花活动" in map(str, row) for row in rows)


def test_on_a_low_screen_every_button_is_reached(tmp_path: Path) -> None:
    def work(hand: Hand) -> None:
        tile, first = hand.window.tiles["help"], hand.window.tiles["import_plan"]
        assert not hand.look(lambda: is_in_sight(hand, tile))
        hand.rest_on(hand.window.side)
        while (now_on := hand.look(hand.window.root.focus_get)) is not tile:
            hand.type("Tab")
            hand.wait_for("the next one", partial(moved_from, hand, now_on))
        hand.wait_for("the button in sight", lambda: is_in_sight(hand, tile))
        hand.type("Return")
        hand.press_in_box(GOOD)
        hand.rest_on(tile)
        hand.turn_wheel("4")
        hand.wait_for("the first ones", lambda: is_in_sight(hand, first))
        hand.turn_wheel("5")
        hand.wait_for("the last ones", lambda: is_in_sight(hand, tile))
        hand.look(lambda: hand.window.tell(Report("检查", "\n".join(map(str, range(60))))))
        hand.press_in_box(GOOD)

    with screen(tmp_path, size="800x560") as low:
        drive(low, [(window_on(low, tmp_path / "settings", now), None)], work)


def moved_from(hand: Hand, widget: object) -> bool:
    return hand.window.root.focus_get() is not widget


def is_in_sight(hand: Hand, tile: Tile) -> bool:
    """Tell whether the middle of a button is the button, and nothing that covers it."""
    x = tile.winfo_rootx() + tile.winfo_width() // 2
    y = tile.winfo_rooty() + tile.winfo_height() // 2
    under = hand.window.root.winfo_containing(x, y)
    return under is tile or (under is not None and under.master is tile)


def started(display: str | None, *command: str) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    if display:
        environment["DISPLAY"] = display
    return subprocess.Popen(
        [sys.executable, *command], env=environment, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("module", ["unionxl.window", "unionxl"])
def test_the_program_shows_the_window_until_it_is_closed(
    shown: Screen, workbook: Path, module: str
) -> None:
    words = ("-m", module, *(("app",) if module == "unionxl" else ()), str(workbook))
    with started(shown.display, *words) as program:
        shown.xdo("search", "--sync", "--onlyvisible", "--class", "Unionxl")
        shown.xdo("mousemove", "600", "12", "click", "1", "key", "ctrl+q")
        _, said = program.communicate(timeout=60)
    assert (program.returncode, said) == (0, "")


@pytest.mark.parametrize("module", ["unionxl.window", "unionxl"])
def test_without_a_screen_there_is_a_sentence(module: str) -> None:
    with started(None, "-m", module, *(("app",) if module == "unionxl" else ())) as program:
        _, said = program.communicate(timeout=60)
    assert program.returncode == 2
    assert said.startswith("窗口：这里没有可以显示窗口的屏幕。请在有桌面的电脑上")


def test_without_tkinter_there_is_a_sentence() -> None:
    code = "import sys; sys.modules['tkinter'] = None; from unionxl.window import main; main()"
    with started(None, "-c", code) as program:
        _, said = program.communicate(timeout=60)
    assert program.returncode == 2
    assert said.startswith("窗口：这个 Python 没有带显示窗口的部件（tkinter）。请安装")
