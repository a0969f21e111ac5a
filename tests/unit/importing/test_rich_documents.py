"""RTF and LibreOffice documents give the lines of the Word document that they were."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import docx
import pytest
from odfdo import Document, Element

from tests.office import convert
from tests.unit.importing.reading import items_of
from unionxl.errors import DocumentError
from unionxl.importing.documents import read_bytes, read_document
from unionxl.importing.model import CELL_BREAK, PARAGRAPH_BREAK
from unionxl.importing.parser import parse_plan

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    ("月份", "内容", "负责人"),
    ("3月", "1.插花\n2.植树", "李敏"),
    ("", "义诊", ""),
    ("4月", "春游", ""),
)
# Deleted under change tracking, a line within a paragraph, an old automatic number, bytes of GBK
# as escapes and as they are, a cell as wide as two, and a row whose edges stand twice.
RTF = (
    rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\pard "
    + "三月份".encode("gbk")
    + rb"\line "
    + rb"{\pntext\f0 1\'a1\'a2}\'b2\'e5\'bb\'a8{\deleted "
    + "取消".encode("gbk")
    + rb"}\par"
    + rb"\trowd\cellx1000\cellx2000\cellx3000\pard\intbl A\cell B\par b\cell C\cell"
    + rb"{\trowd\cellx1000\cellx2000\cellx3000\row}"
    + rb"\trowd\clvmrg\cellx1000\cellx3000\pard\intbl \cell D | d\cell\row"
    + rb"\pard\u32456 ?\u23614 ?\par}"
)


def test_the_marks_of_an_rtf_document_are_read() -> None:
    lines = read_bytes(RTF)
    assert [(line.text, line.merged) for line in lines if line.text] == [
        (f"三月份{CELL_BREAK}1、插花", ()),
        (f"A\tB{PARAGRAPH_BREAK}b\tC", ()),
        ("\tD | d\t", (0,)),
        ("终尾", ()),
    ]


def test_rows_that_follow_each_other_have_their_own_edges() -> None:
    rows = (r"\trowd\cellx1000\cellx3000\pard\intbl 3\cell 4\cell\row ",) * 2
    wide = r"\trowd\cellx3000\pard\intbl 5\cell\row\pard 6\par}"
    lines = read_bytes(("{\\rtf1 " + "".join(rows) + wide).encode())
    assert [line.text for line in lines if line.text] == ["3\t4", "3\t4", "5\t", "6"]


def test_any_part_of_an_rtf_document_is_read_or_refused() -> None:
    for length in range(6, len(RTF)):
        with suppress(DocumentError):
            assert any(line.text for line in read_bytes(RTF[:length]))


def test_an_rtf_document_with_bytes_changed_is_read_or_refused() -> None:
    rng = random.Random(7)  # noqa: S311
    for _ in range(300):
        data = bytearray(RTF * 3)
        for _ in range(rng.randint(1, 40)):
            data[rng.randrange(6, len(data))] = rng.randrange(256)
        with suppress(DocumentError):
            assert read_bytes(bytes(data))


def test_what_looks_like_our_own_marks_is_nothing() -> None:
    lines = read_bytes(rb"{\rtf1 A\'03B\'01\'04\'02C\par \x03 9\x04D\par}")
    assert next(line.text for line in lines if line.text) == "ABC"


def test_the_bytes_of_a_picture_are_passed_over() -> None:
    picture = rb"{\pict\pngblip\picw100 " + b"89504e47\r\n" * 200_000 + b"}"
    lines = read_bytes(rb"{\rtf1 A\par " + picture + rb"B\par}")
    assert [line.text for line in lines if line.text] == ["A", "B"]
    raw = rb"{\pict\pngblip\bin6 " + bytes([0x89, 0x7D, 0xFF, 0x7B, 0xE4, 0x41]) + b"}"
    lines = read_bytes(rb"{\rtf1 A\par " + raw + rb"B\par}")
    assert [line.text for line in lines if line.text] == ["A", "B"]


def test_rows_with_edges_without_end_are_read_as_they_are() -> None:
    rows = "".join(rf"\trowd\cellx{at * 90}\pard\intbl {at}\cell\row " for at in range(20_000))
    lines = read_bytes(("{\\rtf1 " + rows + "}").encode())
    assert [line.text for line in lines if line.text] == [str(at) for at in range(20_000)]


def test_a_package_that_unpacks_to_far_too_much_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        kind = zipfile.ZipInfo("mimetype")
        package.writestr(kind, "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", bytes(65 * 1024 * 1024))
    with pytest.raises(DocumentError, match="解开以后太大"):
        read_bytes(stream.getvalue())


def test_the_numbers_of_lists_are_written_out() -> None:
    document = Document("text")
    document.body.clear()
    document.insert_style(
        Element.from_tag(  # type: ignore[arg-type]  # a style of lists is none of its classes
            '<text:list-style style:name="N"><text:list-level-style-number text:level="1"'
            ' style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
            '<text:list-level-style-number text:level="2" style:num-format="1"'
            ' style:num-prefix="（" style:num-suffix="）" text:start-value="3"/></text:list-style>'
        ),
        automatic=True,
    )
    document.body.append(
        Element.from_tag(
            '<text:list text:style-name="N"><text:list-item><text:p>三月份</text:p><text:list>'
            "<text:list-item><text:p>插<text:span>花</text:span><text:s/>好</text:p></text:list-item>"
            "</text:list></text:list-item><text:list-item><text:p>四月份</text:p></text:list-item>"
            "</text:list>"
        )
    )
    document.body.append(
        Element.from_tag(
            "<text:list><text:list-item><text:p>春游</text:p></text:list-item></text:list>"
        )
    )
    stream = io.BytesIO()
    document.save(stream)
    texts = [line.text for line in read_bytes(stream.getvalue())]
    assert texts == ["一、三月份", "（3）插花 好", "二、四月份", "• 春游"]


def _word_document(path: Path) -> Path:
    """Write a plan as a table with a month over two rows and a cell over two columns."""
    document = docx.Document()
    document.add_paragraph("工会2026年工作计划")
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for at, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            first, *more = text.split("\n")
            cell = table.cell(at, column)
            cell.text = first
            for one in more:
                cell.add_paragraph(one)
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    document.add_paragraph("春天幼儿园工会")
    document.save(str(path))
    return path


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["rtf", "odt"])
def test_a_document_saved_as_another_kind_is_the_same_plan(kind: str, tmp_path: Path) -> None:
    word = _word_document(tmp_path / "计划.docx")
    saved = convert(word, kind, tmp_path)
    lines = [(line.text, line.merged) for line in read_document(saved) if line.text]
    assert lines == [(line.text, line.merged) for line in read_document(word) if line.text]
    found = items_of(parse_plan(read_document(saved)))
    assert found == [((3,), "插花"), ((3,), "植树"), ((3,), "义诊"), ((4,), "春游")]
