from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from tests.office import convert, to_pdf
from tests.unit.importing.old_word_files import old_word_file
from tests.unit.importing.reading import items_of
from tests.unit.importing.word_files import cell, paragraph, row, table, word_file
from unionxl.errors import DocumentError
from unionxl.importing import documents
from unionxl.importing.documents import read_bytes, read_document, read_text
from unionxl.importing.encodings import decode
from unionxl.importing.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIMPLIFIED = "幼儿园工会工作计划\n三月份：\n1、庆祝妇女节，组织教职工插花。\n四月份：\n1、春游"
TRADITIONAL = "幼兒園工會工作計劃\n三月份：\n1、慶祝婦女節，組織教職工插花。\n四月份：\n1、春遊"
BODY = (
    paragraph("工会2026年工作计划")
    + table(
        row(cell("月份"), cell("内容")),
        row(cell("3月", merge="restart"), cell("1.插花", "2.植树")),
        row(cell("", merge="continue"), cell("义诊")),
        row(cell("4月"), cell("春游")),
    )
    + paragraph("春天幼儿园工会")
)
ITEMS = [((3,), "插花"), ((3,), "植树"), ((3,), "义诊"), ((4,), "春游")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_simplified_text_is_decoded(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16-le", "utf-16-be"])
def test_traditional_text_is_decoded(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("text", ["三月：春游", "工会", "计划", "3月：庆三八"])
def test_short_gbk_text_is_decoded(text: str) -> None:
    assert decode(text.encode("gbk")) == text


@pytest.mark.parametrize("text", ["三月：春遊", "工會", "計劃", "3月：慶三八"])
def test_short_big5_text_is_decoded(text: str) -> None:
    assert decode(text.encode("big5")) == text


def test_utf_8_read_as_gbk_is_repaired() -> None:
    written = "工会活动\n1、教师节插花\n三月\n工作安排\n"
    garbled = "\n".join(line.encode().decode("gb18030") for line in written.split("\n"))
    assert "插花" not in garbled
    assert decode(garbled.encode()) == written


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    data = (SIMPLIFIED * 20).encode("utf-8") + b"\xe5\xb7"
    assert decode(data).startswith(SIMPLIFIED)


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="请用记事本"):
        decode(data)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_whatever_ends_them(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "计划.txt"
    path.write_bytes(SIMPLIFIED.replace("\n", ending).encode())
    lines = read_document(path)
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert read_text(path) == SIMPLIFIED


def test_standard_input_is_read_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = SimpleNamespace(buffer=io.BytesIO(SIMPLIFIED.encode("gbk")))
    monkeypatch.setattr("sys.stdin", stream)
    assert items_of(parse_plan(read_document("-")))[1] == ((4,), "春游")


def test_a_word_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "计划.doc"
    path.write_bytes(word_file(BODY))
    assert items_of(parse_plan(read_document(path))) == ITEMS


def _refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    return str(caught.value)


def _of_another_version() -> bytes:
    """Return a package that says of a part that only a later program can unpack it."""
    data = bytearray(word_file(BODY))
    data[data.index(b"PK\x01\x02") + 6] = 232
    return bytes(data)


def test_any_byte_of_a_package_may_be_wrong() -> None:
    data = word_file(BODY * 5)
    for at in range(4, len(data)):
        with suppress(DocumentError):
            read_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])


OF_ANOTHER_VERSION = _of_another_version()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("空.txt", b"", "文件是空的"),
        ("空白.txt", b"  \n \n", "里面没有文字"),
        ("演示.pptx", b"x", "这是演示文稿，不能直接导入。请把其中的计划复制到 Word 里"),
        ("坏.xlsx", b"PK\x03\x04abc", "已损坏"),
        ("计划.rtf", bytes(range(256)) * 4, "已损坏，读不出内容。请用 Word 或 WPS 打开看看"),
        ("空.rtf", b"{\\rtf1 }", "里面没有文字"),
        ("模板.ott", b"x", "这是 LibreOffice 模板，不能直接导入。请用 Word 或 WPS 打开"),
        (
            "坏.odt",
            b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text",
            "读不出来，可能设有密码或已损坏",
        ),
        ("计划.mht", b"x", "这是网页存档，不能直接导入。请用 Word 或 WPS 打开，另存为 .docx"),
        ("计划.jpg", b"x", "这是图片，不能直接导入。请先把图片转成文字"),
        ("计划.zip", b"x", "这是压缩包，不能直接导入。请先解压"),
        ("无后缀", b"x", "不支持「没有后缀」这种文件"),
        ("旧.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "读不出来"),
        (
            "锁.docx",
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "密码",
        ),
        ("坏.docx", b"PK\x03\x04abc", "已损坏"),
        ("别版.docx", OF_ANOTHER_VERSION, "已损坏"),
        ("坏.pdf", b"%PDF-1.4 abc", "已损坏"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_advice(
    name: str, data: bytes, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    message = _refusal(path)
    assert message.startswith(f"文档《{name}》：")
    assert told in message
    assert "请" in message


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "head": lambda data: bytes(8) + data[8:],
    "nothing but noughts": lambda data: bytes(len(data)),
    "other bytes": lambda _data: bytes(range(256)) * 9,
    "half": lambda data: data[: len(data) // 2],
    "without end": lambda data: data[:-30],
}


@pytest.mark.parametrize("damage", sorted(DAMAGES))
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".xlsm", ".doc", ".wps", ".xls", ".et"])
def test_what_is_damaged_is_said_to_be(suffix: str, damage: str, tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("a.xml", "<a/>" * 99)
    path = tmp_path / f"计划{suffix}"
    path.write_bytes(DAMAGES[damage](content.getvalue()))
    message = _refusal(path)
    assert "已损坏" in message
    assert "记事本" not in message
    assert suffix in (".docx", ".doc", ".wps") or "Excel" in message


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert "文件夹" in _refusal(tmp_path)
    assert "找不到" in _refusal(tmp_path / "没有.txt")
    assert "找不到" in _refusal(tmp_path / "坏\0名.txt")


def test_a_huge_text_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(500 * 1024 * 1024)
    assert "大小 500.0 MB，超过 20 MB" in _refusal(path)


def test_standard_input_is_not_read_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    with pytest.raises(DocumentError, match="标准输入"):
        read_bytes(b"x" * 11)


def _pdf_without_text() -> bytes:
    """Return a PDF of one empty page, as a scan has."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    data = b"%PDF-1.4\n"
    places = []
    for at, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%bendobj\n" % (at, one)
    table_at = len(data)
    data += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return data + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % table_at


def test_a_scan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "扫描.pdf"
    path.write_bytes(_pdf_without_text())
    assert "扫描" in _refusal(path)


def _sheet(folder: Path) -> Path:
    """Write the plan as a table with frames, to be printed as a PDF."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [("月份", "内容"), ("3月", "1.插花\n2.植树"), (None, "义诊"), ("4月", "春游")]
    sheet["A1"] = "工会2026年工作计划"
    line = Side(style="thin")
    for at, (month, work) in enumerate(rows, start=3):
        for column, text in enumerate((month, work), start=1):
            found = sheet.cell(at, column, text)
            found.border = Border(left=line, right=line, top=line, bottom=line)
            found.alignment = Alignment(wrap_text=True)
    sheet.row_dimensions[4].height = 40
    sheet.merge_cells("A4:A5")
    sheet["A9"] = "春天幼儿园工会"
    path = folder / "plan.xlsx"
    book.save(path)
    return path


@pytest.mark.libreoffice
def test_a_pdf_with_text_and_a_table_is_read(tmp_path: Path) -> None:
    plan = parse_plan(read_document(to_pdf(_sheet(tmp_path), tmp_path)))
    assert items_of(plan) == ITEMS
    assert plan.plans[0].year == 2026


@pytest.mark.libreoffice
def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    options = (
        'pdf:calc_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
        '"DocumentOpenPassword":{"type":"string","value":"x"}}'
    )
    assert "密码" in _refusal(convert(_sheet(tmp_path), options, tmp_path))


@pytest.mark.parametrize("name", ["旧.doc", "旧.wps"])
def test_an_old_word_file_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(old_word_file("工会2026年工作计划", "3月：", "1.插花", "2.植树", "4月：春游"))
    assert items_of(parse_plan(read_document(path))) == [ITEMS[0], ITEMS[1], ITEMS[3]]
