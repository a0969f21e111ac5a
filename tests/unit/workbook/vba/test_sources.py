from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.buttons import BUTTONS
from tests.macro_sources import read_sources
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.tables.all import TABLES
from unionxl.workbook.buttons import MACRO_MODULE
from unionxl.workbook.new.ribbon import CALLBACK, SHOW_CALLBACK, ribbon_xml
from unionxl.workbook.vba.project import MAX_NAME, ModuleKind, build_vba_project, stream_text
from unionxl.workbook.vba.sources import (
    IS_ASKING,
    NEEDS_ROW,
    SET_TITLE,
    Host,
    texts_module,
    union_modules,
    xlwings_modules,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

TEMPLATES = Path(__file__).resolve().parents[4] / "templates"
VBA = TEMPLATES / "vba"
SHEETS = ("shHome", "shPlan")

SUB = re.compile(r'^Public Sub (\w+)\(\)\n    UnionRun "(\w+)"\nEnd Sub$', re.MULTILINE)
RIBBON = etree.fromstring(ribbon_xml(BUTTON_GROUPS))


def ribbon_buttons() -> list[_Element]:
    return RIBBON.findall(".//{*}button")


# What asks for a document, as a person would write it.
WHO_NEEDS_A_ROW = 'action = "form"'
WHO_ASKS = " Or ".join(f'action = "{one.action}"' for one in BUTTONS if one.document)
TITLES = """    If action = "reconcile" Then
        picker.setTitle TextChooseStatement()
    ElseIf action = "fill" Then
        picker.setTitle TextChooseForm()
    ElseIf action = "import_list" Then
        picker.setTitle TextChooseList()
    ElseIf action = "holidays" Then
        picker.setTitle TextChooseNotice()
    Else
        picker.setTitle TextChoosePlan()
    End If""".replace("\n", "\r\n")


def source_of(name: str) -> str:
    (module,) = (one for one in union_modules(VBA, (), BUTTON_GROUPS) if one.name == name)
    return module.source


def written(name: str) -> str:
    return (VBA / name).read_text("ascii").replace("\n", "\r\n")


def test_every_button_has_its_macro_and_every_macro_its_button() -> None:
    macros = SUB.findall(source_of(MACRO_MODULE))
    assert macros == [(button.procedure, button.action) for button in BUTTONS]


def test_no_macro_stands_in_one_line() -> None:
    """LibreOffice compiles `Public Sub A(): B: End Sub` to nothing at all."""
    for host in Host:
        for module in union_modules(VBA, SHEETS, BUTTON_GROUPS, host=host):
            if module.name.startswith("Union"):
                assert not re.search(r"Sub .*:.*End Sub", module.source), module.name


def test_the_ribbon_has_the_same_buttons_in_the_same_groups() -> None:
    shown = [
        (group.get("label"), button.get("tag"), button.get("label"), button.get("supertip"))
        for group in RIBBON.iterfind(".//{*}group")
        for button in group
        if button.get("onAction") == CALLBACK
    ]
    assert shown == [
        (group.label, one.action, one.label, one.tip)
        for group in BUTTON_GROUPS
        for one in group.buttons
    ]


def test_the_tab_is_called_after_the_union_and_ids_are_unique() -> None:
    assert [tab.get("label") for tab in RIBBON.iterfind(".//{*}tab")] == ["工会工作"]
    ids = [element.get("id") for element in RIBBON.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)


def test_every_ribbon_button_has_an_icon_and_calls_the_one_callback() -> None:
    source = source_of(MACRO_MODULE)
    assert "Public Sub UnionRibbon(control As Object)" in source
    for button in ribbon_buttons():
        assert button.get("imageMso")
        assert button.get("onAction") in {CALLBACK, SHOW_CALLBACK}


def test_buttons_bring_every_hidden_sheet_into_sight_without_the_program() -> None:
    hidden = {table.name for table in TABLES if not table.is_in_sight}
    source = source_of(MACRO_MODULE)
    asked = dict(re.findall(r'Public Sub (UnionShow\w+)\(\)\r?\n    UnionShow "([^"]+)"', source))
    assert {name for names in asked.values() for name in names.split()} == hidden
    tags = {
        button.get("tag") for button in ribbon_buttons() if button.get("onAction") == SHOW_CALLBACK
    }
    assert tags == set(asked.values())
    for host in Host:
        modules = union_modules(VBA, SHEETS, BUTTON_GROUPS, host=host)
        (source,) = (one.source for one in modules if one.name == "UnionHost")
        shown = source[source.index("Public Sub UnionShow(") :].split("End Sub")[0]
        assert "Shell" not in shown
        assert "Run" not in shown


def test_actions_are_plain_words_and_labels_are_not_too_long_for_a_button() -> None:
    for button in BUTTONS:
        assert re.fullmatch(r"[a-z_]+", button.action)
        assert len(button.procedure) <= MAX_NAME
        assert len(button.label) <= 8


@pytest.mark.parametrize("host", Host)
def test_the_project_reads_back_as_the_templates(host: Host) -> None:
    modules = union_modules(VBA, SHEETS, BUTTON_GROUPS, host=host)
    sources = read_sources(build_vba_project(modules))
    host_source = written(f"{host.value}/UnionHost.bas")
    host_source = host_source.replace(NEEDS_ROW, WHO_NEEDS_A_ROW)
    if host is Host.LIBREOFFICE:
        host_source = host_source.replace(IS_ASKING, WHO_ASKS).replace(SET_TITLE, TITLES)
    assert sources["UnionHost.bas"] == host_source
    own = written(f"{host.value}/ThisWorkbook.cls").partition('"ThisWorkbook"')[2]
    assert sources["ThisWorkbook.cls"].endswith(own)
    assert {name.partition(".")[0] for name in sources} == {module.name for module in modules}
    for module in modules:
        suffix = "bas" if module.kind is ModuleKind.STANDARD else "cls"
        assert sources[f"{module.name}.{suffix}"] == stream_text(module)


def test_documents_are_the_workbook_and_one_for_each_sheet() -> None:
    modules = union_modules(VBA, SHEETS, BUTTON_GROUPS)
    documents = [
        (m.name, m.kind) for m in modules if m.kind in {ModuleKind.WORKBOOK, ModuleKind.SHEET}
    ]
    assert documents == [
        ("ThisWorkbook", ModuleKind.WORKBOOK),
        ("shHome", ModuleKind.SHEET),
        ("shPlan", ModuleKind.SHEET),
    ]


def test_excel_gets_the_macros_of_xlwings_with_their_notices() -> None:
    sources = read_sources(build_vba_project(union_modules(VBA, SHEETS, BUTTON_GROUPS)))
    assert sources["xlwings.bas"] == stream_text(xlwings_modules()[0])
    assert "'xlwings is distributed under a BSD 3-clause license." in sources["xlwings.bas"]
    assert "@license: MIT" in sources["Dictionary.cls"]
    for called in ("Function GetConfig", "Function RunPython", "Function RunFrozenPython"):
        assert called in sources["xlwings.bas"]


def test_libreoffice_gets_no_branches_and_nothing_of_xlwings() -> None:
    modules = union_modules(VBA, SHEETS, BUTTON_GROUPS, host=Host.LIBREOFFICE)
    assert not any("#If" in module.source for module in modules)
    assert "xlwings" not in {module.name for module in modules}


def test_texts_come_back_from_their_ascii_form() -> None:
    text = '工会：点一次 “OK" 再看 .xlsm，共三十多个汉字也不会让一行太长。'
    source = texts_module({"not_set_up": text}).source
    assert source.isascii()
    assert "Public Function TextNotSetUp() As String" in source
    said = "".join(
        chr(int(number)) if number else literal.replace('""', '"')
        for number, literal in re.findall(r'ChrW\((\d+)\)|& "((?:[^"]|"")*)"', source)
    )
    assert said == text


def test_a_program_that_cannot_be_started_never_shows_a_box_of_libreoffice() -> None:
    procedures = written("libreoffice/UnionHost.bas").split("\nEnd Sub")
    starting = [text for text in procedures if re.search(r"^ +Shell ", text, re.MULTILINE)]
    assert len(starting) == 2
    for text in starting:
        assert re.search(r"^ +On Error [^\n]+\n +Shell ", text, re.MULTILINE)


def test_the_hosts_use_only_texts_that_there_are() -> None:
    (texts,) = (one for one in union_modules(VBA, (), BUTTON_GROUPS) if one.name == "UnionTexts")
    offered = set(re.findall(r"Function (Text\w+)", texts.source))
    used = {
        name
        for host in Host
        for module in union_modules(VBA, (), BUTTON_GROUPS, host=host)
        if module.name == "UnionHost"
        for name in re.findall(r"Text[A-Z]\w+(?=\(\))", module.source)
    }
    assert used == offered
