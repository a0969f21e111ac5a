"""Windows for tests: Debian's wine, and a program that stands in for any other."""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.office import need_tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

SOURCE = Path(__file__).with_name("stand_in.c")
IMAGE, CODE, IMPORTS = 0x140000000, 0x1000, 0x3000
PAGE, SECTOR = 0x1000, 0x200
SHOWS = ("notepad.exe", "winebrowser.exe")  # what shows a text, or a page
AFTER = 5.0  # seconds for what a script that did not do its work opened last
KERNEL = (
    *("GetCommandLineW", "GetModuleFileNameW", "GetEnvironmentVariableW"),
    *("GetEnvironmentStringsW", "GetCurrentProcessId", "CreateFileW", "WriteFile", "ReadFile"),
    *("CloseHandle", "MoveFileW", "Sleep", "GetStdHandle", "ExitProcess"),
)
LAYOUT = f"SECTIONS {{ . = {IMAGE + CODE:#x}; .all : {{ *(.text.start) *(.text*) *(.rodata*) }}"
LAYOUT += " /DISCARD/ : { *(*) } }"
FLAGS = (
    *("-Os", "-ffreestanding", "-fshort-wchar", "-mabi=ms", "-mno-red-zone", "-fpie"),
    *("-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-fcf-protection=none"),
    f"-DIMPORTS={IMAGE + IMPORTS:#x}UL",
)


@dataclass(frozen=True, slots=True)
class Started:
    """How a stand-in was started: its own path, its words, its variables."""

    program: str
    command: str
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a script: its exit code, what it wrote, what it started."""

    code: int
    text: str
    started: Sequence[Started]


@dataclass(slots=True)
class Wine:
    """A Windows whose programs answer as the test says."""

    prefix: Path
    stand_in: Path
    replies: Callable[[Started], tuple[int, str]] = field(default=lambda _: (0, ""))

    def run(self, script: Path, variables: Mapping[str, str], folder: Path) -> Ended:
        """Run a script with variables as Windows would have set them; answer what it starts."""
        exchange = folder / "exchange"
        exchange.mkdir()
        first = folder / "first.cmd"
        names = "".join(f'set "{name}=%FLOW_{name}%"\r\n' for name in variables)
        first.write_text(f'@echo off\r\n{names}"%FLOW_SCRIPT%" %FLOW_WORDS%\r\n', "ascii")
        mine = {f"FLOW_{name}": value for name, value in variables.items()}
        started: list[Started] = []
        process = subprocess.Popen(
            [need_tool("wine"), str(first)],
            env={
                "PATH": os.environ["PATH"],
                "LC_ALL": "C.UTF-8",
                "WINEDEBUG": "-all",
                "WINEPREFIX": str(self.prefix),
                "HOME": str(self.prefix.parent),
                "WINEDLLOVERRIDES": "notepad.exe,winebrowser.exe=n",
                **mine,
                "FLOW_SCRIPT": windows(script),
                "STAND_IN": windows(exchange),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        answering = threading.Thread(target=self._answer, args=(process, exchange, started))
        answering.start()
        written, _ = process.communicate(timeout=120)
        answering.join()
        return Ended(process.returncode, written.decode("utf-8", "replace"), started)

    def _answer(
        self, process: subprocess.Popen[bytes], exchange: Path, started: list[Started]
    ) -> None:
        end = None
        while process.poll() is None or time.monotonic() < (end or time.monotonic() + AFTER):
            if process.returncode is not None and end is None:
                end = time.monotonic() + (AFTER if process.returncode else 0)
            if started and end and started[-1].program.endswith(SHOWS):
                return
            for asked in sorted(exchange.glob("*.q")):
                one = _read(asked.read_bytes())
                asked.unlink()
                started.append(one)
                code, text = self.replies(one)
                ready = asked.with_suffix(".r")
                ready.write_bytes(struct.pack("<I", code & 0xFFFFFFFF) + text.encode("utf-8"))
                ready.rename(asked.with_suffix(".a"))
            time.sleep(0.004)

    def place(self, *places: Path) -> None:
        """Put the stand-in where a program of Windows would be."""
        for place in places:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)
            shutil.copy(self.stand_in, place)


def windows(path: Path) -> str:
    """Return a path as a program under wine knows it."""
    return "Z:" + str(path).replace("/", "\\")


def native(path: str) -> Path:
    """Return where a path of wine is here; without a second `.` that only cmd needs."""
    return Path(path.removeprefix("Z:").replace("\\", "/"))


def _read(data: bytes) -> Started:
    program, command, *variables = data.decode("utf-16-le").split("\0")
    pairs = (one.partition("=") for one in variables if one and not one.startswith("="))
    return Started(program, command, {name.upper(): value for name, _, value in pairs})


@contextlib.contextmanager
def a_windows() -> Iterator[Wine]:
    """Set up a Windows, for as long as it is needed."""
    wine = need_tool("wine")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        prefix, stand_in = Path(folder, "prefix"), Path(folder, "stand-in.exe")
        stand_in.write_bytes(program())
        environment = {
            "PATH": os.environ["PATH"],
            "WINEPREFIX": str(prefix),
            "HOME": folder,
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
        }
        subprocess.run([wine, "wineboot", "-i"], env=environment, capture_output=True, check=True)
        made = Wine(prefix, stand_in)
        system = prefix / "drive_c" / "windows"
        made.place(system / "notepad.exe", system / "system32" / "notepad.exe")
        made.place(system / "system32" / "winebrowser.exe")
        pages = [wine, "reg", "add", r"HKCR\.html", "/ve", "/d", "htmlfile", "/f"]
        subprocess.run(pages, env=environment, capture_output=True, check=True)
        try:
            yield made
        finally:
            server = shutil.which("wineserver") or "/usr/lib/wine/wineserver"
            subprocess.run([server, "-k", "-w"], env=environment, capture_output=True, check=False)


@cache
def program() -> bytes:
    """Return the stand-in: a file for 64-bit Windows around the code of stand_in.c."""
    code = _padded(_code(), SECTOR)
    imports = _padded(_imports(), SECTOR)
    sections = ((b".text", CODE, code, 0x60000020), (b".idata", IMPORTS, imports, 0xC0000040))
    headers = bytearray(b"MZ".ljust(60, b"\0") + struct.pack("<I", 64))
    headers += b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, len(sections), 0, 0, 0, 240, 0x23)
    headers += struct.pack("<HBBIIIII", 0x20B, 14, 0, len(code), len(imports), 0, CODE, CODE)
    headers += struct.pack("<QIIHHHHHHIIII", IMAGE, PAGE, SECTOR, 6, 0, 0, 0, 6, 0, 0, *SIZES)
    headers += struct.pack("<HHQQQQII", 3, 0, 1 << 20, 1 << 16, 1 << 20, 1 << 12, 0, 16)
    directories = [(0, 0)] * 16
    directories[1] = (IMPORTS + 16 * 8, 40)
    headers += b"".join(struct.pack("<II", *one) for one in directories)
    at = SECTOR * 2
    for name, address, content, flags in sections:
        sizes = (PAGE * 2 if name == b".text" else PAGE, address, len(content), at)
        headers += struct.pack("<8sIIIIIIHHI", name, *sizes, 0, 0, 0, 0, flags)
        at += len(content)
    return bytes(headers).ljust(SECTOR * 2, b"\0") + code + imports


SIZES = (IMPORTS + PAGE, SECTOR * 2, 0)  # of the image, of the headers, and no check sum


def _code() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made, layout, flat = (Path(folder, name) for name in ("made.o", "layout", "flat"))
        layout.write_text(LAYOUT, "ascii")
        compiler = [need_tool("gcc"), *FLAGS, "-c", str(SOURCE), "-o", str(made)]
        subprocess.run(compiler, check=True, capture_output=True)
        linker = [need_tool("ld"), "-T", str(layout), "--oformat", "binary", "-o", str(flat)]
        subprocess.run([*linker, str(made)], check=True, capture_output=True)
        return flat.read_bytes()


def _imports() -> bytes:
    """Return the table of kernel32's functions: addresses first, then what the loader reads."""
    slots, directory = 16 * 8, 40
    lookup = slots + directory
    names = lookup + slots
    texts, at = bytearray(), []
    for name in KERNEL:
        at.append(IMPORTS + names + len(texts))
        texts += struct.pack("<H", 0) + name.encode() + b"\0"
    table = b"".join(struct.pack("<Q", one) for one in at).ljust(slots, b"\0")
    library = IMPORTS + names + len(texts)
    entry = struct.pack("<IIIII", IMPORTS + lookup, 0, 0, library, IMPORTS).ljust(directory, b"\0")
    return table + entry + table + bytes(texts) + b"kernel32.dll\0"


def _padded(data: bytes, unit: int) -> bytes:
    return data + b"\0" * (-len(data) % unit)
