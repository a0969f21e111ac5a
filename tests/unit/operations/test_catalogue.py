"""The catalogue of operations: what it names exists, and what comes from it is whole."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_workbook
from unionxl.cli_words import OPTIONS
from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.operations import catalogue, questions
from unionxl.operations.arrangement import (
    FIRST_COMMANDS,
    FRONT,
    button_groups,
    commands,
)
from unionxl.operations.catalogue import BY_ID, OPERATIONS
from unionxl.operations.listed.groups import GROUPS, MEMBERS
from unionxl.operations.making import make
from unionxl.operations.operation import Document, Operation, Place, named
from unionxl.views.view import View
from unionxl.workbook.buttons import front_rows
from unionxl.workbook.vba.sources import Host, union_modules

if TYPE_CHECKING:
    from unionxl.workbook.buttons import ButtonGroup

VBA = Path(__file__).resolve().parents[3] / "templates" / "vba"
NEW = Operation(
    id="cards",
    group=MEMBERS,
    label="会员名片",
    note="按性别、部门",
    tip="会员人数按性别、部门清点",
    icon="GroupTasks",
    command="cards",
    help="生成《会员统计》。",
    makes=("unionxl.views.budget_report:VIEW",),
)


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.id)
def test_what_an_operation_names_exists(one: Operation) -> None:
    for text in filter(None, (one.run, one.terminal)):
        assert callable(named(text))
    for text in one.makes:
        assert isinstance(named(text), View)
    assert {option.leads_to for option in one.options} <= {"", *BY_ID}
    assert one.run or one.makes or one.terminal or one.place is Place.HOST
    assert one.has_button or one.command


def test_ids_labels_and_commands_are_unique() -> None:
    for words in (
        [one.id for one in OPERATIONS],
        [one.label for one in OPERATIONS if one.label],
        [one.command for one in OPERATIONS if one.command],
    ):
        assert len(set(words)) == len(words)


def test_operations_stand_in_the_order_of_their_groups() -> None:
    places = [GROUPS.index(one.group) for one in OPERATIONS]
    assert places == sorted(places)
    assert len({group.id for group in GROUPS}) == len(GROUPS)


def test_whoever_can_click_it_can_also_type_it() -> None:
    led = {option.leads_to for one in OPERATIONS for option in one.options}
    led |= {argument.without_leads_to for one in OPERATIONS for argument in one.arguments}
    without = {one.id for one in OPERATIONS if one.has_button and not one.command}
    assert without - led == {"help", "more"}


def test_every_question_is_answered_by_an_option_of_its_operation() -> None:
    assert OPTIONS == {
        questions.PLAN: "--plan",
        questions.YEAR: "--year",
        questions.TERM: "--term-start",
    }


def test_the_start_sheet_has_ten_buttons_of_which_those_that_are_built_stand_in_rows() -> None:
    names = [name for row in FRONT.values() for name in row]
    assert len(set(names)) == len(names) == 10
    built = [name for name in names if name in BY_ID]
    assert all(BY_ID[name].has_button for name in built)
    rows = front_rows(button_groups(OPERATIONS))
    assert [button.action for row in rows for button in row.buttons] == built
    assert [row.label for row in rows] == list(FRONT)


def test_commands_stand_group_by_group_behind_those_that_begin() -> None:
    listed = [one for one in commands() if one.id not in FIRST_COMMANDS]
    assert {one.id for one in commands()[: len(FIRST_COMMANDS)]} == set(FIRST_COMMANDS)
    places = [GROUPS.index(one.group) for one in listed]
    assert places == sorted(places)


def test_a_bar_has_as_many_steps_as_the_work() -> None:
    assert BY_ID["all_months"].steps == MONTHS_A_YEAR
    assert BY_ID["close"].steps == len(BY_ID["close"].makes)


def with_new(*operations: Operation) -> tuple[ButtonGroup, ...]:
    return button_groups((*OPERATIONS, *operations))


def test_a_new_operation_has_its_button_and_its_macro_in_the_group_of_the_catalogue() -> None:
    groups = with_new(NEW)
    (roll,) = [group for group in groups if group.label == "会员"]
    assert [one.label for one in roll.buttons][-1] == "会员名片"
    (module,) = (one for one in union_modules(VBA, (), groups) if one.name == "UnionButtons")
    assert 'Public Sub UnionCards()\n    UnionRun "cards"\nEnd Sub\n' in module.source


def test_the_macros_ask_for_the_document_of_every_operation_that_needs_one() -> None:
    document = Document("sheet", "选择登记表", (".xlsx",))
    groups = with_new(replace(NEW, id="ask", document=document))
    modules = union_modules(VBA, (), groups, host=Host.LIBREOFFICE)
    source = {module.name: module.source for module in modules}
    asking = re.findall('action = "([a-z_]+)"', source["UnionHost"].partition("ChosenFile(")[0])
    assert asking[:2] == ["help", "more"]
    assert asking[2:] == ["import_plan", "holidays", "import_list", "fill", "reconcile", "ask"]
    assert (
        '    If action = "ask" Then\n        picker.setTitle TextChooseSheet()\n'
        '    ElseIf action = "reconcile" Then\n        picker.setTitle TextChooseStatement()\n'
        '    ElseIf action = "fill" Then\n        picker.setTitle TextChooseForm()\n'
        '    ElseIf action = "import_list" Then\n        picker.setTitle TextChooseList()\n'
        '    ElseIf action = "holidays" Then\n        picker.setTitle TextChooseNotice()\n'
        "    Else\n        picker.setTitle TextChoosePlan()\n    End If\n"
    ) in source["UnionHost"]
    assert "Function TextChooseSheet()" in source["UnionTexts"]


def test_an_operation_that_only_makes_a_sheet_needs_no_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(catalogue.BY_ID, NEW.id, NEW)
    workbook = a_workbook()
    assert make(workbook, "cards", as_of=dt.date(2026, 3, 1)).summary == "已生成《预算执行》。"
    assert list(workbook.specs) == ["budget-report"]
