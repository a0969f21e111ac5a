"""A look into a Word file before it is used as a template."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from unionxl.errors import ReportError

MOST_PARTS = 5_000
MOST_BYTES = 300_000_000  # unpacked, pictures too
MOST_BYTES_OF_MARKUP = 8_000_000
_ENCRYPTED = 0x1
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def check_package(data: bytes, where: str) -> None:
    """Refuse what would unpack to far more than a document, or declares entities.

    Raises:
        ReportError: the file is none that Word would write.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                raise not_a_document(where)
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_BYTES:
                raise too_large(where)
            for info in infos:
                with package.open(info) as part:
                    _check_part(part.read(MOST_BYTES_OF_MARKUP + 1), where)
    except _UNREADABLE as error:
        raise not_a_document(where) from error


def not_a_document(where: str) -> ReportError:
    """Return the reason to stop at another kind of file."""
    return ReportError(
        "不是 Word 文档（.docx），读不出来。",
        where=where,
        advice="请另存为 .docx 格式，或删除它而使用自带的模板。",
    )


def too_large(where: str) -> ReportError:
    """Return the reason to stop at a template whose document would never be finished."""
    return ReportError(
        "按这个模板做出来的文档太大（内容或循环太多），没有生成。",
        where=where,
        advice="请减少模板里的循环和内容，或删除它而使用自带的模板。",
    )


def _check_part(content: bytes, where: str) -> None:
    """Refuse markup that is too much, or that declares a type, which Word never does."""
    if not content.lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return
    if len(content) > MOST_BYTES_OF_MARKUP:
        raise too_large(where)
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise _declares_type(where)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(content, parser).getroottree()
    except etree.XMLSyntaxError as error:
        raise not_a_document(where) from error
    if tree.docinfo.internalDTD is not None:
        raise _declares_type(where)


def _declares_type(where: str) -> ReportError:
    """Return the reason to stop at entities, which may grow to billions of letters."""
    return ReportError(
        "模板中含有外部引用的声明，正常的 Word 文档没有这种内容，没有使用。",
        where=where,
        advice="请用 Word 打开它并另存为 .docx，或删除它而使用自带的模板。",
    )
