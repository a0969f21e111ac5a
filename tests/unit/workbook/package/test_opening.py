"""What is no workbook, or none that can be edited safely, is refused in plain words."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.bookfiles import a_sheet, parts, rewrite, write_book
from unionxl.errors import UnsafeWorkbookError, WorkbookError
from unionxl.workbook.cells import limits
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TYPES = "[Content_Types].xml"
MAIN = "xl/workbook.xml"
END = b"</Relationships>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_book(tmp_path / "台账.xlsx")


def reason(path: Path, kind: type[WorkbookError] = WorkbookError) -> str:
    """Return why a file is refused; the file is named and stays as it was."""
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(kind) as caught:
        open_workbook(path)
    assert f"文件《{path.name}》" in caught.value.where
    assert caught.value.advice.startswith("请")
    assert not path.is_file() or path.read_bytes() == before
    return caught.value.what


@pytest.mark.parametrize("content", [b"", b"P", b"PK", "工会计划".encode(), b"<html></html>"])
def test_another_kind_of_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "不是 Excel 工作簿" in reason(path) or "已损坏" in reason(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert reason(tmp_path / "没有.xlsx") == "找不到这个文件。"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert reason(tmp_path) == "这是一个文件夹。"


def test_an_encrypted_workbook_is_told_from_an_old_one(path: Path) -> None:
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "打开密码" in reason(path, UnsafeWorkbookError)
    path.write_bytes(OLE + "Workbook".encode("utf-16-le"))
    assert "旧格式" in reason(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_half_a_file_is_damaged(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert "已损坏" in reason(path)


def test_a_damaged_part_is_named(path: Path) -> None:
    rewrite(path, {MAIN: lambda _: b"<workbook"})
    with pytest.raises(WorkbookError, match=r"部件 xl/workbook\.xml：文件已损坏"):
        open_workbook(path)


def test_a_zip_file_of_something_else_is_no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("照片.txt", "x")
    assert "不是 Excel 工作簿" in reason(path)


def test_a_word_document_is_no_workbook(path: Path) -> None:
    word = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    rewrite(path, {MAIN: lambda _: word})
    assert "不是 Excel 工作簿" in reason(path)


def test_a_bomb_is_not_unpacked(path: Path) -> None:
    rewrite(path, {}, {"xl/media/image1.bin": bytes(limits.RATIO_FROM_BYTES + 1)})
    assert "解压后有 16 MB" in reason(path, UnsafeWorkbookError)


def test_a_part_that_lies_about_its_size_is_damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet2.xml") - 46
    struct.pack_into("<L", content, at + 24, 100)
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match="已损坏"):
        open_workbook(path).read_table("Plan")


def test_too_large_a_file_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1000)
    assert "远超正常的工作簿" in reason(path)


@pytest.mark.parametrize("name", [MAIN, "XL/Workbook.XML", "xl\\workbook.xml"])
def test_two_parts_of_one_name_are_refused(path: Path, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile asks whether we mean it
        rewrite(path, {}, {name: b"<x/>"})
    assert "同名的部件" in reason(path, UnsafeWorkbookError)


def renamed(path: Path, name_of: Callable[[str], str]) -> None:
    """Give the entries of a file other names, as other programs write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name_of(name), old.read(name))
    path.write_bytes(out.getvalue())


def backslashed(name: str) -> str:
    return name.replace("/", "\\")


@pytest.mark.parametrize(
    "name_of",
    [
        backslashed,
        lambda name: name.replace("/", "\\", 1),
        lambda name: "/" + name,
        lambda name: "\\" + backslashed(name),
        lambda name: "./" + name.replace("/", "//"),
        lambda name: backslashed(name) if "sheet" in name else name,
    ],
    ids=["backslashes", "one-backslash", "rooted", "rooted-backslashes", "dots", "some"],
)
def test_names_of_another_system_are_read_and_written_as_excel_writes_them(
    path: Path, name_of: Callable[[str], str]
) -> None:
    plain = parts(path)
    renamed(path, name_of)
    book = open_workbook(path)
    book.append_rows("Plan", [{"编号": "P-3", "工作内容": "健步走"}] * 3)
    book.put_sheet(a_sheet())
    book.save()
    assert parts(path).keys() >= plain.keys()
    assert not lint_package(path)
    assert "3月" in open_workbook(path).sheet_names()


@pytest.mark.parametrize("name", ["../a.xml", "xl\\..\\..\\a.xml", "C:\\a.xml", "xl/.."])
def test_a_name_that_leads_out_of_the_package_is_refused(path: Path, name: str) -> None:
    rewrite(path, {}, {name: b"<a/>"})
    assert "名称不合规矩" in reason(path, UnsafeWorkbookError)


@pytest.mark.parametrize("name", ["/xl/workbook.xml", "\\XL\\workbook.xml", "xl/./workbook.xml"])
def test_two_parts_of_one_name_are_refused_however_it_is_spelt(path: Path, name: str) -> None:
    rewrite(path, {}, {name: b"<a/>"})
    assert "同名" in reason(path, UnsafeWorkbookError)


def test_styles_that_are_lost_are_made_again_once(path: Path) -> None:
    rewrite(path, {}, removed=("xl/styles.xml",))
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    book.save()
    links = parts(path)["xl/_rels/workbook.xml.rels"]
    assert links.count(b"relationships/styles") == 1
    assert "xl/styles.xml" in parts(path)


def test_styles_are_found_behind_a_relationship_that_leads_nowhere(path: Path) -> None:
    lost = (
        b'<Relationship Id="rIdLost" Target="gone.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/styles"/>'
    )
    links = "xl/_rels/workbook.xml.rels"
    rewrite(path, {links: lambda old: old.replace(b"<Relationship ", lost + b"<Relationship ", 1)})
    before = parts(path)["xl/styles.xml"]
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    book.save()
    assert parts(path)["xl/styles.xml"] != before
    assert "xl/styles2.xml" not in parts(path)
    assert parts(path)[links].count(b"relationships/styles") == 1


def test_encrypted_entries_are_refused(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[content.rindex(b"xl/styles.xml") - 46 + 8] |= 1
    path.write_bytes(content)
    assert "加密" in reason(path, UnsafeWorkbookError)


def test_strange_compression_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/media/image1.bin", b"x" * 100)
    assert "特殊方式压缩" in reason(path, UnsafeWorkbookError)


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE workbook SYSTEM "file:///etc/hostname">',
        b'<!DOCTYPE w [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>',
    ],
)
def test_declarations_of_entities_are_refused(path: Path, declaration: bytes) -> None:
    rewrite(path, {MAIN: lambda old: old.replace(b"<workbook", declaration + b"<workbook", 1)})
    with pytest.raises(UnsafeWorkbookError, match="外部引用的声明"):
        open_workbook(path)


def test_a_strict_workbook_is_refused(path: Path) -> None:
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rewrite(path, {MAIN: lambda old: old.replace(main, strict)})
    assert "Strict" in reason(path, UnsafeWorkbookError)


def test_a_binary_workbook_is_refused(path: Path) -> None:
    old_type = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    new_type = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    rewrite(path, {TYPES: lambda old: old.replace(old_type, new_type), MAIN: lambda _: b"\x83"})
    assert ".xlsb" in reason(path, UnsafeWorkbookError)


def test_a_shared_workbook_is_refused(path: Path) -> None:
    link = (
        b'<Relationship Id="rId99" Target="revisions/revisionHeaders.xml" Type="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships/revisionHeaders"/>'
    )
    name = "xl/_rels/workbook.xml.rels"
    rewrite(path, {name: lambda old: old.replace(END, link + END)})
    assert "共享工作簿" in reason(path, UnsafeWorkbookError)


def test_a_signed_workbook_is_refused(path: Path) -> None:
    link = (
        b'<Relationship Id="rId99" Target="_xmlsignatures/origin.sigs" Type="http://schemas.'
        b'openxmlformats.org/package/2006/relationships/digital-signature/origin"/>'
    )
    rewrite(path, {"_rels/.rels": lambda old: old.replace(END, link + END)})
    assert "数字签名" in reason(path, UnsafeWorkbookError)


def test_a_locked_structure_takes_no_new_sheet_but_rows(path: Path) -> None:
    lock = b'<workbookProtection lockStructure="1"/><bookViews>'
    rewrite(path, {MAIN: lambda old: old.replace(b"<bookViews>", lock)})
    book = open_workbook(path)
    with pytest.raises(UnsafeWorkbookError, match="工作簿的结构受保护"):
        book.put_sheet(a_sheet())
    book.append_rows("Plan", [{"编号": "P-3"}])
    assert book.save() is not None


def test_parts_are_found_by_what_relates_them_whatever_their_names(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            strange = name.replace("xl/worksheets/sheet2.xml", "xl/worksheets/Kept Sheet.XML")
            changed = data.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/kept sheet.xml")
            changed = changed.replace(b"worksheets/sheet2.xml", b"worksheets/kept%20sheet.xml")
            strange = strange.replace("_rels/sheet2.xml.rels", "_rels/Kept Sheet.XML.rels")
            archive.writestr(strange, changed)
    book = open_workbook(path)
    assert book.read_table("Plan").rows[0][0] == "P-1"
    book.append_rows("Plan", [{"编号": "P-3"}])
    book.save()
    assert open_workbook(path).read_table("Plan").rows[2][0] == "P-3"


class _Stream(io.RawIOBase):
    """A file that can only be written forwards, as a network connection can."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.content += bytes(data)
        return len(data)


def test_a_file_that_was_written_as_a_stream_of_large_entries_is_taken(path: Path) -> None:
    stream = _Stream()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as entry:
                entry.write(old.read(name))
    path.write_bytes(stream.content)
    before = parts(path)
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    book.save()
    after = parts(path)
    assert sum(after[name] == content for name, content in before.items()) == len(before) - 4
    with zipfile.ZipFile(path) as archive:
        assert not any(info.flag_bits & 8 or info.extra for info in archive.infolist())
