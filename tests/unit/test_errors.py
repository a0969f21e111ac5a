"""One cause for a file that the system did not take."""

from __future__ import annotations

import errno

import pytest

from unionxl.errors import why_not_written


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘已满"),
        (errno.EACCES, "文件夹不允许写入"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EBUSY, "文件正被别的程序占用"),
        (errno.ENAMETOOLONG, "文件名和文件夹的名称合起来太长"),
        (errno.ENOENT, "文件夹不在了（移走、改名，或网络盘断开）"),
        (errno.EIO, "磁盘或网络出了错"),
        (errno.EDOM, "系统没有接受"),
    ],
)
def test_a_number_of_the_system_is_one_cause(number: int, cause: str) -> None:
    told, advice = why_not_written(OSError(number, "told by the system"))
    assert told == cause
    assert advice.startswith("请")


@pytest.mark.parametrize(
    ("number", "cause"),
    [(112, "磁盘已满"), (32, "文件正被别的程序占用"), (5, "文件夹不允许写入")],
)
def test_windows_tells_more(number: int, cause: str) -> None:
    error = PermissionError(errno.EACCES, "told by Windows")
    error.__dict__["winerror"] = number
    assert why_not_written(error)[0] == cause
