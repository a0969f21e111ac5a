"""The sample's plan as a Word document, written from `sample-plan.txt`.

Only what the document needs of WordprocessingML: headings, paragraphs, and one table of two
columns, a row for each month. The same year gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from unionxl.sample.plan import is_plan_line, plan_lines
from unionxl.sample.texts import plan_template
from unionxl.words.numerals import written

if TYPE_CHECKING:
    from unionxl.sample.plan import PlanLine

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/></Types>'
)
PACKAGE_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
DOCUMENT_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1701" w:right="1474" w:bottom="1440" w:left="1588" w:header="851" '
    'w:footer="992" w:gutter="0"/></w:sectPr>'
)
MONTH_WIDTH, WORK_WIDTH = 1500, 7344  # twentieths of a point; together the width of the text
HEADER_ROW = ("月份", ("工作内容",))


def plan_document(year: int) -> bytes:
    """Return the plan of a year as a .docx file."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/styles.xml": _styles(),
        "word/document.xml": _document(year),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text)
    return file.getvalue()


def _document(year: int) -> str:
    """Return the body: prose, and the table where the template has its items."""
    body: list[str] = []
    for is_table, lines in groupby(plan_template(year).splitlines(), key=is_plan_line):
        body += [_table(plan_lines(year))] if is_table else map(_prose, filter(None, lines))
    content = "".join(body)
    return (
        f'{DECLARATION}<w:document xmlns:w="{WORD}"><w:body>{content}{PAGE}</w:body></w:document>'
    )


def _prose(line: str) -> str:
    """Return a paragraph in the style that its mark in the template asks for."""
    mark, _, text = line.partition(" ")
    style = {"#": "Title", "##": "Heading1", ">": "Signature"}.get(mark)
    return _paragraph(text, style) if style else _paragraph(line, "BodyText")


def _paragraph(text: str, style: str) -> str:
    """Return one paragraph."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(lines: tuple[PlanLine, ...]) -> str:
    """Return the table: a row for each month or pair of months, its items numbered."""
    rows = [_row(*HEADER_ROW, is_header=True)]
    for months, items in groupby(lines, key=lambda line: line.months):
        texts = tuple(f"{number}. {item.text}" for number, item in enumerate(items, start=1))
        rows.append(_row(f"{'、'.join(written(month) for month in months)}月", texts))
    grid = f'<w:gridCol w:w="{MONTH_WIDTH}"/><w:gridCol w:w="{WORK_WIDTH}"/>'
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{MONTH_WIDTH + WORK_WIDTH}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _row(month: str, texts: tuple[str, ...], *, is_header: bool = False) -> str:
    """Return one row; it is not broken over pages, and the header stands on every page."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_header else "")
    work_style = "TableHead" if is_header else "TableText"
    cells = _cell(MONTH_WIDTH, (month,), "TableHead") + _cell(WORK_WIDTH, texts, work_style)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell(width: int, texts: tuple[str, ...], style: str) -> str:
    """Return one cell with a paragraph for each text."""
    paragraphs = "".join(_paragraph(text, style) for text in texts)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraphs}</w:tc>"
    )


def _styles() -> str:
    """Return the styles: Chinese fonts of an official paper, sizes in half points."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'{DECLARATION}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{_font("仿宋")}<w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style>"
        + _style(
            "Title",
            "Title",
            '<w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/>',
            "黑体",
            36,
        )
        + _style("Heading1", "heading 1", _BODY_LAYOUT + '<w:outlineLvl w:val="0"/>', "黑体", 28)
        + _style("BodyText", "Body Text", _BODY_LAYOUT, "仿宋", 28)
        + _style(
            "Signature", "Signature", '<w:spacing w:before="120"/><w:jc w:val="right"/>', "仿宋", 28
        )
        + _style("TableHead", "Table Head", '<w:jc w:val="center"/>', "黑体", 24)
        + _style(
            "TableText", "Table Text", '<w:spacing w:line="320" w:lineRule="atLeast"/>', "仿宋", 24
        )
        + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


_BODY_LAYOUT = '<w:spacing w:line="500" w:lineRule="exact"/><w:ind w:firstLine="560"/>'


def _style(style_id: str, name: str, layout: str, font: str, size: int) -> str:
    """Return one paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{layout}</w:pPr><w:rPr>{_font(font)}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _font(name: str) -> str:
    """Name a font for Latin and Chinese letters alike."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
