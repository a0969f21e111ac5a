"""Word files written by hand: only the parts and marks that a test is about."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'


def word_file(body: str, *, numbering: str = "", styles: str = "", namespace: str = W) -> bytes:
    """Return a .docx with a body."""
    parts = {
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Target="word/document.xml" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
            "</Relationships>"
        ),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>", namespace),
    }
    if numbering:
        parts["word/numbering.xml"] = _root("numbering", numbering, namespace)
    if styles:
        parts["word/styles.xml"] = _root("styles", styles, namespace)
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    """Return a zip file with text parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p>{properties}{run(text)}</w:p>"


def numbered(text: str, *, list_id: int = 1, level: int = 0) -> str:
    """Return a paragraph of an automatic list."""
    return paragraph(text, NUMBERED.format(list_id=list_id, level=level))


def run(text: str) -> str:
    """Return a run."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def table(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """Return a table row."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(*texts: str, merge: str = "", columns: int = 1) -> str:
    """Return a cell of paragraphs; `merge` is restart or continue."""
    vertical = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    wide = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    content = "".join(text if text.startswith("<w:") else paragraph(text) for text in texts)
    return f"<w:tc><w:tcPr>{wide}{vertical}</w:tcPr>{content}</w:tc>"


def levels(*levels_of_list: tuple[str, str]) -> str:
    """Return the numbering part of one list: the form and the text of each level."""
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels_of_list)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{written}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def _root(name: str, content: str, namespace: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{namespace}" xmlns:mc="{MC}">'
        f"{content}</w:{name}>"
    )
