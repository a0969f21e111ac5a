"""A VBA project as the bytes of vbaProject.bin, [MS-OVBA] 2.2 and 2.3, from source text alone.

The project holds no compiled code: `_VBA_PROJECT` has no performance cache and every module stream
is nothing but its compressed source. Sources are ASCII, so that no code page can spoil them.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass
from struct import pack
from typing import TYPE_CHECKING

from unionxl.workbook.vba.compound_file import build_compound_file
from unionxl.workbook.vba.compression import compress

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT_NAME = "VBAProject"
PROJECT_ID = "{5C2E61A4-9B0D-4F37-8A56-2D1B7E90C3F8}"
CODE_PAGE = 936
NO_CACHE = bytes.fromhex("CC61FFFF000000")  # 2.3.4.1: version FFFF, no performance cache
MAX_NAME = 31
MAX_LINE = 1023  # longest line that the editor takes
NO_COOKIE = 0xFFFF

STDOLE = (
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb"
    "#OLE Automation"
)
OFFICE = (
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files"
    r"\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"
)
REFERENCES = (("stdole", STDOLE), ("Office", OFFICE))

# [MS-VBAL] 3.3.5.2, without the words that hold a character no name may have
RESERVED_WORDS = """
abs addressof alias and any array as attribute boolean byref byte byval call case cbool cbyte ccur
cdate cdbl cdecl cdec cint circle clng clnglng clngptr close const csng cstr currency cvar cverr
date debug decimal declare defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng
deflngptr defobj defsng defstr defvar dim do doevents double each else elseif empty end endif enum
eqv erase event exit false fix for friend function get global gosub goto if imp implements in input
inputb int integer is lbound len lenb let like line linput local lock long longlong longptr loop
lset me mod new next not nothing null on open option optional or paramarray preserve print private
pset public put raiseevent redim rem resume return rset scale seek select set sgn shared single spc
static step stop string sub tab then to true type typeof ubound unknown until unlock variant vba
wend while width with withevents write
"""
RESERVED = frozenset(RESERVED_WORDS.split())

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class ModuleKind(enum.Enum):
    """What a module is; documents belong to the workbook or to a sheet."""

    WORKBOOK = "workbook"
    SHEET = "sheet"
    STANDARD = "standard"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class VbaModule:
    """One module: its name, its kind and its text, with or without the lines of an export."""

    name: str
    kind: ModuleKind
    source: str


def build_vba_project(modules: Sequence[VbaModule], *, name: str = PROJECT_NAME) -> bytes:
    """Return the compound file of a VBA project; the same modules always give the same bytes.

    Raises:
        ValueError: a name or a source is not fit for a VBA project.
    """
    _check_names(modules, name)
    streams = {module.name: compress(stream_text(module).encode("ascii")) for module in modules}
    return build_compound_file(
        {
            "VBA": {
                **streams,
                "_VBA_PROJECT": NO_CACHE,
                "dir": compress(_dir_stream(modules, name)),
            },
            "PROJECT": _project_stream(modules, name),
            "PROJECTwm": _name_map(modules),
        }
    )


def stream_text(module: VbaModule) -> str:
    """Return the source of a module as its stream holds it (2.3.4.3).

    The lines that only an exported file has are left out, the attributes that the kind asks for
    stand first, and every line ends in CR LF.

    Raises:
        ValueError: the source is not ASCII or has a line that is too long.
    """
    if not module.source.isascii():
        raise ValueError(f"module {module.name}: the source is not ASCII")
    lines = [*_attributes(module.name, module.kind), *_body(module.source.splitlines())]
    if max(map(len, lines)) > MAX_LINE:
        raise ValueError(f"module {module.name}: a line has more than {MAX_LINE} characters")
    return "".join(f"{line}\r\n" for line in lines)


def _attributes(name: str, kind: ModuleKind) -> tuple[str, ...]:
    """Return the first lines of a module (2.3.4.3, [MS-VBAL] 4.2)."""
    first = f'Attribute VB_Name = "{name}"'
    if kind is ModuleKind.STANDARD:
        return (first,)
    base = {
        ModuleKind.WORKBOOK: "00020819-0000-0000-C000-000000000046",
        ModuleKind.SHEET: "00020820-0000-0000-C000-000000000046",
        ModuleKind.CLASS: "FCFB3D2A-A0FA-1068-A738-08002B3371B5",
    }[kind]
    is_document = kind is not ModuleKind.CLASS
    return (
        first,
        f'Attribute VB_Base = "0{{{base}}}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        f"Attribute VB_PredeclaredId = {is_document}",
        f"Attribute VB_Exposed = {is_document}",
        "Attribute VB_TemplateDerived = False",
        f"Attribute VB_Customizable = {is_document}",
    )


def _body(lines: list[str]) -> list[str]:
    """Leave out the head of an exported file; attributes of single members stay."""
    start = 0
    if lines and lines[0].startswith("VERSION "):
        start = [line.strip() for line in lines].index("END") + 1
    while start < len(lines) and lines[start].startswith("Attribute VB_"):
        start += 1
    return lines[start:]


def _check_names(modules: Sequence[VbaModule], project: str) -> None:
    names = [project, *(module.name for module in modules)]
    for name in names:
        if not _NAME.fullmatch(name) or len(name) > MAX_NAME:
            raise ValueError(f"not a name for a module: {name!r}")
        if name.lower() in RESERVED:
            raise ValueError(f"a reserved word cannot be the name of a module: {name!r}")
    doubles = [name for name, count in Counter(map(str.lower, names)).items() if count > 1]
    if doubles:
        raise ValueError(f"names that are used twice: {', '.join(doubles)}")


def _record(number: int, content: bytes) -> bytes:
    """Return one record of the dir stream: number, size, content."""
    return pack("<HI", number, len(content)) + content


def _text_records(number: int, unicode_number: int, text: str) -> bytes:
    """Return a text as two records, in the code page and in UTF-16."""
    return _record(number, text.encode("ascii")) + _record(unicode_number, text.encode("utf-16-le"))


def _dir_stream(modules: Sequence[VbaModule], name: str) -> bytes:
    """Return the dir stream before compression (2.3.4.2)."""
    references = b"".join(
        _text_records(0x16, 0x3E, library)  # 2.3.4.2.2.2 name, 2.3.4.2.2.5 registered reference
        + _record(0x0D, pack("<I", len(target)) + target.encode("ascii") + bytes(6))
        for library, target in REFERENCES
    )
    return (
        _project_information(name)
        + references
        + _record(0x0F, pack("<H", len(modules)))  # 2.3.4.2.3
        + _record(0x13, pack("<H", NO_COOKIE))
        + b"".join(_module_records(module) for module in modules)
        + _record(0x10, b"")
    )


def _project_information(name: str) -> bytes:
    """Return the first records of the dir stream (2.3.4.2.1)."""
    return b"".join(
        (
            _record(0x01, pack("<I", 1)),  # system: 32-bit Windows, which every host reads
            _record(0x02, pack("<I", 0x409)),  # the only language id that is allowed
            _record(0x14, pack("<I", 0x409)),
            _record(0x03, pack("<H", CODE_PAGE)),
            _record(0x04, name.encode("ascii")),
            _text_records(0x05, 0x40, ""),  # description
            _record(0x06, b""),  # help file
            _record(0x3D, b""),
            _record(0x07, bytes(4)),  # help context
            _record(0x08, bytes(4)),  # flags
            pack("<HIIH", 0x09, 4, 1, 1),  # version: its size field is fixed at 4
            _text_records(0x0C, 0x3C, ""),  # constants
        )
    )


def _module_records(module: VbaModule) -> bytes:
    """Return the records of one module (2.3.4.2.3.2); its source begins at offset 0."""
    is_standard = module.kind is ModuleKind.STANDARD
    return b"".join(
        (
            _text_records(0x19, 0x47, module.name),
            _text_records(0x1A, 0x32, module.name),  # name of the stream
            _text_records(0x1C, 0x48, ""),  # description
            _record(0x31, bytes(4)),  # offset of the source
            _record(0x1E, bytes(4)),  # help context
            _record(0x2C, pack("<H", NO_COOKIE)),
            _record(0x21 if is_standard else 0x22, b""),
            _record(0x2B, b""),
        )
    )


def _project_stream(modules: Sequence[VbaModule], name: str) -> bytes:
    """Return the PROJECT stream (2.3.1): no password, nothing hidden, every window closed."""
    forms = {ModuleKind.STANDARD: "Module={}", ModuleKind.CLASS: "Class={}"}
    lines = [
        f'ID="{PROJECT_ID}"',
        *(
            forms.get(module.kind, "Document={}/&H00000000").format(module.name)
            for module in modules
        ),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(bytes(4))}"',  # 2.3.1.15: not protected
        f'DPB="{_encrypted(bytes(1))}"',  # 2.3.1.16: no password
        f'GC="{_encrypted(bytes([0xFF]))}"',  # 2.3.1.17: visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _encrypted(content: bytes, seed: int = 0x8D) -> str:
    """Return a value of the PROJECT stream in the obfuscated form that it must have (2.4.3.2).

    The seed may be any byte; a fixed one keeps the file reproducible.
    """
    key = sum(PROJECT_ID.encode("ascii")) & 0xFF
    coded = bytearray([seed, seed ^ 2, seed ^ key])
    ignored = bytes((seed & 6) // 2)
    before, last, last_but_one = key, coded[2], coded[1]
    for byte in ignored + pack("<I", len(content)) + content:
        code = byte ^ (last_but_one + before & 0xFF)
        coded.append(code)
        before, last, last_but_one = byte, code, last
    return coded.hex().upper()


def _name_map(modules: Sequence[VbaModule]) -> bytes:
    """Return the PROJECTwm stream (2.3.3): each name in the code page and in UTF-16."""
    return (
        b"".join(
            module.name.encode("ascii") + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
            for module in modules
        )
        + b"\0\0"
    )
