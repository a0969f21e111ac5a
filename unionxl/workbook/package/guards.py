"""What is refused when a workbook is opened, each with a reason that a clerk understands."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from unionxl.errors import UnsafeWorkbookError, WorkbookError
from unionxl.workbook.cells import limits
from unionxl.workbook.package.archive import part_name
from unionxl.workbook.package.markup import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lxml.etree import _Element as Element

    from unionxl.workbook.package.archive import Archive

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STRICT = "http://purl.oclc.org/ooxml/"
_BINARY_WORKBOOK = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def read_workbook_file(path: Path, where: str) -> bytes:
    """Return a workbook file's content, or say why it cannot be one."""
    try:
        if path.is_dir():
            raise WorkbookError(
                "这是一个文件夹。", where=where, advice="请选择文件夹里的工会工作簿，再试一次。"
            )
        if not path.is_file():
            raise WorkbookError(
                "找不到这个文件。", where=where, advice="请核对文件名和所在的文件夹，再试一次。"
            )
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            raise WorkbookError(
                f"文件超过 {limits.MAX_FILE_BYTES // limits.MEGABYTE} MB，远超正常的工作簿。",
                where=where,
                advice="请核对文件；确是自己的工作簿，请删去多余的内容后另存一份。",
            )
        data = path.read_bytes()
    except OSError as error:
        raise WorkbookError(
            "文件读不出来（没有权限，或磁盘、网络中断）。",
            where=where,
            advice="请把文件复制到自己的文件夹，再试一次。",
        ) from error
    check_container(data, where)
    return data


def check_container(data: bytes, where: str) -> None:
    """Refuse a file that is no zip file, saying what it is instead.

    Raises:
        UnsafeWorkbookError: the file is encrypted.
        WorkbookError: the file is an old workbook or none at all.
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnsafeWorkbookError(
                "文件设有打开密码，读不出内容。",
                where=where,
                advice="请在 Excel 中取消打开密码（文件→信息→保护工作簿），再试一次。",
            )
        raise WorkbookError(
            "这是旧格式的文件，不是 .xlsx 或 .xlsm 工作簿。",
            where=where,
            advice="请用 Excel 打开并另存为 .xlsx 或 .xlsm，再试一次。",
        )
    if not data.startswith(b"PK"):
        raise not_a_workbook(where)


def not_a_workbook(where: str) -> WorkbookError:
    """Return the reason to stop at another kind of file."""
    return WorkbookError(
        "这不是 Excel 工作簿，或文件不完整。",
        where=where,
        advice="请选择 .xlsx 或 .xlsm 文件；刚下载或复制来的，请重新下载或复制一次。",
    )


def check_entries(archive: Archive, where: str) -> None:
    """Refuse a container whose entries are unsafe to unpack or to copy.

    Raises:
        UnsafeWorkbookError: bomb, encrypted or strangely packed entries, two parts of one name.
    """
    infos = archive.infos
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        raise UnsafeWorkbookError(
            "文件内部是加密的，读不出内容。",
            where=where,
            advice="请用 Excel 打开并另存一份，再试一次。",
        )
    names = [part_name(info.orig_filename) for info in infos]
    if len({name.casefold() for name in names}) < len(names):
        raise _strange("有两个同名的部件", where)
    if any(not _is_inside(name) for name in names):
        raise _strange("有名称不合规矩的部件", where)
    if any(info.compress_type not in _METHODS for info in infos):
        raise _strange("有用特殊方式压缩的部件", where)
    _check_sizes(infos, where)


def _is_inside(name: str) -> bool:
    """Tell whether a name stays inside the package on every system."""
    return not {"..", "."} & set(name.split("/")) and name[1:2] != ":" and "\0" not in name


def _check_sizes(infos: Iterable[zipfile.ZipInfo], where: str) -> None:
    """Refuse what would unpack to far more than a workbook holds."""
    total = count = 0
    for info in infos:
        count += 1
        total += info.file_size
        is_swollen = (
            info.file_size > limits.RATIO_FROM_BYTES
            and info.file_size > info.compress_size * limits.MAX_RATIO
        )
        if is_swollen or info.file_size > limits.MAX_PART_BYTES:
            raise _bomb(info.file_size, where)
    if total > limits.MAX_TOTAL_BYTES or count > limits.MAX_ENTRIES:
        raise _bomb(total, where)


def _bomb(size: int, where: str) -> UnsafeWorkbookError:
    """Return the reason to stop before unpacking."""
    return UnsafeWorkbookError(
        f"解压后有 {size / limits.MEGABYTE:,.0f} MB，远超正常的工作簿，未打开。",
        where=where,
        advice="请确认文件来源；确是自己的工作簿，请删去多余的内容后另存一份。",
    )


def _strange(what: str, where: str) -> UnsafeWorkbookError:
    """Return the reason to stop at a container that Excel would not write."""
    return UnsafeWorkbookError(
        f"文件内部{what}，改动它可能丢失内容。",
        where=where,
        advice="请用 Excel 打开并另存为 .xlsx 或 .xlsm，再试一次。",
    )


def check_main_part(root: Element, where: str) -> None:
    """Refuse workbooks whose main part is written in the strict form, or is none.

    Raises:
        UnsafeWorkbookError: the workbook is strict.
        WorkbookError: it is another kind of document.
    """
    namespace, _, name = root.tag.lstrip("{").rpartition("}")
    if namespace.startswith(_STRICT):
        raise UnsafeWorkbookError(
            "文件是“Strict Open XML”格式，不能直接修改。",
            where=where,
            advice="请在 Excel 中另存为“Excel 工作簿（.xlsx）”或“启用宏的工作簿（.xlsm）”。",
        )
    if (namespace, name) != (MAIN, "workbook"):
        raise not_a_workbook(where)


def check_content_type(content_type: str, where: str) -> None:
    """Refuse a binary workbook before its main part is read as XML.

    Raises:
        UnsafeWorkbookError: the workbook is binary.
    """
    if content_type == _BINARY_WORKBOOK:
        raise UnsafeWorkbookError(
            "文件是二进制工作簿（.xlsb），不能直接修改。",
            where=where,
            advice="请在 Excel 中另存为 .xlsx 或 .xlsm，再试一次。",
        )


def check_relationships(kinds: Iterable[str], where: str) -> None:
    """Refuse signed and shared workbooks, told by what the package relates to.

    Raises:
        UnsafeWorkbookError: a change would break the signature or the revision log.
    """
    kinds = tuple(kinds)
    if any("/digital-signature/" in kind for kind in kinds):
        raise UnsafeWorkbookError(
            "文件带有数字签名，改动后签名就不再有效，未作改动。",
            where=where,
            advice="请在 Excel 中另存一份不带签名的副本，再试一次。",
        )
    if any(kind.endswith(("/revisionHeaders", "/usernames")) for kind in kinds):
        raise UnsafeWorkbookError(
            "文件是共享工作簿（带修订记录），不能直接修改。",
            where=where,
            advice="请在 Excel 中取消共享（审阅→共享工作簿），保存后再试一次。",
        )
