"""Makes what is handed to computers with Windows: python -m unionxl.build windows, … wheels.

`windows` makes a folder (or zip) that carries its own Python, from python.org's embeddable zip;
`wheels` makes the installer with packages for every supported Python, for computers without a
network. Both run anywhere; they ask the package index that pip is set to.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from unionxl import install
from unionxl.words.lists import templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
FOLDER, START, README = "工会工作簿", "打开工会工作簿.cmd", "请先读我.txt"
SITE = PurePosixPath("Lib/site-packages")
AMD64 = 0x8664
PACKED = re.compile(r"python3(\d+)\._pth")
DATA_FOLDERS: Mapping[str, PurePosixPath] = {
    "purelib": SITE,
    "platlib": SITE,
    "data": PurePosixPath(),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A Python on a kind of computer, as pip and markers name it."""

    python: str
    tags: tuple[str, ...] = ("win_amd64",)
    marks: Mapping[str, str] = field(
        default_factory=lambda: {
            "sys_platform": "win32",
            "platform_system": "Windows",
            "os_name": "nt",
            "platform_machine": "AMD64",
        }
    )

    @property
    def environment(self) -> dict[str, str]:
        """What a marker is held against there; no extra is asked for."""
        made = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
        versions = {"python_version": self.python, "python_full_version": f"{self.python}.0"}
        return {**made, **versions, **self.marks, "extra": ""}

    @property
    def options(self) -> tuple[str, ...]:
        """How pip is told to take packages for it, and none that must be built."""
        tags = (word for tag in self.tags for word in ("--platform", tag))
        python = ("--python-version", self.python, "--implementation", "cp")
        return ("--only-binary", ":all:", *python, *tags)


# --- packages ---


def resolve(needs: Sequence[str], target: Target) -> tuple[str, ...]:
    """Return the packages that something needs on a target, each with its version.

    pip judges markers by the computer that it runs on: what only the target needs is found in
    the packages' own data and asked for by name, until nothing is new.

    Raises:
        SystemExit: a package has no wheel for the target.
    """
    wanted = tuple(_at(needs, target))
    while True:
        found = {install.plain(one["name"]): one for one in _report(wanted, target)}
        used, more = _reached(wanted, found, target)
        if not more:
            return tuple(f"{name}=={found[name]['version']}" for name in sorted(used))
        wanted += more


def _at(needs: Sequence[str], target: Target) -> Iterator[str]:
    """Give the needs that hold on a target, without their markers."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - only who ships needs it

    for need in needs:
        one = Requirement(need)
        if one.marker is None or one.marker.evaluate(target.environment):
            one.marker = None
            yield str(one)


def _name(need: str) -> str:
    return install.plain(re.split(r"[^A-Za-z0-9._-]", need.strip(), maxsplit=1)[0])


def _reached(
    wanted: Sequence[str], found: Mapping[str, Mapping[str, Any]], target: Target
) -> tuple[set[str], tuple[str, ...]]:
    """Return the packages that are needed on a target, and the needs that were not met."""
    used: set[str] = set()
    more: list[str] = []
    waiting = list(wanted)
    while waiting:
        need = waiting.pop()
        name = _name(need)
        if name not in found:
            more.append(need)
        elif name not in used:
            used.add(name)
            waiting += _at(found[name].get("requires_dist", ()), target)
    return used, tuple(dict.fromkeys(more))


def _report(wanted: Sequence[str], target: Target) -> list[Mapping[str, Any]]:
    """Return what pip would install, as the packages describe themselves."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        options = ("--dry-run", "--ignore-installed", "--target", folder, "--report", str(report))
        _pip("install", *options, *target.options, *wanted)
        return [one["metadata"] for one in json.loads(report.read_text("utf-8"))["install"]]


def fetch(packages: Sequence[str], target: Target, folder: Path) -> None:
    """Lay the wheels of resolved packages into a folder."""
    _pip("download", "--no-deps", "--dest", str(folder), *target.options, *packages)


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", *words, "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{' '.join(words[:1])} {words[-1]}\n{done.stderr}")


def needs_of_ours() -> tuple[str, ...]:
    """Return what pyproject.toml says that the program needs."""
    import tomllib  # noqa: PLC0415 - only who ships needs it

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return tuple(project["dependencies"])


def own_wheel(folder: Path) -> None:
    """Build the wheel of the program."""
    _pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))


# --- the installer with its wheels ---


def build_wheels(target_folder: Path, pythons: Sequence[str] = SUPPORTED) -> None:
    """Make the folder of install.cmd for computers without a network."""
    wheels = _new(target_folder) / "wheels"
    wheels.mkdir()
    for python in pythons:
        target = Target(python)
        fetch(resolve(needs_of_ours(), target), target, wheels)
    own_wheel(wheels)
    lay_installer(target_folder)


def lay_installer(folder: Path) -> None:
    """Lay install.cmd and what it needs into a folder."""
    shutil.copy(templates_folder() / "install.cmd", folder)
    shutil.copytree(templates_folder() / "install", folder / "install")
    shutil.copy(Path(install.__file__), folder / "install")


# --- the folder with its own Python ---


def build_windows(embedded: Path, target: Path, wheels: Path | None = None) -> None:
    """Make a folder that carries its own Python, or a zip of it where the target ends in .zip.

    Raises:
        SystemExit: the zip is not an embeddable Python that the program runs on.
    """
    python = _python_of(embedded)
    if target.suffix == ".zip":
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, FOLDER)
            build_windows(embedded, made, wheels)
            shutil.make_archive(str(target.with_suffix("")), "zip", folder, FOLDER)
        return
    _new(target)
    with zipfile.ZipFile(embedded) as archive:
        archive.extractall(target / "python")
    (path_file,) = (target / "python").glob("python3*._pth")
    path_file.write_text(f"{path_file.stem}.zip\r\n.\r\n{SITE}\r\nimport site\r\n", newline="")
    with tempfile.TemporaryDirectory() as folder:
        if wheels is None:
            wheels = Path(folder)
            there = Target(python)
            fetch(resolve(needs_of_ours(), there), there, wheels)
            own_wheel(wheels)
        for wheel in sorted(wheels.glob("*.whl")):
            _unpack(wheel, python, target / "python")
    shutil.copy(ROOT / "unionbook.xlsm", target)
    shutil.copy(templates_folder() / "windows" / "start.cmd", target / START)
    shutil.copy(templates_folder() / "windows" / "readme.txt", target / README)


def _python_of(embedded: Path) -> str:
    """Return the version of an embeddable Python, which must be one that we support."""
    try:
        with zipfile.ZipFile(embedded) as archive:
            names = archive.namelist()
            machine = _machine(archive.read("python.exe"))
            found = [match[1] for name in names if (match := PACKED.fullmatch(name))]
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise SystemExit(f"{embedded}: not python.org's embeddable zip for Windows") from error
    version = f"3.{found[0]}" if len(found) == 1 else "?"
    if version not in SUPPORTED:
        raise SystemExit(f"{embedded}: Python {version}; supported are {', '.join(SUPPORTED)}")
    if machine != AMD64:
        raise SystemExit(f"{embedded}: not for 64-bit Windows (amd64)")
    return version


def _machine(program: bytes) -> int:
    """Return for which processor a program of Windows is."""
    header = int.from_bytes(program[60:64], "little")
    return int.from_bytes(program[header + 4 : header + 6], "little")


def _unpack(wheel: Path, python: str, folder: Path) -> None:
    """Unpack a wheel as pip would install it there; starters of commands are left out."""
    match = install.WHEEL.fullmatch(wheel.name)
    version = (3, int(python.partition(".")[2]))
    if match is None or not install.fits(match["tags"], version, "win-amd64"):
        raise SystemExit(f"{wheel.name}: not for Python {python} on 64-bit Windows")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if (place := _place(PurePosixPath(name))) and not name.endswith("/"):
                path = folder / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(name))


def _place(path: PurePosixPath) -> PurePosixPath | None:
    """Return where a file of a wheel goes in the folder of Python, None for one that does not."""
    if ".." in path.parts or path.is_absolute():
        raise SystemExit(f"{path}: leads out of the folder")
    if not path.parts[0].endswith(".data"):
        return SITE / path
    base = DATA_FOLDERS.get(path.parts[1])
    return None if base is None else base.joinpath(*path.parts[2:])


def _new(folder: Path) -> Path:
    """Make a folder that must not hold anything yet."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SystemExit(f"{folder}: exists; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
