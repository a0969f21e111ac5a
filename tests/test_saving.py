"""A save leaves the old file or the new one, whole, whatever happens to it."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bookfiles import TOP, a_sheet, parts, write_book
from unionxl.errors import CannotWriteError, UnionXLError, WorkbookBusyError
from unionxl.workbook.package import saving
from unionxl.workbook.package.workbook import open_workbook

ROOT = Path(__file__).resolve().parents[1]
KILLS = 200
EVENING = dt.datetime(2026, 3, 21, 15, 42, 33, tzinfo=dt.UTC)
APPEND = """
import sys, time
from pathlib import Path
from unionxl.errors import WorkbookBusyError
from unionxl.workbook.package.workbook import open_workbook
path, name = Path(sys.argv[1]), sys.argv[2]
for number in range(5):
    while True:
        try:
            book = open_workbook(path)
            book.append_rows("Plan", [{"编号": f"{name}-{number}"}])
            book.save()
            break
        except WorkbookBusyError:
            time.sleep(0.002)
"""
NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from tests.bookfiles import a_sheet
from unionxl.errors import UnionXLError
from unionxl.workbook.package.workbook import open_workbook
book = open_workbook(Path(sys.argv[1]))
book.put_sheet(a_sheet())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    book.save()
except UnionXLError as error:
    print(type(error).__name__)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "工会"
    folder.mkdir()
    return write_book(folder / "台账.xlsm")


def clock() -> dt.datetime:
    return EVENING


def listing(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def refused(path: Path) -> UnionXLError:
    """Change and save; return why it was refused, after checking that nothing changed."""
    content, before = path.read_bytes(), listing(path)
    with pytest.raises(UnionXLError) as caught:
        change(path)
    assert path.read_bytes() == content
    assert listing(path) == before
    return caught.value


def change(path: Path) -> None:
    book = open_workbook(path, clock=clock)
    book.put_sheet(a_sheet())
    book.save()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_killed_saves_leave_the_old_or_the_new_file(path: Path) -> None:
    command = [sys.executable, "-m", "tests.killed_saves", str(path), str(KILLS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = re.fullmatch(r"200 kills, (\d+) different whole files\n", done.stdout)
    assert found
    assert int(found[1]) > 50  # the kills did not all come before the first save
    change(path)


def test_processes_saving_at_once_lose_nothing(path: Path) -> None:
    names = ("甲", "乙", "丙")
    running = [
        subprocess.Popen([sys.executable, "-c", APPEND, str(path), name], cwd=ROOT)
        for name in names
    ]
    assert [process.wait(timeout=600) for process in running] == [0, 0, 0]
    found = {row[0] for row in open_workbook(path).read_table("Plan").rows}
    assert found >= {f"{name}-{number}" for name in names for number in range(5)}
    assert listing(path) == ["台账.xlsm", "备份"]


def test_a_file_changed_since_it_was_read_is_not_overwritten(path: Path) -> None:
    first, second = open_workbook(path), open_workbook(path)
    first.append_rows("Plan", [{"编号": "P-3"}])
    second.append_rows("Plan", [{"编号": "P-4"}])
    first.save()
    with pytest.raises(WorkbookBusyError, match=r"台账\.xlsm》：文件在读取之后被别的程序改动过"):
        second.save()
    assert open_workbook(path).read_table("Plan").rows[2][0] == "P-3"


def test_a_file_that_is_being_saved_is_busy(path: Path) -> None:
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    before = path.read_bytes()
    with (
        saving._exclusive(path.resolve()),
        pytest.raises(WorkbookBusyError, match="另一个程序正在保存"),
    ):
        book.save()
    assert path.read_bytes() == before
    assert book.save() is not None


@pytest.mark.parametrize(
    "owner",
    ["~$台账.xlsm", ".~lock.台账.xlsm#", ".~台账.xlsm", ".~账.xlsm", ".~.xlsm"],
)
def test_a_file_open_in_a_spreadsheet_program_is_busy(path: Path, owner: str) -> None:
    path.with_name(owner).touch()
    error = refused(path)
    assert isinstance(error, WorkbookBusyError)
    assert owner in str(error)


def test_an_owner_file_that_appears_later_stops_the_save(path: Path) -> None:
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    path.with_name("~$台账.xlsm").touch()
    with pytest.raises(WorkbookBusyError):
        book.save()


def test_a_workbook_that_is_open_elsewhere_can_still_be_read(path: Path) -> None:
    path.with_name("~$台账.xlsm").touch()
    assert open_workbook(path).read_table("Plan").rows[0][0] == "P-1"


def test_a_read_only_file_is_refused(path: Path) -> None:
    path.chmod(0o444)
    assert isinstance(refused(path), CannotWriteError)


def test_a_read_only_folder_is_refused(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        error = refused(path)
    finally:
        path.parent.chmod(0o755)
    assert "所在文件夹是只读的" in str(error)


@pytest.mark.parametrize(
    "step", ["write_archive", "os.fsync", "shutil.copymode", "_keep_backup", "_write_verified"]
)
def test_a_full_disk_leaves_everything_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"{saving.__name__}.{step}", full)
    error = refused(path)
    assert isinstance(error, CannotWriteError)
    assert "磁盘已满" in str(error)


@pytest.mark.skipif(sys.platform == "win32", reason="the system cannot limit the size of files")
def test_a_disk_that_fills_up_in_mid_write_leaves_the_old_file(path: Path) -> None:
    content = path.read_bytes()
    command = [sys.executable, "-c", NO_ROOM, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "CannotWriteError\n", done.stderr
    assert path.read_bytes() == content
    assert listing(path) == ["台账.xlsm"]


def test_what_does_not_read_back_is_not_put_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes
    monkeypatch.setattr(
        Path,
        "read_bytes",
        lambda self: _flipped(read(self)) if self.suffix == ".tmp" else read(self),
    )
    assert isinstance(refused(path), CannotWriteError)


def _flipped(data: bytes) -> bytes:
    """Return the data with one wrong bit in its first entry."""
    return data[:80] + bytes([data[80] ^ 1]) + data[81:]


def test_backups_are_dated_and_never_overwrite_each_other(path: Path) -> None:
    names = []
    for number in range(3):
        book = open_workbook(path, clock=clock)
        book.put_sheet(a_sheet(note=f"{number}"))
        backup = book.save()
        assert backup is not None
        names.append(backup.name)
    assert names == [
        "台账-20260321-154233.xlsm",
        "台账-20260321-154233-2.xlsm",
        "台账-20260321-154233-3.xlsm",
    ]


def test_only_the_newest_twenty_backups_are_kept(path: Path) -> None:
    folder = path.parent / "备份"
    folder.mkdir()
    for day in range(1, 26):
        (folder / f"台账-202602{day:02}-080000.xlsm").touch()
    (folder / "台账-20200101-080000.xlsx").touch()
    (folder / "我的说明.txt").touch()
    book = open_workbook(path, clock=clock)
    book.put_sheet(a_sheet())
    book.save()
    kept = sorted(entry.name for entry in folder.iterdir())
    assert len(kept) == 22
    assert kept[-3:] == ["台账-20260225-080000.xlsm", "台账-20260321-154233.xlsm", "我的说明.txt"]
    assert "台账-20200101-080000.xlsx" in kept
    assert "台账-20260206-080000.xlsm" not in kept


def test_a_file_in_the_place_of_the_backup_folder_is_named(path: Path) -> None:
    before = path.read_bytes()
    path.with_name("备份").write_text("我的备份说明", "utf-8")
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    with pytest.raises(CannotWriteError, match="请给那个名为“备份”的文件换个名称"):
        book.save()
    assert path.read_bytes() == before
    assert path.with_name("备份").read_text("utf-8") == "我的备份说明"


def test_a_backup_is_the_old_file_byte_for_byte(path: Path) -> None:
    before = path.read_bytes()
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    backup = book.save()
    assert backup is not None
    assert backup.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_the_mode_of_the_file_stays(path: Path) -> None:
    path.chmod(0o640)
    change(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.xlsm"
    link.symlink_to(path)
    change(link)
    assert link.is_symlink()
    assert "3月" in open_workbook(path).sheet_names()


def test_leftovers_of_a_killed_save_are_no_hindrance(path: Path) -> None:
    path.with_name(".~unionxl-台账.xlsm.tmp").write_bytes(b"half")
    path.with_name(".~unionxl-台账.xlsm.lock").touch()
    change(path)
    assert listing(path) == ["台账.xlsm", "备份"]


def test_the_same_changes_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "副本.xlsm"
    other.write_bytes(path.read_bytes())
    for target in (path, other):
        book = open_workbook(target)
        book.put_sheet(a_sheet())
        book.append_rows("Plan", [{"编号": "P-3"}] * 4)
        book.save()
    assert path.read_bytes() == other.read_bytes()


def test_only_named_parts_change(path: Path) -> None:
    before = parts(path)
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    book.append_rows("Plan", [{"编号": "P-3", "日期": dt.date(2026, 5, 1)}] * 4)
    book.save()
    after = parts(path)
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/tables/table1.xml",
    }
    assert after.keys() - before.keys() == {"xl/worksheets/sheet4.xml"}
    assert b'ref="A3:E9"' in after["xl/tables/table1.xml"]
    assert TOP == 3
