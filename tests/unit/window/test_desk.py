"""What is clicked in the window, without a screen: a view that only notes what it is shown."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from unionxl.operations.creating import create_workbook
from unionxl.tables.model import Group
from unionxl.window import desk as desk_module
from unionxl.window.desk import REOPENED, Desk
from unionxl.window.model import Known, Stage, State
from unionxl.window.recents import recent_files
from unionxl.window.work import OPEN_BY_NOW
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionxl.operations.operation import Document
    from unionxl.operations.questions import Question
    from unionxl.window.model import Entry, Report

NOW = dt.datetime(2026, 5, 20, 9, 30, tzinfo=dt.UTC)
PATIENCE = 30.0
PLANS = (
    "2025年工会工作计划\n三月\n1.健步走\n2.训练\n五月\n1.春游\n"
    "2024年云岭小学工会工作计划\n三月\n1.健步走\n九月\n1.走访退休教师\n"
)


class Notes:
    """A view without a screen."""

    def __init__(self) -> None:
        self.state = State()
        self.recent: Sequence[Path] = ()
        self.steps: list[tuple[str, float | None]] = []
        self.entries: list[Entry] = []
        self.told: list[Report] = []
        self.question: Question | None = None
        self.answer: Callable[[int | None], None] = lambda _key: None
        self.waits_for = ""
        self.give_up: Callable[[], None] = lambda: None
        self.files: list[Path | None] = []
        self.chosen_month: str | None = None
        self.is_guided = self.is_left = False

    def show(self, state: State, recent: Sequence[Path]) -> None:
        self.state, self.recent = state, recent

    def progress(self, text: str, share: float | None) -> None:
        self.steps.append((text, share))

    def log(self, entry: Entry) -> None:
        self.entries.append(entry)

    def tell(self, report: Report) -> None:
        self.told.append(report)

    def ask(self, question: Question, answer: Callable[[int | None], None]) -> None:
        self.question, self.answer = question, answer

    def wait(self, text: str, give_up: Callable[[], None]) -> None:
        self.waits_for, self.give_up = text, give_up

    def close_box(self) -> None:
        self.waits_for, self.question = "", None

    def choose(self, _document: Document, _folder: Path) -> Path | None:
        return self.files.pop(0)

    def month(self) -> str | None:
        return self.chosen_month

    def guide(self) -> None:
        self.is_guided = True

    def leave(self) -> None:
        self.is_left = True


class Trial:
    """A desk with its view, and a folder of settings of its own."""

    def __init__(self, folder: Path) -> None:
        self.view = Notes()
        self.settings = folder / "settings"
        self.desk = Desk(self.view, clock=lambda: NOW, folder=self.settings)

    def until(self, look: Callable[[], object]) -> None:
        """Let the desk work until there is something to be seen."""
        end = time.monotonic() + PATIENCE
        while not look():
            self.desk.tick()
            assert time.monotonic() < end, (self.view.__dict__, self.desk.state)
            time.sleep(0.005)

    def told(self) -> Report:
        """Return the next message."""
        count = len(self.view.told)
        self.until(lambda: len(self.view.told) > count)
        return self.view.told[-1]

    def asked(self) -> Question:
        """Return the next question."""
        self.view.question = None
        self.until(lambda: self.view.question)
        assert self.view.question
        return self.view.question

    def click(self, action: str, option: str = "") -> Report:
        count = len(self.view.told)
        self.desk.click(action, option)
        self.until(lambda: len(self.view.told) > count)
        return self.view.told[-1]

    def open(self, file: Path) -> None:
        self.desk.open(file)
        self.until(lambda: self.desk.state.may_choose)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Note which files the system was asked to open."""
    files: list[Path] = []
    monkeypatch.setattr(desk_module, "open_file", files.append)
    return files


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "一所 学校 a&b's.xlsx"
    create_workbook(path, year=2026, unit_name="甲园工会")
    return path


@pytest.fixture
def trial(tmp_path: Path, file: Path) -> Trial:
    made = Trial(tmp_path)
    made.open(file)
    return made


def test_a_workbook_that_is_opened_is_known_and_remembered(trial: Trial, file: Path) -> None:
    assert trial.view.state == State(Stage.READY, file, Known(2026, "甲园工会"))
    assert tuple(trial.view.recent) == recent_files(trial.settings) == (file,)
    assert trial.view.told == []


def test_a_click_makes_its_sheet_shows_it_and_notes_it(trial: Trial, file: Path) -> None:
    report = trial.click("calendar")
    assert report.summary == "已生成《全年日历》。"
    assert "原文件已备份：" in report.text
    assert (report.title, report.opens) == ("全年日历", file)
    assert "全年日历" in open_workbook(file).sheet_names()
    assert [one.cells for one in trial.view.entries] == [("09:30", "全年日历", report.summary)]
    assert trial.desk.state.may_click


def test_the_month_that_is_chosen_is_the_one_that_is_made(trial: Trial, file: Path) -> None:
    trial.view.chosen_month = "2026-03"
    assert trial.click("month").summary.startswith("已生成《3月》")
    brief = trial.click("brief")
    assert brief.opens == file.with_name("2026年3月工会简报.docx")
    trial.view.chosen_month = None
    assert trial.click("month").summary.startswith("已生成《5月》"), "that of the clock"


def test_progress_counts_the_steps_of_the_operation(trial: Trial) -> None:
    trial.click("all_months")
    shares = [share for text, share in trial.view.steps if "12）" in text and share is not None]
    assert len(shares) == 12
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.2
    assert shares[-1] == 1


def test_a_file_is_chosen_first_and_without_one_nothing_happens(
    trial: Trial, tmp_path: Path
) -> None:
    before = trial.desk.state
    trial.view.files = [None]
    trial.desk.click("import_plan")
    assert trial.desk.state == before
    plan = tmp_path / "plan.txt"
    plan.write_text("2026年工会工作计划\n三月\n1.組織女教職工插花活動\n", "utf-8")
    trial.view.files = [plan]
    assert trial.click("import_plan", "simplified").summary.startswith("已导入《年度计划》1 项")
    (file,) = (one for one in [trial.desk.state.file] if one)
    rows = open_workbook(file).read_table("Plan").rows
    assert any("组织女教职工插花活动" in map(str, row) for row in rows)


def test_an_option_asks_for_its_own_file(trial: Trial, tmp_path: Path) -> None:
    trial.view.files = [tmp_path / "没有.xlsx"]
    report = trial.click("charts", "last")
    assert report.is_stop
    assert "找不到这个文件。" in report.text


def test_a_question_is_asked_and_the_answer_is_used(trial: Trial, tmp_path: Path) -> None:
    plans = tmp_path / "plans.txt"
    plans.write_text(PLANS, "utf-8")
    trial.view.files = [plans, plans]
    trial.desk.click("import_plan")
    assert len(trial.asked().choices) == 2
    assert not trial.desk.state.may_click
    trial.view.answer(None)
    assert "没有选定，未作改动。" in trial.told().text
    trial.desk.click("import_plan")
    trial.asked()
    trial.view.answer(2)
    (choice,) = trial.asked().choices
    assert choice.label == "把它沿用到 2026 年"
    trial.view.answer(choice.key)
    assert trial.told().summary.startswith("已导入《年度计划》2 项")


def test_an_open_workbook_is_waited_for_written_and_opened_again(
    trial: Trial, file: Path, opened: list[Path]
) -> None:
    owner = file.with_name(f"~${file.name}")
    owner.touch()
    before = file.read_bytes()
    trial.desk.click("calendar")
    trial.until(lambda: trial.view.waits_for)
    trial.desk.tick()
    assert "请在那里保存并关闭它" in trial.view.waits_for
    assert file.read_bytes() == before
    owner.unlink()
    report = trial.told()
    assert trial.view.waits_for == ""
    assert report.text.endswith(REOPENED)
    assert opened == [file]


def test_whoever_does_not_want_to_close_it_goes_on(trial: Trial, file: Path) -> None:
    file.with_name(f".~lock.{file.name}#").touch()
    trial.desk.click("calendar")
    trial.view.give_up()
    assert trial.desk.state.may_click
    assert trial.view.told == []


def test_what_only_reads_says_that_it_read_what_was_saved(trial: Trial, file: Path) -> None:
    file.with_name(f"~${file.name}").touch()
    report = trial.click("ics")
    assert f"· {OPEN_BY_NOW}" in report.text
    assert report.opens == file.with_name("2026年工会日历.ics")


def test_a_file_removed_while_it_is_chosen_is_told(trial: Trial, file: Path) -> None:
    file.unlink()
    for action in ("check", "ics", "restore", "repair"):
        report = trial.click(action)
        assert report.is_stop
        assert file.name in report.text
        assert "请" in report.text
        assert trial.desk.state.may_click
    trial.desk.show_file(file)
    assert "找不到这个文件，可能已移走或改名。" in trial.view.told[-1].text


def test_a_file_that_is_gone_is_forgotten(trial: Trial, file: Path) -> None:
    other = file.with_name("other.xlsx")
    other.write_bytes(file.read_bytes())
    trial.open(other)
    other.unlink()
    trial.open(other)
    assert trial.view.told[-1].is_stop
    assert tuple(trial.view.recent) == (file,)
    assert trial.desk.state.file == other, "what was chosen stays, and every click says it is gone"


def test_what_is_no_workbook_is_told_and_may_be_repaired(trial: Trial, tmp_path: Path) -> None:
    text = tmp_path / "notes.xlsx"
    text.write_text("no workbook", "utf-8")
    trial.open(text)
    assert trial.view.told[-1].is_stop
    assert trial.desk.state.known is None
    assert trial.click("repair").is_stop


def test_a_new_workbook_is_made_and_chosen(trial: Trial, tmp_path: Path) -> None:
    target = tmp_path / "新的.xlsm"
    trial.desk.create(target, 2027, "乙园工会")
    report = trial.told()
    assert report.opens == target
    assert trial.desk.state == State(Stage.READY, target, Known(2027, "乙园工会"))
    trial.desk.create(target, 2027, "")
    assert "已有同名文件，未作改动。" in trial.told().text
    trial.desk.create(tmp_path / "x.xlsx", 0, "")
    assert "请写四位年份" in trial.told().text
    assert trial.desk.state.file == target


def test_two_windows_on_one_workbook_both_write(trial: Trial, tmp_path: Path, file: Path) -> None:
    other = Trial(tmp_path)
    other.open(file)
    assert trial.click("calendar").summary == "已生成《全年日历》。"
    assert other.click("budget").summary == "已生成《预算执行》。"
    assert {"全年日历", "预算执行"} <= set(open_workbook(file).sheet_names())


def test_a_backup_comes_back(trial: Trial, file: Path) -> None:
    before = file.read_bytes()
    trial.click("calendar")
    assert trial.click("restore").summary.startswith("已恢复到备份《")
    assert file.read_bytes() == before


def test_a_second_click_meanwhile_does_nothing(trial: Trial) -> None:
    trial.desk.click("calendar")
    trial.desk.click("budget")
    trial.desk.open(Path("x"))
    trial.desk.create(Path("x"), 2026, "")
    assert trial.told().title == "全年日历"
    assert len(trial.view.entries) == 1


def test_the_window_closes_when_what_is_written_is_whole(trial: Trial, file: Path) -> None:
    trial.desk.click("calendar")
    trial.desk.leave()
    assert not trial.view.is_left
    trial.until(lambda: trial.view.is_left)
    assert "全年日历" in open_workbook(file).sheet_names()
    assert trial.view.told == []


def test_whoever_leaves_hears_what_went_wrong_first(trial: Trial, file: Path) -> None:
    file.unlink()
    trial.desk.click("calendar")
    trial.desk.leave()
    assert trial.told().is_stop
    assert not trial.view.is_left
    trial.desk.told()
    assert trial.view.is_left


def test_whoever_leaves_answers_no_more(trial: Trial, tmp_path: Path, file: Path) -> None:
    before = file.read_bytes()
    plans = tmp_path / "plans.txt"
    plans.write_text(PLANS, "utf-8")
    trial.view.files = [plans]
    trial.desk.click("import_plan")
    trial.until(lambda: trial.view.question)
    trial.desk.leave()
    assert trial.view.question is None
    assert "没有选定，未作改动。" in trial.told().text
    trial.desk.told()
    assert trial.view.is_left
    assert file.read_bytes() == before


def test_an_idle_window_closes_at_once(trial: Trial) -> None:
    trial.desk.leave()
    assert trial.view.is_left


def test_a_window_that_is_gone_lets_the_work_end(trial: Trial, tmp_path: Path) -> None:
    plans = tmp_path / "plans.txt"
    plans.write_text(PLANS, "utf-8")
    trial.view.files = [plans]
    trial.desk.click("import_plan")
    trial.desk.end()  # would wait for ever for an answer that nobody can give


def test_a_bug_is_told_and_put_into_the_log(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(desk_module, "carry_out", lambda *_words, **_named: 1 / 0)
    report = trial.click("calendar")
    assert report.is_stop
    assert report.text.startswith("程序内部错误，数据未改动。")


def test_help_needs_no_workbook(tmp_path: Path) -> None:
    trial = Trial(tmp_path)
    trial.desk.begin(None)
    trial.desk.click("help")
    assert trial.view.is_guided
    trial.desk.click("check")
    assert trial.desk.state == State()


def test_hidden_sheets_come_into_sight_group_by_group(tmp_path: Path) -> None:
    trial, file = Trial(tmp_path), tmp_path / "工会.xlsm"
    create_workbook(file, year=2026)
    trial.desk.open(file)
    trial.until(lambda: trial.desk.state.may_click)
    trial.desk.show_sheets(Group.MEMBERS)
    assert "会费明细《会费》" in trial.told().text
    states = {one.title: one.sheet_state for one in openpyxl.load_workbook(file, keep_vba=True)}
    assert (states["会费"], states["周期事项"], states["预算"]) == ("visible", "visible", "hidden")
    trial.desk.show_sheets(Group.MEMBERS)
    assert "没有改动" in trial.told().text
