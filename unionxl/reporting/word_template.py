"""The Word templates of `templates/`, made from their texts, so that changes can be read.

A text has a paragraph a line: `#` title, `##` and `###` headings, `-` items, `!` what is to be
filled in, `>` the signature, `[图.名称]` a chart. A table is a line `|=` with heads and widths in
percent (`>` sets figures to the right), `|*` with the loop, or with loops within each other parted
by ` > `, and the cells of its row, of which one that begins with `^` is one for the whole inner
loop; `|-` with the cells of the sum. Everything between braces is for docxtpl.

python -m unionxl.reporting.word_template
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from unionxl.words.lists import templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NAMES = ("report", "brief", "plan", "proposals")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXT_WIDTH = 8844  # twentieths of a point: 15.6 cm, as wide as a full chart
STYLES = {
    "#": "Title",
    "##": "Heading1",
    "###": "Heading2",
    "-": "ListItem",
    "!": "ToFillIn",
    ">": "Signature",
}
MERGED = "^"
HEADINGS = frozenset({"Heading1", "Heading2"})
_FIGURE = re.compile(r"\[(图\.\w+)\]")
_HEAD = re.compile(r"(?P<text>.+?) (?P<width>\d+)(?P<right>>?)$")


def build_template(text: str) -> bytes:
    """Return a Word template; the same text gives the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")
        ),
        "docProps/core.xml": _CORE,
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("footer", "footer1.xml"), ("settings", "settings.xml")
        ),
        "word/styles.xml": _styles(),
        "word/footer1.xml": _footer(),
        "word/settings.xml": _SETTINGS,
        "word/document.xml": _document(text),
    }
    return packed({name: content.encode() for name, content in parts.items()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package whose bytes depend on its parts alone."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return file.getvalue()


def _document(text: str) -> str:
    """Return the body."""
    body: list[str] = []
    table: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            body.append(_table(table))
            table = []
        if line:
            body.append(_paragraph_of(line))
    return (
        f'{DECLARATION}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{"".join(body)}'
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1474" w:bottom="1440" '
        'w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )


def _paragraph_of(line: str) -> str:
    """Return a line as a paragraph in the style that its mark asks for."""
    figure = _FIGURE.fullmatch(line)
    if figure:  # a chart without figures is left out, with its paragraph
        lines = (f"{{%p if {figure[1]} %}}", f"{{{{ {figure[1]} }}}}", "{%p endif %}")
        return "".join(_paragraph(text, "Figure") for text in lines)
    mark, _, rest = line.partition(" ")
    if mark in STYLES:
        return _paragraph(rest, STYLES[mark])
    return _paragraph(line, "BodyText")


def _paragraph(text: str, style: str) -> str:
    """Return one paragraph; a heading keeps to what follows, whatever its style becomes."""
    keeps = "<w:keepNext/>" if style in HEADINGS else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeps}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(lines: Sequence[str]) -> str:
    """Return a table: heads, a row in a loop, a row of sums."""
    heads = [found for text in _cells(lines[0]) if (found := _HEAD.match(text))]
    widths = [int(head["width"]) * TEXT_WIDTH // 100 for head in heads]
    styles = ["TableFigure" if head["right"] else "TableText" for head in heads]
    rows = [_row(widths, [head["text"] for head in heads], ["TableHead"] * len(heads), "head")]
    for line in lines[1:]:
        cells = _cells(line)
        if line.startswith("|*"):
            loops, *cells = cells
            within = loops.split(" > ")
            rows += [_tag_row(widths, f"{{%tr for {loop} %}}") for loop in within]
            rows.append(_row(widths, cells, styles))
            rows += [_tag_row(widths, "{%tr endfor %}") for _ in within]
        else:
            rows.append(_row(widths, cells, styles, "sum"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>{_paragraph('', 'TableEnd')}"
    )


def _cells(line: str) -> list[str]:
    """Return the texts between the bars of a line."""
    return [text.strip() for text in line[2:].split("|")]


def _row(widths: Sequence[int], texts: Iterable[str], styles: Iterable[str], kind: str = "") -> str:
    """Return a row; it is not broken over pages, and heads stand on every page."""
    header = "<w:tblHeader/>" if kind == "head" else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F3F4F6"/>' if kind else ""
    cells = "".join(
        _cell(width, text, style, shade)
        for width, text, style in zip(widths, texts, styles, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _cell(width: int, text: str, style: str, shade: str) -> str:
    """Return a cell; of one for a whole loop docxtpl sets the mark last, where nothing follows."""
    is_merged = text.startswith(MERGED)
    placed = "" if is_merged else '<w:vAlign w:val="center"/>'
    shown = f"{{% vm %}}{text.removeprefix(MERGED)}" if is_merged else text
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}{placed}</w:tcPr>'
        f"{_paragraph(shown, style)}</w:tc>"
    )


def _tag_row(widths: Sequence[int], tag: str) -> str:
    """Return a row that holds nothing but a tag; docxtpl takes it away."""
    return _row(widths, [tag, *[""] * (len(widths) - 1)], ["TableText"] * len(widths))


def _content_types() -> str:
    """Return the types of the parts."""
    overrides = {
        "/word/document.xml": f"{WORD_TYPE}.document.main+xml",
        "/word/styles.xml": f"{WORD_TYPE}.styles+xml",
        "/word/footer1.xml": f"{WORD_TYPE}.footer+xml",
        "/word/settings.xml": f"{WORD_TYPE}.settings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    """Return relationships numbered from 1."""
    kinds = {"core": f"{PACKAGE}/relationships/metadata/core-properties"}
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kinds.get(kind, f"{OFFICE}/{kind}")}" '
        f'Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


_CORE = (
    f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ 标题 }}</dc:title>'
    "<dc:creator>{{ 单位 }}</dc:creator></cp:coreProperties>"
)


# The mode of Word 2013 and later; without it Word lays a document out as it did in 2007.
_SETTINGS = (
    f'{DECLARATION}<w:settings xmlns:w="{WORD}"><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


def _footer() -> str:
    """Return the number of the page at its foot."""
    return (
        f'{DECLARATION}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">第 </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r>'
        '<w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> 页</w:t></w:r></w:p>'
        "</w:ftr>"
    )


_BODY = '<w:spacing w:line="500" w:lineRule="exact"/><w:ind w:firstLine="560"/>'
_HEADING = '<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:ind w:firstLine="560"/>'
_CELL = '<w:spacing w:before="30" w:after="30"/>'


def _styles() -> str:
    """Return the styles: Chinese fonts of an official paper, sizes in half points."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9CA3AF"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    centred = '<w:jc w:val="center"/>'
    styles = (
        ("Title", "Title", '<w:spacing w:before="120" w:after="240"/>' + centred, "黑体", 36),
        ("Heading1", "heading 1", _HEADING + '<w:outlineLvl w:val="0"/>', "黑体", 30),
        ("Heading2", "heading 2", _HEADING + '<w:outlineLvl w:val="1"/>', "楷体", 28),
        ("BodyText", "Body Text", _BODY, "仿宋", 28),
        ("ListItem", "工会 条目", _BODY, "仿宋", 28),
        ("ToFillIn", "工会 待补", "<w:keepNext/>" + _BODY, "仿宋", 28),
        (
            "Signature",
            "Signature",
            '<w:keepNext/><w:spacing w:before="120"/><w:jc w:val="right"/>',
            "仿宋",
            28,
        ),
        (
            "Figure",
            "工会 图",
            '<w:keepLines/><w:spacing w:before="120" w:after="120"/>' + centred,
            "仿宋",
            24,
        ),
        ("TableHead", "工会 表头", "<w:keepNext/>" + _CELL + centred, "黑体", 21),
        ("TableText", "工会 表文", _CELL, "仿宋", 21),
        ("TableFigure", "工会 表数", _CELL + '<w:jc w:val="right"/>', "仿宋", 21),
        ("TableEnd", "工会 表后", '<w:spacing w:line="160" w:lineRule="exact"/>', "仿宋", 12),
        ("Footer", "footer", centred, "仿宋", 18),
    )
    return (
        f'{DECLARATION}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{_font("仿宋")}<w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"</w:style>{''.join(_style(*style) for style in styles)}"
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def _style(style_id: str, name: str, layout: str, font: str, size: int) -> str:
    """Return one paragraph style."""
    # What is to be filled in stands in italics, so that nobody takes it for finished.
    italic = "<w:i/>" if style_id == "ToFillIn" else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{layout}</w:pPr><w:rPr>{_font(font)}{italic}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _font(name: str) -> str:
    """Name a font for Latin and Chinese letters alike."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def write_templates() -> None:
    """Write every template anew from its text."""
    for name in NAMES:
        text = (templates_folder() / f"{name}.txt").read_text(encoding="utf-8")
        (templates_folder() / f"{name}.docx").write_bytes(build_template(text))


if __name__ == "__main__":
    write_templates()
