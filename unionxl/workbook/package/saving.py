"""Saving: the old file or the new one, whole, whatever happens, and a dated copy of the old."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from unionxl.errors import (
    CannotWriteError,
    WorkbookBusyError,
    WorkbookError,
    why_not_written,
)
from unionxl.workbook.backups import FOLDER, backup_path, backups_of, drop_old_backups
from unionxl.workbook.package.archive import Archive, write_archive

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from unionxl.workbook.package.parts import Parts

_OURS = ".~unionxl-"
_NO_WRITING = 0o222
_OF_WPS = ".~"


def check_not_open(path: Path, *, host_has_it_open: bool = False) -> None:
    """Stop when a spreadsheet program has the file open.

    With `host_has_it_open` LibreOffice itself is waiting for us, so that its own mark is no
    reason to stop; it has stored the file before and will read it again afterwards.

    Raises:
        WorkbookBusyError: the owner file of Excel, WPS or LibreOffice lies beside it.
    """
    owner = owner_beside(path, host_has_it_open=host_has_it_open)
    if owner is not None:
        raise WorkbookBusyError(
            "文件正在别的程序（Excel、WPS 或 LibreOffice）中打开，未作改动。",
            where=f"文件《{path.name}》",
            advice=f"请先保存并关闭它，再试一次；确认没有打开的，请删除同一文件夹中的“{owner}”。",
        )


def owner_beside(path: Path, *, host_has_it_open: bool = False) -> str | None:
    """Return the name of the file by which a program says that it has this one open, if any."""
    owners = [f"~${path.name}", *_owners_of_wps(path)]
    if not host_has_it_open:
        owners.append(f".~lock.{path.name}#")
    return next((owner for owner in owners if path.with_name(owner).exists()), None)


def _owners_of_wps(path: Path) -> Iterator[str]:
    """Give the names that WPS for Linux may use: with two signs before it, or in its place.

    A shortened name says nothing where another workbook of the folder would have the same.
    """
    yield f".~{path.name}"
    for cut in range(1, len(_OF_WPS) + 1):
        owner = f"{_OF_WPS}{path.name[cut:]}"
        if path.with_name(owner).exists():
            alike = set(path.parent.glob(f"*{glob.escape(path.name[cut:])}"))
            if {path, path.with_name(owner)} >= alike:
                yield owner


def check_writable(path: Path) -> None:
    """Stop when the file or its folder is marked read-only, or a file bars the folder of copies.

    Raises:
        CannotWriteError: writing is not possible.
    """
    folder = path.with_name(FOLDER)
    if folder.exists() and not folder.is_dir():
        raise CannotWriteError(
            f"旁边有一个名为“{FOLDER}”的文件，放备份的文件夹因此建不起来，未作改动。",
            where=f"文件《{path.name}》",
            advice=f"请给那个名为“{FOLDER}”的文件换个名称，再试一次。",
        )
    for place, what in ((path, "文件是只读的"), (path.parent, "所在文件夹是只读的")):
        if not place.stat().st_mode & _NO_WRITING or not os.access(place, os.W_OK):
            raise CannotWriteError(
                f"{what}，不能保存，未作改动。",
                where=f"文件《{path.name}》",
                advice="请把文件复制到可以修改的文件夹（或取消“只读”），再试一次。",
            )


def save_parts(
    parts: Parts, path: Path, now: dt.datetime, *, host_has_it_open: bool = False
) -> tuple[Path, bytes]:
    """Replace the file by the package as it is now; return the backup and the new content.

    Raises:
        WorkbookBusyError: the file is open elsewhere or was changed since it was read.
        CannotWriteError: the disk or the folder does not take it. Nothing was changed.
    """
    change = _Change(parts.archive.data, partial(_write_verified, parts), host_has_it_open)
    return _saved(change, path, now)


def save_mended(parts: Parts, path: Path) -> None:
    """Replace a file, which LibreOffice may have just stored and open, by the package as it is now.

    No copy is kept, because nothing that anybody typed is different. The time of the file stays:
    by it LibreOffice tells whether somebody else has changed the file.

    Raises:
        WorkbookBusyError: the file is open elsewhere or was changed since it was read.
        OSError: the disk or the folder does not take it. Nothing was changed.
    """
    path = path.resolve()
    scratch = path.with_name(f"{_OURS}{path.name}.tmp")
    change = _Change(parts.archive.data, partial(_write_verified, parts), host_has_it_open=True)
    with _exclusive(path):
        try:
            times = path.stat()
            change.write(scratch)
            shutil.copymode(path, scratch)
            os.utime(scratch, ns=(times.st_atime_ns, times.st_mtime_ns))
            _check_unchanged(change, path)
            scratch.replace(path)
        finally:
            with contextlib.suppress(OSError):
                scratch.unlink(missing_ok=True)


def newest_backup(path: Path) -> Path | None:
    """Return the newest copy of a workbook that is not just what the file holds now.

    Raises:
        WorkbookError: the file is missing.
    """
    now = _content(path)
    copies = reversed(_copies(path.resolve()))
    return next((copy for copy in copies if _content(copy) != now), None)


def _copies(path: Path) -> tuple[Path, ...]:
    """Return the dated copies of a workbook, the oldest first."""
    return backups_of(path.with_name(FOLDER), path.name)


def restore_backup(
    path: Path, copy: Path, now: dt.datetime, *, host_has_it_open: bool = False
) -> Path:
    """Let a copy take the place of the file, which becomes a copy itself; return that one.

    Raises:
        WorkbookBusyError: the file is open elsewhere.
        CannotWriteError: the disk or the folder does not take it. Nothing was changed.
    """
    write = partial(_write_whole, _content(copy))
    kept, _ = _saved(_Change(_content(path), write, host_has_it_open), path, now)
    return kept


@dataclass(frozen=True, slots=True)
class _Change:
    """What a file held when it was read, and what writes and verifies its new content."""

    old: bytes
    write: Callable[[Path], bytes]
    host_has_it_open: bool


def _content(path: Path) -> bytes:
    """Return the bytes of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise WorkbookError(
            "文件读不出来。",
            where=f"文件《{path.name}》",
            advice="请核对文件名和所在的文件夹，再试一次。",
        ) from error


def _saved(change: _Change, path: Path, now: dt.datetime) -> tuple[Path, bytes]:
    """Carry out a change; return the copy of the old file and the new content."""
    path = path.resolve()
    where = f"文件《{path.name}》"
    try:
        check_writable(path)
        with _exclusive(path):
            return _replace(change, path, now)
    except OSError as error:
        if not path.exists():
            raise CannotWriteError(
                "文件不在原处了（移走、改名、删除，或网络盘断开），没有保存。",
                where=where,
                advice="请把它放回原处，再试一次；已移走、改名的，请打开新的位置上的那一本。",
            ) from error
        cause, advice = why_not_written(error)
        raise CannotWriteError(
            f"保存没有完成：{cause}，原文件未改动。", where=where, advice=advice
        ) from error


def _replace(change: _Change, path: Path, now: dt.datetime) -> tuple[Path, bytes]:
    """Write, verify, keep the old file, and only then let the new one take its place."""
    scratch = path.with_name(f"{_OURS}{path.name}.tmp")
    backup: Path | None = None
    try:
        _check_unchanged(change, path)
        content = change.write(scratch)
        shutil.copymode(path, scratch)
        backup = _keep_backup(change.old, path, now)
        _check_unchanged(change, path)
        scratch.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
            if backup is not None:
                backup.unlink()
            path.with_name(FOLDER).rmdir()  # only when nothing else is in it
        raise
    with contextlib.suppress(OSError):  # the new file is in its place whatever happens here
        _sync_folder(path.parent)
        drop_old_backups(path.with_name(FOLDER), path.name)
    return backup, content


def _check_unchanged(change: _Change, path: Path) -> None:
    """Stop when the file on the disk is not the one that was read, or is open elsewhere."""
    check_not_open(path, host_has_it_open=change.host_has_it_open)
    if path.read_bytes() != change.old:
        raise WorkbookBusyError(
            "文件在读取之后被别的程序改动过，为免丢失内容，未作改动。",
            where=f"文件《{path.name}》",
            advice="请再试一次，程序会按最新的内容重新生成。",
        )


def _write_verified(parts: Parts, scratch: Path) -> bytes:
    """Write the package to a file, read it back and compare; return its content."""
    entries = list(parts.entries())
    with scratch.open("wb") as out:
        write_archive(entries, out)
        out.flush()
        os.fsync(out.fileno())
    content = scratch.read_bytes()
    written = Archive(content, parts.where)
    is_whole = all(written.packed(entry.name) == entry for entry in entries)
    if not is_whole or any(
        written.read(name) != parts.read(name) for name in parts.changed_names()
    ):
        raise OSError(errno.EIO, "what was written does not read back")
    return content


def _write_whole(content: bytes, scratch: Path) -> bytes:
    """Write a file, read it back and compare; return its content."""
    with scratch.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    if scratch.read_bytes() != content:
        raise OSError(errno.EIO, "what was written does not read back")
    return content


def _keep_backup(content: bytes, path: Path, now: dt.datetime) -> Path:
    """Keep a dated copy of the old file."""
    folder = path.with_name(FOLDER)
    folder.mkdir(exist_ok=True)
    target = backup_path(folder, path.name, now)
    scratch = folder / f"{_OURS}{path.name}.tmp"
    try:
        with scratch.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        scratch.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
        raise
    return target


@contextlib.contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    """Let one process at a time save; the system frees the lock of a process that died.

    Raises:
        WorkbookBusyError: another process is saving.
    """
    lock = path.with_name(f"{_OURS}{path.name}.lock")
    handle = _opened_lock(lock)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if sys.platform != "win32":
                lock.unlink()
        os.close(handle)
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                lock.unlink()


def _opened_lock(lock: Path) -> int:
    """Return the handle of the lock file, held by this process alone."""
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        if not _lock(handle):
            os.close(handle)
            raise WorkbookBusyError(
                "另一个程序正在保存这个文件，未作改动。",
                where=f"文件《{lock.name.removeprefix(_OURS).removesuffix('.lock')}》",
                advice="请稍等片刻，再试一次。",
            )
        with contextlib.suppress(FileNotFoundError):
            # The process before us may have removed the file that we opened.
            if os.path.samestat(os.fstat(handle), lock.stat()):
                return handle
        os.close(handle)


def _lock(handle: int) -> bool:
    """Lock an open file; False when another process holds it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network folders know no locks; comparing the file with what was read must do there.
        return error.errno in (errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOSYS)
    return True


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk as well, where the system can do that."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
