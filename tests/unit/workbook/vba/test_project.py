from __future__ import annotations

import re
from struct import unpack_from

import pytest

from tests.compound_files import read_strictly
from tests.macro_sources import read_sources
from tests.vba_streams import decompress
from unionxl.workbook.vba.project import (
    PROJECT_ID,
    RESERVED,
    ModuleKind,
    VbaModule,
    build_vba_project,
    stream_text,
)

BOOK = VbaModule("ThisWorkbook", ModuleKind.WORKBOOK, "Option Explicit\n")
SHEET = VbaModule("shHome", ModuleKind.SHEET, "")
MAIN = VbaModule("Main", ModuleKind.STANDARD, "Public Sub Run()\n    Beep\nEnd Sub\n")
ITEM = VbaModule(
    "Item",
    ModuleKind.CLASS,
    "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  'True\nEND\n"
    'Attribute VB_Name = "Other"\nAttribute VB_Exposed = True\n'
    'Public Amount As Currency\nAttribute Amount.VB_Description = "yuan"\n',
)
MODULES = (BOOK, SHEET, MAIN, ITEM)


def a_module(name: str = "Module1", source: str = "") -> VbaModule:
    return VbaModule(name, ModuleKind.STANDARD, source)


def decrypted(value: str, project_id: str) -> bytes:
    """Undo the obfuscation by [MS-OVBA] 2.4.3.3."""
    coded = bytes.fromhex(value)
    seed, version, key = coded[0], coded[0] ^ coded[1], coded[0] ^ coded[2]
    assert version == 2
    assert key == sum(project_id.encode()) & 0xFF
    before, last, last_but_one = key, coded[2], coded[1]
    data = bytearray()
    for code in coded[3:]:
        before = code ^ (last_but_one + before) & 0xFF
        last_but_one, last = last, code
        data.append(before)
    ignored = (seed & 6) // 2
    (length,) = unpack_from("<I", data, ignored)
    assert length == len(data) - ignored - 4
    return bytes(data[ignored + 4 :])


def test_another_reader_sees_exactly_our_sources() -> None:
    assert read_sources(build_vba_project(MODULES)) == {
        "ThisWorkbook.cls": stream_text(BOOK),
        "shHome.cls": stream_text(SHEET),
        "Main.bas": 'Attribute VB_Name = "Main"\r\nPublic Sub Run()\r\n    Beep\r\nEnd Sub\r\n',
        "Item.cls": stream_text(ITEM),
    }


def test_the_head_of_an_export_is_left_out_and_attributes_of_members_stay() -> None:
    lines = stream_text(ITEM).split("\r\n")
    assert lines[0] == 'Attribute VB_Name = "Item"'
    assert "Attribute VB_Exposed = False" in lines
    assert lines[-3:] == [
        "Public Amount As Currency",
        'Attribute Amount.VB_Description = "yuan"',
        "",
    ]


def test_the_compound_file_is_sound_and_holds_no_compiled_code() -> None:
    streams = read_strictly(build_vba_project(MODULES))
    assert streams.keys() == {
        "PROJECT",
        "PROJECTwm",
        "VBA/dir",
        "VBA/_VBA_PROJECT",
        *(f"VBA/{module.name}" for module in MODULES),
    }
    assert streams["VBA/_VBA_PROJECT"] == bytes.fromhex("CC61FFFF000000")
    for module in MODULES:
        assert decompress(streams[f"VBA/{module.name}"]) == stream_text(module).encode()


def test_the_project_stream_lists_every_module_by_its_kind() -> None:
    text = read_strictly(build_vba_project(MODULES))["PROJECT"].decode("ascii")
    assert "\n" not in text.replace("\r\n", "")
    assert text.split("\r\n")[:6] == [
        f'ID="{PROJECT_ID}"',
        "Document=ThisWorkbook/&H00000000",
        "Document=shHome/&H00000000",
        "Module=Main",
        "Class=Item",
        'Name="VBAProject"',
    ]


def test_the_project_is_not_protected_has_no_password_and_is_visible() -> None:
    text = read_strictly(build_vba_project(MODULES))["PROJECT"].decode("ascii")
    values = {
        key: decrypted(value, PROJECT_ID)
        for key, value in re.findall(r'^(CMG|DPB|GC)="([0-9A-F]+)"', text, re.MULTILINE)
    }
    assert values == {"CMG": bytes(4), "DPB": b"\0", "GC": b"\xff"}


def test_the_decryption_of_this_test_reads_what_office_wrote() -> None:
    # values from the examples of [MS-OVBA] section 3
    project_id = "{917DED54-440B-4FD1-A5C1-74ACF261E600}"
    assert decrypted("0705D8E3D8EDDBF1DBF1DBF1DBF1", project_id) == bytes(4)
    assert decrypted("0E0CD1ECDFF4E7F5E7F5E7", project_id) == b"\0"
    assert decrypted("1517CAF1D6F9D7F9D706", project_id) == b"\xff"


def test_the_code_page_is_chinese_and_the_language_ids_are_the_only_ones_allowed() -> None:
    records = decompress(read_strictly(build_vba_project(MODULES))["VBA/dir"])
    assert bytes.fromhex("0300 02000000 A803") in records
    assert bytes.fromhex("0200 04000000 09040000 1400 04000000 09040000") in records


def test_two_builds_are_equal() -> None:
    assert build_vba_project(MODULES) == build_vba_project(MODULES)


@pytest.mark.parametrize(
    "name", ["", "1st", "_x", "a b", "a-b", "工会", "x" * 32, "Ü", *sorted(RESERVED)[::40], "SUB"]
)
def test_a_name_that_vba_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"name|reserved"):
        build_vba_project([a_module(name)])


def test_names_that_differ_only_in_case_are_refused() -> None:
    with pytest.raises(ValueError, match="used twice: module1"):
        build_vba_project([a_module("Module1"), a_module("MODULE1")])


def test_a_module_named_like_the_project_is_refused() -> None:
    with pytest.raises(ValueError, match="used twice"):
        build_vba_project([a_module("vbaproject")])


def test_a_source_that_is_not_ascii_is_refused() -> None:
    with pytest.raises(ValueError, match="not ASCII"):
        build_vba_project([a_module(source="' 工会\n")])


def test_a_line_that_the_editor_would_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="1023"):
        build_vba_project([a_module(source="'" + "x" * 1023)])
