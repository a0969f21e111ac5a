"""Clicks on buttons, from end to end, in the stand-in for Excel."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import sheets_made
from tests.bookfiles import add_every_style
from tests.buttons import BUTTONS
from tests.clicked import document_of
from tests.excelcalls import counted_calls
from tests.excelhost import copied, need_excel, open_in_excel
from unionxl.addin import Desk, act, answer, click_file
from unionxl.operations.catalogue import BY_ID
from unionxl.operations.clicks import CLICKS
from unionxl.operations.creating import create_workbook
from unionxl.operations.making import make
from unionxl.sample.year import sample_year
from unionxl.tables.ledger import LEDGER
from unionxl.tables.settings import SETTINGS
from unionxl.workbook.live.workbook import open_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlwings as xw

    from unionxl.operations.questions import Question

NOW = dt.datetime(2026, 3, 20, 9, 30, tzinfo=dt.UTC)
FEW = 12  # rows of most tables: a click is the same for many, and LibreOffice faster
STATE = ("screen_updating", "display_alerts", "enable_events", "calculation", "status_bar")


class Clerk:
    """Remembers what she is told; chooses the file that a test gives her."""

    def __init__(self, document: str = "", answers: Sequence[int | None] = ()) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.document = document
        self.answers = list(answers)
        self.desk = Desk(
            self.told.append, lambda _app, _action: self.document, lambda: NOW, self.answer
        )

    def answer(self, question: Question) -> int | None:
        """Answer as the test says; remember what was asked."""
        self.asked.append(question.what)
        return self.answers.pop(0)

    def clicks(self, live: xw.Book, action: str) -> str:
        """Click a button; return the one message."""
        answer(lambda: act(live, action, self.desk), self.desk)
        (said,) = self.told
        self.told.clear()
        return said


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_excel()
    path = tmp_path_factory.mktemp("addin") / "工会 工作簿.xlsm"
    rows = sample_year(2026, plan_through=NOW.date())
    whole = {SETTINGS.name, LEDGER.name}
    few = {name: one if name in whole else one[:FEW] for name, one in rows.items()}
    create_workbook(path, year=2026, rows=few)
    add_every_style(path)
    return path


@pytest.fixture
def path(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / sample.name))


@pytest.fixture
def live(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    monkeypatch.setattr("unionxl.workbook.backups.own_folder", lambda: tmp_path / "文档")
    monkeypatch.setattr("unionxl.buglog.log_folder", lambda: tmp_path / "log")
    return open_in_excel(path)


def state(live: xw.Book) -> list[object]:
    return [getattr(live.app, name) for name in STATE]


def refuse(kind: type[BaseException], *_arguments: object, **_named: object) -> Any:
    raise kind("boom")


SAID = {
    **sheets_made.SAID,
    "month": "已生成《3月》：计划事项",
    "all_months": "已生成 12 张月工作表。",
    "brief": "已写好",
    "check": "已检查，结果在《检查结果》：",
    "charts": "已生成《年终图表》：8 幅图表",
    "report": "已写好",
    "ics": "已写好",
    "import_plan": "已导入《年度计划》2 项。",
    "accept_plan": "《导入核对》上没有要列入的行",
    "import_list": "已列出《导入预览》，还没有写入《会员》。共 1 行：新增 1。",
    "accept_import": "《导入预览》：没有等待确认的名单。",
    "fill": "已填好 ",
    "tidy": "没有需要整理的格子，工作簿没有改动。",
    "holidays": "已填入《放假安排》",
    "repair": "已另存一本修好的工作簿：",
    "write_plan": "已写好",
    "handout": "《发放登记》“清明节”：共 12 人，已领 0，未领 12。",
    "care": "《关怀提醒》3 月要关怀 ",
    "collect": "《会费登记》截至2026年3月：已登记 0 人，没有登记 12 人。",
    "done": "《活动登记》：没有选中《年度计划》的一项",
    "members": "已生成《会员统计》：在职会员 12 人，女 11 人。",
    "proposals": "已生成《提案办理》。",
    "journal": "已生成 2026 年的《银行存款日记账》《收支台账（打印）》。",
    "reconcile": "已生成《银行对账》（3 月）：相符 1 笔",
    "form": "已生成《打印》：发放签收表、工会经费报销单，2 行。",
}
SHOWN = {
    **sheets_made.SHOWN,
    "month": "3月",
    "check": "检查结果",
    "import_list": "导入预览",
    "charts": "年终图表",
    "handout": "发放登记",
    "care": "关怀提醒",
    "collect": "会费登记",
    "members": "会员统计",
    "proposals": "提案办理",
    "journal": "银行存款日记账",
    "reconcile": "银行对账",
    "form": "打印",
}


def test_every_button_is_tried_here() -> None:
    assert SAID.keys() == CLICKS.keys()
    assert {button.action for button in BUTTONS} == CLICKS.keys() | {"restore", "help", "more"}


@pytest.mark.parametrize("action", sorted(SAID))
def test_a_click_does_what_the_button_says_and_tells_once(
    live: xw.Book, path: Path, tmp_path: Path, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unionxl.workbook.live.native.save_copy", copied)
    if action not in SHOWN:  # LibreOffice takes its time, and the file is not looked at
        monkeypatch.setattr("unionxl.workbook.live.native.save", lambda _book: None)
    if BY_ID[action].needs_row:
        live.sheets["收支台账"].activate()
        live.sheets["收支台账"].range("A5:C6").select()
    before = state(live)
    said = Clerk(document_of(action, tmp_path)).clicks(live, action)
    assert said.startswith(SAID[action]), said
    assert state(live) == before
    if action in SHOWN:
        assert live.sheets.active.name == SHOWN[action]
        assert SHOWN[action] in open_workbook(path).sheet_names()


def test_the_message_says_where_the_old_state_is(live: xw.Book, path: Path) -> None:
    said = Clerk().clicks(live, "calendar")
    (copy,) = (path.parent / "备份").iterdir()
    assert said.endswith(f"原文件已备份：{copy}")
    assert "全年日历" not in open_workbook(copy).sheet_names()


OLD_PLANS = (
    "2025年溪谷小学工会工作计划\n三月份：\n1、健步走\n2、训练\n五月份：\n1、春游\n"
    "2024年云岭小学工会工作计划\n三月份：\n1、健步走\n九月份：\n1、走访退休教师\n"
)
WHICH = (
    "文档中有 2 份按月安排的计划：第 1 份《2025年溪谷小学工会工作计划》（2025 年，3 项）；"
    "第 2 份《2024年云岭小学工会工作计划》（2024 年，2 项）。"
)


@pytest.fixture
def old_plans(tmp_path: Path) -> str:
    document = tmp_path / "旧计划.txt"
    document.write_text(OLD_PLANS, "utf-8")
    return str(document)


def plan_texts(live: xw.Book) -> list[object]:
    block = open_book(live).read_table("Plan")
    return [row[block.position("工作内容")] for row in block.rows]


def test_a_click_asks_which_plan_and_whether_it_serves_again(live: xw.Book, old_plans: str) -> None:
    clerk, before = Clerk(old_plans, [2, 2026]), state(live)
    said = clerk.clicks(live, "import_plan")
    assert said.startswith("已导入《年度计划》2 项。")
    assert clerk.asked == [WHICH, "这是 2024 年的计划，工作簿是 2026 年的。"]
    assert "走访退休教师" in plan_texts(live)
    assert state(live) == before


@pytest.mark.parametrize("answers", [[None], [2, None]])
def test_who_chooses_nothing_changes_nothing_and_is_told(
    live: xw.Book, path: Path, old_plans: str, answers: list[int | None]
) -> None:
    before, texts = path.read_bytes(), plan_texts(live)
    said = Clerk(old_plans, answers).clicks(live, "import_plan")
    assert said.startswith("文档 旧计划.txt：")
    assert "没有选定，未作改动。请" in said
    assert "--" not in said
    assert path.read_bytes() == before
    assert plan_texts(live) == texts


def test_a_closed_workbook_asks_as_well(live: xw.Book, path: Path, old_plans: str) -> None:
    clerk = Clerk(old_plans, [1, 2026])
    answer(lambda: click_file(live, "import_plan", clerk.desk), clerk.desk)
    assert clerk.told[0].startswith("已导入《年度计划》3 项。")
    assert len(clerk.asked) == 2
    assert path.name in [book.name for book in need_excel().books]


def test_choosing_no_document_does_and_says_nothing(live: xw.Book, path: Path) -> None:
    before, clerk = path.read_bytes(), Clerk()
    answer(lambda: act(live, "import_plan", clerk.desk), clerk.desk)
    assert clerk.told == []
    assert path.read_bytes() == before


def test_a_reason_to_stop_is_told_in_its_own_words(live: xw.Book, tmp_path: Path) -> None:
    said = Clerk(str(tmp_path / "没有.docx")).clicks(live, "import_plan")
    assert "没有.docx" in said
    assert "请" in said


def test_a_bug_is_told_with_the_place_of_the_log_and_changes_nothing(
    live: xw.Book, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, names = path.read_bytes(), open_book(live).sheet_names()

    def act_and_break(workbook: Any, _click: object) -> Any:
        monkeypatch.setattr(workbook, "save", lambda: refuse(ZeroDivisionError))
        return make(workbook, "calendar", as_of=NOW.date())

    monkeypatch.setattr("unionxl.operations.clicks.CLICKS", {"calendar": act_and_break})
    said = Clerk().clicks(live, "calendar")
    log = tmp_path / "log" / "unionxl.log"
    assert said == f"程序内部错误，数据未改动。请把记录文件发给维护人员：{log}"
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert open_book(live).sheet_names() == names
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [1, 9, 40, 120, 180, 240, 330])
def test_a_call_that_excel_refuses_leaves_the_workbook_or_finishes(
    live: xw.Book, path: Path, number: int
) -> None:
    before, names, was = path.read_bytes(), [sheet.name for sheet in live.sheets], state(live)
    with counted_calls(refuse=number):
        said = Clerk().clicks(live, "month")
    assert state(live) == was
    if said.startswith("已生成"):  # the refused call could be done without
        assert [*names, "3月"] == [sheet.name for sheet in live.sheets]
        return
    assert "程序内部错误" not in said
    assert [sheet.name for sheet in live.sheets] == names
    assert path.read_bytes() == before


def test_an_unsaved_workbook_is_asked_to_be_saved_first() -> None:
    live = need_excel().books.add()
    said = Clerk().clicks(live, "month")
    live.close()
    assert "还没有保存过" in said
    assert "请先保存为“启用宏的工作簿（.xlsm）”" in said


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("is_read_only", "请关闭别处打开的同一个文件"),
        ("is_shared", "请先取消共享"),
    ],
)
def test_a_workbook_that_cannot_be_changed_is_refused(
    live: xw.Book, monkeypatch: pytest.MonkeyPatch, question: str, words: str
) -> None:
    monkeypatch.setattr(f"unionxl.workbook.live.native.{question}", lambda _book: True)
    said = Clerk().clicks(live, "month")
    assert words in said
    assert "未作改动" in said


def test_a_protected_structure_is_named(live: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    live.api.Protect("", True)  # noqa: FBT003 - Excel's own order: the structure
    monkeypatch.setattr("unionxl.workbook.live.native.has_locked_structure", lambda _book: True)
    said = Clerk().clicks(live, "month")
    assert "工作簿的结构受保护" in said


def test_a_busy_excel_is_asked_to_be_freed(live: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionxl.workbook.live.native.is_busy", lambda _error: True)
    with counted_calls(refuse=30, lasting=True):
        said = Clerk().clicks(live, "month")
    assert "请按回车键结束编辑" in said


def test_the_newest_copy_comes_back_and_goes_again(live: xw.Book, path: Path) -> None:
    Clerk().clicks(live, "calendar")
    assert Clerk().clicks(live, "restore").startswith("已恢复到备份《")
    assert "全年日历" not in open_workbook(path, host_has_it_open=True).sheet_names()
    again = need_excel().books[path.name]
    Clerk().clicks(again, "restore")
    assert "全年日历" in open_workbook(path, host_has_it_open=True).sheet_names()
    assert path.name in [book.name for book in need_excel().books]


def test_without_a_copy_nothing_is_closed(live: xw.Book) -> None:
    assert "还没有备份" in Clerk().clicks(live, "restore")
    assert live.sheets[0].name == "首页"


def test_a_closed_workbook_is_changed_as_a_file_and_opened_again(live: xw.Book, path: Path) -> None:
    clerk = Clerk()
    live.sheets["年度计划"].range("E60").value = "临时记下的一句话"
    answer(lambda: click_file(live, "month", clerk.desk), clerk.desk)
    (said,) = clerk.told
    assert said.startswith("已生成《3月》")
    again = need_excel().books[path.name]
    assert "3月" in [sheet.name for sheet in again.sheets]
    assert again.sheets.active.name == "3月"
    assert again.sheets["年度计划"].range("E60").value == "临时记下的一句话"


def test_a_file_that_cannot_be_changed_is_opened_again_too(
    live: xw.Book, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "unionxl.operations.clicks.CLICKS", {"month": lambda *_: refuse(ZeroDivisionError)}
    )
    clerk = Clerk()
    answer(lambda: click_file(live, "month", clerk.desk), clerk.desk)
    assert clerk.told[0].startswith("程序内部错误，数据未改动。")
    assert path.name in [book.name for book in need_excel().books]
