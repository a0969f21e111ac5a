from __future__ import annotations

import io
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.buttons import BUTTONS
from tests.macros import make_profile, run_macro
from tests.vba_conditionals import without_conditionals
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.workbook.live.user_settings import LIBREOFFICE, remember_interpreter
from unionxl.workbook.vba.project import ModuleKind, VbaModule, build_vba_project
from unionxl.workbook.vba.sources import Host, union_modules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.workbook.buttons import Button

pytestmark = pytest.mark.libreoffice

VBA = Path(__file__).resolve().parents[4] / "templates" / "vba"
SHEETS = ("shHome", "shConfig")
OLD = "Windows, before Excel 2010"
PROGRAM = """\
import sys
from dataclasses import replace
from openpyxl import load_workbook

options = dict(zip(sys.argv[2::2], sys.argv[3::2]))
workbook = load_workbook(options["--file"], keep_vba=True)
sheet = workbook.worksheets[0]
sheet["B3"] = " ".join([sys.argv[1], *options])
sheet["B4"] = sheet["B1"].value
workbook.create_sheet("新表")
workbook.save(options["--file"])
with open(options["--reply"], "w", encoding="utf-8") as reply:
    reply.write("\\n")
"""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("profile")
    make_profile(folder)
    return folder


def a_workbook(path: Path, modules: Sequence[VbaModule]) -> Path:
    project = io.BytesIO(build_vba_project(modules))
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_vba_project(project, is_stream=True)
        workbook.set_vba_name("ThisWorkbook")
        home = workbook.add_worksheet("首页")
        home.set_vba_name("shHome")
        home.write(0, 0, "首页")
        config = workbook.add_worksheet("xlwings.conf")
        config.set_vba_name("shConfig")
        config.write_row(0, 0, ["INTERPRETER_WIN", "none"])
        config.write_row(1, 0, ["INTERPRETER_LIBREOFFICE", sys.executable])
    return path


def a_program(folder: Path) -> Path:
    """Put a stand-in for unionxl.office into a folder for PYTHONPATH."""
    package = folder / "program" / "unionxl"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "office.py").write_text(PROGRAM, "utf-8")
    return package.parent


def a_home(folder: Path) -> Path:
    """Make a home folder of a user who has set up the program."""
    home = folder / "王 某's home"
    remember_interpreter({LIBREOFFICE: sys.executable}, home, "linux")
    return home


def with_end(module: VbaModule) -> VbaModule:
    """Add a last function, which LibreOffice reaches only when all before it compiles."""
    end = (
        f'Public Function EndOf{module.name}()\n    EndOf{module.name} = "reached"\nEnd Function\n'
    )
    return replace(module, source=f"{module.source}\n{end}")


def code_modules(system: str) -> list[VbaModule]:
    """Return the modules of code for Excel, as its compiler on one system sees them.

    The class Dictionary is left out: it is not ours, and LibreOffice cannot run it.
    """
    constants = {
        "VBA7": system != OLD,
        "Win64": system == "Windows, 64 bits",
        "Mac": system == "Mac",
    }
    return [
        replace(module, source=without_conditionals(module.source, constants))
        for module in union_modules(VBA, (), BUTTON_GROUPS)
        if module.kind is ModuleKind.STANDARD
    ]


def ends_reached(profile: Path, workbook: Path, modules: Sequence[VbaModule]) -> tuple[str, ...]:
    """Return the names of the modules whose last function could be called."""
    names = tuple(module.name for module in modules)
    probes = [
        f'Public Sub Call{name}()\n    Worksheets(1).Range("B2").Value = EndOf{name}()\nEnd Sub\n'
        for name in names
    ]
    probe = VbaModule("Probe", ModuleKind.STANDARD, "\n".join(probes))
    documents = [VbaModule("ThisWorkbook", ModuleKind.WORKBOOK, "")]
    documents += [VbaModule(name, ModuleKind.SHEET, "") for name in SHEETS]
    a_workbook(workbook, [*documents, *map(with_end, modules), probe])
    return tuple(
        name
        for name in names
        if run_macro(profile, workbook, f"Probe.Call{name}").b(2) == "reached"
    )


@pytest.mark.parametrize("system", ["Windows, 64 bits", "Windows, 32 bits", OLD, "Mac"])
def test_every_module_of_code_for_excel_compiles(
    profile: Path, tmp_path: Path, system: str
) -> None:
    modules = code_modules(system)
    names = ("UnionButtons", "UnionHost", "UnionPrint", "UnionTexts", "xlwings")
    assert tuple(module.name for module in modules) == names
    assert ends_reached(profile, tmp_path / "excel.xlsm", modules) == names


# A stand-in for the settings: those of the sheet, of the user and of the user for this program.
SETTINGS = """
Public onSheet As String, ofUser As String, ofUserHere As String, told As String

Public Function GetConfig(key As String, Optional default As String = "", _
                          Optional source As String = "") As Variant
    GetConfig = default
    If source = "sheet" And key = "INTERPRETER_WIN" Then GetConfig = onSheet
    If source = "user" And key = "INTERPRETER_WIN" Then GetConfig = ofUser
    If source = "user" And key = "UNIONXL_INTERPRETER_WIN" Then GetConfig = ofUserHere
End Function

Public Function FileExists(ByVal path As String) As Boolean
    FileExists = True
End Function

Public Sub RunPython(ByVal command As String)
End Sub

Public Sub Said(ByVal text As String, Optional buttons As Variant, Optional title As Variant)
    told = text
End Sub
"""
INSTALLED = r"C:\Users\ann\AppData\Local\unionxl\python\Scripts\pythonw.exe"
OTHER, SHARE = r"D:\py\pythonw.exe", r"\\host\share\pythonw.exe"
CLICKS = (
    # what the sheet names, the user's settings and those for this program; what starts
    (INSTALLED, "", "", INSTALLED),
    (INSTALLED.upper(), "", "", INSTALLED.upper()),
    (OTHER, OTHER, "", OTHER),
    (OTHER, "", OTHER, OTHER),
    (OTHER, INSTALLED, SHARE, "TextNotTrusted"),
    (OTHER, "", "", "TextNotTrusted"),
    (SHARE, OTHER, OTHER, "TextNotTrusted"),
    (INSTALLED + r"\..\evil.exe", "", "", "TextNotTrusted"),
    ("calc.exe", "", "", "TextNotTrusted"),
    ("", "", "", "TextNotSetUp"),
    ("", OTHER, OTHER, "TextNotSetUp"),
)


def test_a_click_starts_only_what_the_user_has_installed(profile: Path, tmp_path: Path) -> None:
    """The cell of a workbook from elsewhere does not decide which program runs."""
    modules = {module.name: module for module in code_modules("Windows, 64 bits")}
    host = modules["UnionHost"]
    asking = (
        "Public Function Asked(ByVal installed As String) As String\n"
        '    Asked = TrustedInterpreter("INTERPRETER_WIN", installed)\nEnd Function\n'
    )
    source = host.source.replace("MsgBox ", "Said ")
    cases = "".join(
        f'    onSheet = "{sheet}"\n    ofUser = "{user}"\n    ofUserHere = "{here}"\n'
        f'    told = ""\n    found = found & Asked("{INSTALLED}") & told & "|"\n'
        for sheet, user, here, _ in CLICKS
    )
    probe = (
        f"Public Sub Ask()\n    Dim found As String\n{cases}"
        '    Worksheets(1).Range("B2").Value = found\nEnd Sub\n'
    )
    documents = [VbaModule("ThisWorkbook", ModuleKind.WORKBOOK, "")]
    documents += [VbaModule(name, ModuleKind.SHEET, "") for name in SHEETS]
    workbook = a_workbook(
        tmp_path / "ask.xlsm",
        [
            *documents,
            replace(host, source=f"{source}\n{asking}"),
            modules["UnionTexts"],
            VbaModule("Stand", ModuleKind.STANDARD, SETTINGS),
            VbaModule("Probe", ModuleKind.STANDARD, probe),
        ],
    )
    texts = tomllib.loads((VBA / "texts.toml").read_text("utf-8"))
    said = {"TextNotTrusted": texts["not_trusted"], "TextNotSetUp": texts["not_set_up"]}
    found = str(run_macro(profile, workbook, "Probe.Ask").b(2)).split("|")
    assert found[:-1] == [said.get(started, started) for *_, started in CLICKS]


EVIL, THERE = "/bin/sh", sys.executable
OWN_LINE = f'"UNIONXL_INTERPRETER_LIBREOFFICE","{THERE}"'
SETTINGS_AND_CLICKS = (
    # what the sheet names, the lines of the user's file of xlwings; what starts
    (THERE, (OWN_LINE,), THERE),
    (THERE, ("", '"CONDA PATH","/x"', "no comma", OWN_LINE, '"TEMP DIR",""'), THERE),
    (THERE, (f'"INTERPRETER_LIBREOFFICE","{THERE}"',), THERE),
    (THERE, (f"unionxl_interpreter_libreoffice , {THERE} ",), THERE),
    (THERE, (), "TextNotTrusted"),
    (THERE, (f'"INTERPRETER_WIN","{THERE}"',), "TextNotTrusted"),
    (THERE, ('"UNIONXL_INTERPRETER_LIBREOFFICE",""',), "TextNotTrusted"),
    (EVIL, (OWN_LINE,), "TextNotTrusted"),
    (f"{THERE} -c 1", (OWN_LINE,), "TextNotTrusted"),
    (THERE.upper(), (OWN_LINE,), "TextNotTrusted"),
    (f"{THERE}/../../../../bin/sh", (OWN_LINE,), "TextNotTrusted"),
    ("\\unionxl\\python\\Scripts\\python.exe", (OWN_LINE,), "TextNotTrusted"),
    ("/gone/python", ('"UNIONXL_INTERPRETER_LIBREOFFICE","/gone/python"',), "TextNotSetUp"),
    ("", (OWN_LINE,), "TextNotSetUp"),
)
ASK_LIBREOFFICE = """
Public Sub Settle(ByVal text As String)
    Dim number As Integer
    number = FreeFile
    Open Environ("HOME") & "/.xlwings/xlwings.conf" For Output As #number
    Print #number, text
    Close #number
End Sub

Public Sub Ask()
    Dim found As String, home As String
{cases}
    Worksheets(1).Range("B2").Value = found
End Sub
"""


def test_in_libreoffice_a_click_starts_only_what_the_user_has_set_up(
    profile: Path, tmp_path: Path
) -> None:
    """Its hidden sheet names a program that is there; the user's account decides all the same."""
    modules = union_modules(VBA, SHEETS, BUTTON_GROUPS, host=Host.LIBREOFFICE)
    asking = (
        "Public Function Asked() As String\n    Dim problem As String\n"
        "    Asked = TrustedInterpreter(ThisComponent, problem)\n"
        '    If Asked = "" Then Asked = problem\nEnd Function\n'
    )
    cell = 'Worksheets(2).Range("B2").Value'
    cases = "".join(
        f"    {cell} = {basic(sheet)}\n    Settle {basic(chr(10).join(lines))}\n"
        '    found = found & Asked() & "|"\n'
        for sheet, lines, _ in SETTINGS_AND_CLICKS
    )
    probe = VbaModule("Probe", ModuleKind.STANDARD, ASK_LIBREOFFICE.format(cases=cases))
    with_asking = [
        replace(one, source=f"{one.source}\n{asking}") if one.name == "UnionHost" else one
        for one in modules
    ]
    workbook = a_workbook(tmp_path / "ask.xlsm", [*with_asking, probe])
    texts = tomllib.loads((VBA / "texts.toml").read_text("utf-8"))
    said = {"TextNotTrusted": texts["not_trusted"], "TextNotSetUp": texts["not_set_up"]}
    seen = run_macro(profile, workbook, "Probe.Ask", HOME=str(a_home(tmp_path)))
    assert str(seen.b(2)).split("|")[:-1] == [
        said.get(started, started) for *_, started in SETTINGS_AND_CLICKS
    ]


@pytest.mark.parametrize("is_set_up", [True, False])
def test_storing_starts_a_program_only_for_a_user_who_has_set_it_up(
    profile: Path,
    tmp_path: Path,
    is_set_up: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """This needs no click, and says nothing."""
    modules = union_modules(VBA, SHEETS, BUTTON_GROUPS, host=Host.LIBREOFFICE)
    workbook = a_workbook(tmp_path / "stored.xlsm", modules)
    before = workbook.read_bytes()
    home = a_home(tmp_path) if is_set_up else tmp_path / "other"
    (home / ".xlwings" / "xlwings.conf").parent.mkdir(parents=True, exist_ok=True)
    program = str(a_program(tmp_path))
    run_macro(profile, workbook, "UnionHost.UnionStored", PYTHONPATH=program, HOME=str(home))
    assert (workbook.read_bytes() != before) is is_set_up


def basic(text: str) -> str:
    """Write a text as Basic does, line breaks as Chr(10)."""
    lines = (line.replace('"', '""') for line in text.split("\n"))
    return " & Chr(10) & ".join(f'"{line}"' for line in lines)


def test_a_module_that_does_not_compile_is_noticed(profile: Path, tmp_path: Path) -> None:
    good = VbaModule("Good", ModuleKind.STANDARD, "Option Explicit\n")
    bad = VbaModule("Bad", ModuleKind.STANDARD, "Public Sub A()\n    x = = ( 3\nEnd Sub\n")
    assert ends_reached(profile, tmp_path / "bad.xlsm", [good, bad]) == ("Good",)


CLICKED = [button for button in BUTTONS if button.action in {"month", "repair"}]


@pytest.mark.parametrize("button", CLICKED, ids=lambda button: button.action)
def test_a_click_stores_runs_the_program_and_shows_what_it_wrote(
    profile: Path, tmp_path: Path, button: Button
) -> None:
    modules = union_modules(VBA, SHEETS, BUTTON_GROUPS, host=Host.LIBREOFFICE)
    workbook = a_workbook(tmp_path / "一所 学校 a&b's.xlsm", modules)
    program, home = a_program(tmp_path), a_home(tmp_path)
    seen = run_macro(profile, workbook, button.macro, PYTHONPATH=str(program), HOME=str(home))
    assert seen.sheets == ("首页", "xlwings.conf", "新表")
    assert seen.b(3) == f"{button.action} --file --reply"
    assert seen.b(4) == "typed", "what was typed must be stored before the program runs"


def test_a_second_click_works_on_what_the_program_wrote(profile: Path, tmp_path: Path) -> None:
    modules = union_modules(VBA, SHEETS, BUTTON_GROUPS, host=Host.LIBREOFFICE)
    workbook = a_workbook(tmp_path / "two.xlsm", modules)
    program, home = str(a_program(tmp_path)), str(a_home(tmp_path))
    for _ in range(2):
        seen = run_macro(profile, workbook, CLICKED[0].macro, PYTHONPATH=program, HOME=home)
    assert seen.sheets == ("首页", "xlwings.conf", "新表", "新表1")


NOTED = """\
import sys
from openpyxl import load_workbook

options = dict(zip(sys.argv[2::2], sys.argv[3::2]))
workbook = load_workbook(options["--file"], keep_vba=True)
sheet = workbook.worksheets[0]
for row in workbook["xlwings.conf"].iter_rows(values_only=True):
    place = {"SELECTED_SHEET": "B3", "SELECTED_ROWS": "B4"}.get(row[0])
    if place:
        sheet[place] = row[1]
sheet["B5"] = " ".join(sys.argv[1:2])
workbook.save(options["--file"])
with open(options["--reply"], "w", encoding="utf-8") as reply:
    reply.write("\\n")
"""


def test_the_rows_that_are_selected_are_noted_before_the_workbook_is_stored(
    profile: Path, tmp_path: Path
) -> None:
    probe = """
Public Sub CallForm()
    Dim book As Object
    Set book = ThisComponent
    book.CurrentController.select book.Sheets.getByIndex(0).getCellRangeByName("A5:B7")
    UnionRun "form"
End Sub
"""
    modules = union_modules(VBA, SHEETS, BUTTON_GROUPS, host=Host.LIBREOFFICE)
    workbook = a_workbook(
        tmp_path / "book.xlsm", [*modules, VbaModule("Probe", ModuleKind.STANDARD, probe)]
    )
    program = a_program(tmp_path)
    (program / "unionxl" / "office.py").write_text(NOTED, "utf-8")
    seen = run_macro(
        profile, workbook, "Probe.CallForm", PYTHONPATH=str(program), HOME=str(a_home(tmp_path))
    )
    assert (seen.b(3), seen.b(4), seen.b(5)) == ("首页", "5-7", "form")


def test_a_mac_notes_the_rows_that_are_selected(profile: Path, tmp_path: Path) -> None:
    probe = """
Public Sub CallNote()
    Worksheets(1).Range("A5:B7").Select
    NoteSelection
    Worksheets(1).Range("B3").Value = GivenOption("SELECTED_SHEET")
    Worksheets(1).Range("B4").Value = GivenOption("SELECTED_ROWS")
End Sub
Private Function GivenOption(ByVal key As String) As String
    Dim row As Long
    For row = 1 To 20
        If Worksheets("xlwings.conf").Cells(row, 1).Value = key Then
            GivenOption = Worksheets("xlwings.conf").Cells(row, 2).Value
        End If
    Next row
End Function
"""
    modules = [
        replace(one, source=one.source.replace("Private Sub NoteS", "Public Sub NoteS"))
        for one in code_modules("Mac")
    ]
    documents = [VbaModule("ThisWorkbook", ModuleKind.WORKBOOK, "")]
    documents += [VbaModule(name, ModuleKind.SHEET, "") for name in SHEETS]
    probed = VbaModule("Probe", ModuleKind.STANDARD, probe)
    workbook = a_workbook(tmp_path / "book.xlsm", [*documents, *modules, probed])
    seen = run_macro(profile, workbook, "Probe.CallNote")
    assert (seen.b(3), seen.b(4)) == ("首页", "5-7")
