"""Plan documents of every kind to numbered lines: texts, Word, PDF, workbooks, pages, stdin.

What a file is, its first bytes tell: a .doc is often a .docx, and a .txt sometimes neither.
"""

from __future__ import annotations

import io
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import is_zipfile

from unionxl.errors import DocumentError
from unionxl.importing.encodings import decode
from unionxl.importing.model import BREAKS, Line
from unionxl.importing.open_document import is_open_document, read_open_document
from unionxl.importing.pdf import read_pdf
from unionxl.importing.rich_text import read_rich_text
from unionxl.importing.sheets import is_workbook, read_csv, read_sheets
from unionxl.importing.web import is_web_page, read_web_page
from unionxl.importing.word import read_word

if TYPE_CHECKING:
    from collections.abc import Iterator

_MB = 1024 * 1024
MAX_BYTES = 20 * _MB
TEXTS = (".txt", ".docx", ".doc", ".wps", ".pdf", ".rtf", ".odt", ".md", ".text")
TABLES = (".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv")
PAGES = (".html", ".htm")
SUFFIXES = (*TEXTS, *TABLES, *PAGES)
# Kinds that are no text, and what opens them.
PROGRAMS = {
    **dict.fromkeys((".docx", ".doc", ".wps"), "Word 或 WPS"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".et", ".ods"), "Excel 或 WPS"),
    ".rtf": "Word 或 WPS",
    ".odt": "LibreOffice 或 WPS",
    ".pdf": "PDF 阅读器",
}
STANDARD_INPUT = "标准输入"
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 再导入；或把文字粘贴到记事本，存为 .txt。"
OTHER_KINDS = (
    ((".ott", ".fodt"), " LibreOffice 模板", _SAVE_AS),
    ((".mht", ".mhtml"), "网页存档", _SAVE_AS),
    ((".docm", ".dotx", ".dot", ".wpt"), "带宏的文档或模板", _SAVE_AS),
    (
        (".pptx", ".ppt", ".dps", ".odp"),
        "演示文稿",
        "请把其中的计划复制到 Word 里，存为 .docx 再导入。",
    ),
    (
        (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"),
        "图片",
        "请先把图片转成文字（手机或 WPS 的“提取文字”），存为 .docx 或 .txt 再导入。",
    ),
    (
        (".zip", ".rar", ".7z"),
        "压缩包",
        "请先解压，再选其中的计划文档。",
    ),
)

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PDF = b"%PDF"
_RTF = b"{\\rtf"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PDF_WITHIN = 1024


def read_document(document: str | Path) -> tuple[Line, ...]:
    """Return the lines of a document; `-` is standard input.

    Raises:
        DocumentError: The file is missing, empty, too large, locked, damaged or of another kind.
    """
    if str(document) == "-":
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1))
    path = Path(document)
    where = f"文档《{path.name}》"
    data = read_file_of_kind(path, where)
    suffix = path.suffix.lower()
    with told_if_damaged(data, suffix, where):
        return read_bytes(data, where, is_csv=suffix == ".csv")


@contextmanager
def told_if_damaged(data: bytes, suffix: str, where: str) -> Iterator[None]:
    """Say of a file that cannot be read that it is damaged, where it is not what its name says.

    Raises:
        DocumentError: that, or what the reading raised.
    """
    try:
        yield
    except DocumentError as error:
        if suffix in PROGRAMS and _is_damaged(data, suffix):
            raise DocumentError(
                "文件已损坏，读不出内容。",
                where=where,
                advice=f"请用 {PROGRAMS[suffix]} 打开看看：能打开的，另存一份再导入；"
                "打不开的，请向给您文件的人再要一份。",
            ) from error
        raise


def read_file_of_kind(path: Path, where: str) -> bytes:
    """Return the content of a file of a known kind.

    Raises:
        DocumentError: The file is missing, empty, too large or of another kind.
    """
    _check_file(path, where)
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            "文件打不开，可能正被别的程序占用或没有权限。",
            where=where,
            advice="请关闭正在使用它的程序，或复制到自己的文件夹再导入。",
        ) from error


def _is_damaged(data: bytes, suffix: str) -> bool:
    """Tell whether a file that could not be read is not even of the kind that its name says."""
    if data.startswith(_ZIP):
        return suffix in TABLES and not is_zipfile(io.BytesIO(data))
    known = data.startswith(_OLE) or _PDF in data[:_PDF_WITHIN] or data.lstrip().startswith(_RTF)
    return bool(data) and not (known or is_web_page(data))


def read_text(document: str | Path) -> str:
    """Return the text of a document as one string; cells and soft breaks as lines.

    Raises:
        DocumentError: As for `read_document`.
    """
    return "\n".join(BREAKS.sub("\n", line.text) for line in read_document(document))


def _check_file(path: Path, where: str) -> None:
    """Refuse what is no file of a known kind, or too large to be read."""
    if path.is_dir():
        raise DocumentError("这是一个文件夹。", where=where, advice="请选择文件夹里的计划文档。")
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise DocumentError(
            "找不到这个文件。", where=where, advice="请检查文件名和所在的文件夹。"
        ) from error
    if path.suffix.lower() not in SUFFIXES:
        raise _another_kind(path.suffix, where)
    _check_size(size, where)


def _another_kind(suffix: str, where: str) -> DocumentError:
    """Return what to do with a file of a kind that is not read."""
    for suffixes, what, advice in OTHER_KINDS:
        if suffix.lower() in suffixes:
            return DocumentError(f"这是{what}，不能直接导入。", where=where, advice=advice)
    return DocumentError(
        f"不支持「{suffix or '没有后缀'}」这种文件。",
        where=where,
        advice="请另存为 .docx、.doc、.wps、.pdf 或 .txt 再导入。",
    )


def read_bytes(
    data: bytes, where: str = STANDARD_INPUT, *, is_csv: bool = False
) -> tuple[Line, ...]:
    """Return the lines of a document given as bytes, such as standard input.

    Raises:
        DocumentError: As for `read_document`.
    """
    _check_size(len(data), where)
    lines = _packed_lines(data, where) or _plain_lines(data, where, is_csv=is_csv)
    if not any(line.text.strip() for line in lines):
        raise DocumentError("里面没有文字。", where=where, advice="请确认选对了文件。")
    return lines


def _packed_lines(data: bytes, where: str) -> tuple[Line, ...]:
    """Return the lines of a document that is no plain text, () for one that is."""
    if data.startswith((_ZIP, _OLE)) and is_workbook(data):
        return read_sheets(data, where) or (Line(1, ""),)
    if data.startswith(_ZIP):
        is_open = is_open_document(data)
        return read_open_document(data, where) if is_open else read_word(data, where)
    if data.startswith(_OLE):
        return _read_old_word(data, where)
    return read_pdf(data, where) if _PDF in data[:_PDF_WITHIN] else ()


def _plain_lines(data: bytes, where: str, *, is_csv: bool) -> tuple[Line, ...]:
    """Return the lines of a text, a page or a CSV file."""
    if data.lstrip().startswith(_RTF):
        return read_rich_text(data, where)
    if is_web_page(data):
        return read_web_page(decode(data, where))
    text = decode(data, where)
    return read_csv(text, where) if is_csv else text_lines(text)


def text_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text, numbered as an editor numbers them."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(Line(at, line) for at, line in enumerate(unified.split("\n"), start=1))


def is_locked(data: bytes) -> bool:
    """Tell whether a document is encrypted."""
    return data.startswith(_OLE) and _ENCRYPTED in data


def _check_size(size: int, where: str) -> None:
    """Refuse what is empty or far too large, before it is read."""
    if size == 0:
        raise DocumentError("文件是空的。", where=where, advice="请确认选对了文件。")
    if size > MAX_BYTES:
        raise DocumentError(
            f"大小 {size / _MB:.1f} MB，超过 {MAX_BYTES // _MB} MB，不像一份计划。",
            where=where,
            advice="请确认选对了文件，或只保留计划正文另存一份。",
        )


def _read_old_word(data: bytes, where: str) -> tuple[Line, ...]:
    """Return the lines of a .doc or .wps document, converted to .docx beforehand."""
    if is_locked(data):
        raise _locked(where)
    from doc2docx import convert  # noqa: PLC0415 - a quarter of a second others need not pay

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "plan.doc"), Path(folder, "plan.docx")
        source.write_bytes(data)
        try:
            convert(source, target)
            converted = target.read_bytes()
        except Exception as error:
            if "ncrypt" in str(error) or "assword" in str(error):
                raise _locked(where) from error
            raise DocumentError(
                "这个旧格式的文档读不出来。",
                where=where,
                advice="请用 Word 或 WPS 打开，另存为 .docx 再导入。",
            ) from error
    return read_word(converted, where)


def _locked(where: str) -> DocumentError:
    """Return the reason for a document with a password."""
    return DocumentError(
        "文档设有密码，读不出文字。", where=where, advice="请用 Word 或 WPS 去掉密码后再导入。"
    )
