"""Plan documents of every kind to numbered lines: .txt, .docx, .doc, .wps, .pdf, standard input.

What a file is, its first bytes tell: a .doc is often a .docx, and a .txt sometimes neither.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from unionxl.errors import DocumentError
from unionxl.importing.encodings import decode
from unionxl.importing.model import BREAKS, Line
from unionxl.importing.pdf import read_pdf
from unionxl.importing.word import read_word

_MB = 1024 * 1024
MAX_BYTES = 20 * _MB
SUFFIXES = (".txt", ".docx", ".doc", ".wps", ".pdf", ".md", ".text")
STANDARD_INPUT = "标准输入"
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 再导入；或把文字粘贴到记事本，存为 .txt。"
OTHER_KINDS = (
    ((".rtf",), "写字板（RTF）文档", _SAVE_AS),
    ((".odt", ".ott", ".fodt"), " LibreOffice 文档", _SAVE_AS),
    ((".html", ".htm", ".mht", ".mhtml"), "网页", _SAVE_AS),
    ((".docm", ".dotx", ".dot", ".wpt"), "带宏的文档或模板", _SAVE_AS),
    (
        (".xlsx", ".xls", ".xlsm", ".et", ".csv", ".ods"),
        "电子表格",
        "请把其中的计划复制到 Word 里，存为 .docx 再导入；或直接粘贴到《年度计划》。",
    ),
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
    _check_file(path, where)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            "文件打不开，可能正被别的程序占用或没有权限。",
            where=where,
            advice="请关闭正在使用它的程序，或复制到自己的文件夹再导入。",
        ) from error
    return read_bytes(data, where)


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


def read_bytes(data: bytes, where: str = STANDARD_INPUT) -> tuple[Line, ...]:
    """Return the lines of a document given as bytes, such as standard input.

    Raises:
        DocumentError: As for `read_document`.
    """
    _check_size(len(data), where)
    if data.startswith(_ZIP):
        lines = read_word(data, where)
    elif data.startswith(_OLE):
        lines = _read_old_word(data, where)
    elif _PDF in data[:_PDF_WITHIN]:
        lines = read_pdf(data, where)
    elif data.lstrip().startswith(_RTF) or _is_web_page(data):
        raise DocumentError(
            "内部是 RTF 或网页格式。",
            where=where,
            advice="请用 Word 或 WPS 打开，另存为 .docx 再导入。",
        )
    else:
        lines = text_lines(decode(data, where))
    if not any(line.text.strip() for line in lines):
        raise DocumentError("里面没有文字。", where=where, advice="请确认选对了文件。")
    return lines


def text_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text, numbered as an editor numbers them."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(Line(at, line) for at, line in enumerate(unified.split("\n"), start=1))


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


def _is_web_page(data: bytes) -> bool:
    """Tell whether the bytes are HTML."""
    start = data[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<html", b"<!doctype html", b"<?xml"))


def _read_old_word(data: bytes, where: str) -> tuple[Line, ...]:
    """Return the lines of a .doc or .wps document, converted to .docx beforehand."""
    if _ENCRYPTED in data:
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
