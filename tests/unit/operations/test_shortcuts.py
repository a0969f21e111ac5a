from __future__ import annotations

import struct

from unionxl.operations.shortcuts import launcher, shell_link

BOOK = r"C:\甲 & 乙\工会 工作簿.xlsm"


def test_the_shortcut_of_windows_says_where_the_workbook_is() -> None:
    name, content = launcher(BOOK, "win32")
    assert name == "工会工作簿.lnk"
    assert content[:4] == struct.pack("<I", 76)
    (flags,) = struct.unpack_from("<I", content, 20)
    assert flags == 0x82  # a path, in Unicode; the shell adds its own name on Windows
    size, header, kind = struct.unpack_from("<III", content, 76)
    assert (header, kind) == (36, 1)
    assert content[76 + size :] == b"\0\0\0\0"
    (at,) = struct.unpack_from("<I", content, 76 + 28)
    path = content[76 + at : 76 + size].decode("utf-16-le").partition("\0")[0]
    assert path == BOOK
    (at,) = struct.unpack_from("<I", content, 76 + 16)
    assert content[76 + at :].startswith(b"C:\\? & ?\\")


def test_the_name_that_the_shell_has_for_it_goes_before_the_path() -> None:
    content = shell_link(BOOK, b"\x04\0ab\0\0")
    assert struct.unpack_from("<I", content, 20) == (0x83,)
    assert content[76:84] == b"\x06\0\x04\0ab\0\0"


def test_on_a_share_only_the_shell_knows_the_way() -> None:
    content = shell_link(r"\\server\share\a.xlsm", b"\x04\0ab\0\0")
    assert struct.unpack_from("<I", content, 20) == (0x81,)
    assert len(content) == 76 + 8 + 4


def test_launchers_of_the_other_systems() -> None:
    file = "/home/甲 & 乙/a.xlsm"
    assert (
        b"<string>file:///home/%E7%94%B2%20%26%20%E4%B9%99/a.xlsm<" in launcher(file, "darwin")[1]
    )
    assert launcher(file, "linux")[0] == "工会工作簿.desktop"
