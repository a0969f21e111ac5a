"""What install.cmd has a Python do: a private environment, the program, a workbook.

It runs before anything is installed: nothing but the standard library, nothing of ours.

    python -I -X utf8 install.py --here=FOLDER --probe       can this Python be the one?
    python -I -X utf8 install.py --here=FOLDER [WORKBOOK]    install with this Python
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

FITS, WHEELS_DO_NOT_FIT, FROM_THE_STORE = 0, 15, 16  # what install.cmd reads from a probe
NOT_DONE = 1
STORE = "windowsapps"
WORKBOOK = "unionbook.xlsm"
QUIET_START = ("-I", "-X", "utf8")
# Settings for other work that would put the packages elsewhere, or keep the network from us.
NOT_FOR_US = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_NO_INDEX")
KNOWN_FOLDERS = {
    "Documents": "FDD39AD0-238F-46AF-ADB4-6C85480369C7",
    "Desktop": "B4BFCC3A-DB2C-424C-B029-7FE99A87C641",
    "LocalAppData": "F1B32785-6FBA-4FCF-9D55-7B8E7F157091",
}
WHEEL = re.compile(r"(?P<name>[^-]+)-[^-]+(?:-\d[^-]*)?-(?P<tags>[^-]+-[^-]+-[^-]+)\.whl")
GETTING = re.compile(r"Collecting ([\w.-]+)|Processing .*[\\/]([\w.]+)-[^\\/]*\.whl\b")
NEEDED = re.compile(r"^Requires-Dist: (?P<name>[A-Za-z0-9._-]+)[^;]*$", re.MULTILINE)

RIGHTS = (
    "Windows 不允许在这里写入或运行。",
    "学校电脑有写入限制的、杀毒软件拦截的，请找信息老师把文件夹 {folder} 设为允许。",
)
IN_USE = ("程序正在使用中。", "请关闭 Excel 和工会工作簿的其他窗口，再双击 install.cmd。")
ANTIVIRUS = (
    "装好的文件又不见了，多半是被杀毒软件删掉的{what}。",
    "请从杀毒软件的隔离区恢复，把文件夹 {folder} 设为信任，再双击 install.cmd。",
)
OTHER = ("没有装好，原因见记录 {log}。", "请过一会儿再试；还不行的，把这份记录发给信息老师。")
NO_NETWORK = (
    "没有连上下载程序的网站。",
    (
        "请检查网络再试；下载不了的，可以设置国内的镜像（在命令窗口运行 setx PIP_INDEX_URL 地址），"
        "或改用带 wheels 文件夹的那一份。"
    ),
)
NO_PACKAGE = (
    "找不到要用的软件包 {name}。",
    "用 wheels 文件夹的，里面缺它，请换一份完整的；设置了镜像的，请换一个镜像或过几天再试。",
)
VIRUS = ("杀毒软件拦下了一个文件。", "请把文件夹 {folder} 设为信任，再双击 install.cmd。")
DISK_FULL = ("磁盘满了。", "请腾出 500 MB 以上的空间，再双击 install.cmd。")
NOT_WHOLE = ("下载或复制来的文件不完整。", "请重新下载或复制，再双击 install.cmd。")
NO_PIP = ("这个 Python 不完整，缺少 pip。", "请用 python.org 的安装程序重装 Python。")
NO_SSL = (
    "这个 Python 缺少连网要用的部件（多半是 Anaconda 的）。",
    "请另装 python.org 的 64 位 Python 3.13，再双击 install.cmd。",
)
NO_DLL = (
    "程序的一个部件加载不了。",
    "多半是缺少微软的 Visual C++ 运行库（x64）或被杀毒软件删了文件，请找信息老师装上、恢复，再试。",
)
# What a program wrote before it stopped, and what is said about it; the first that is found.
TOLD = (
    (r"WinError 225|[Vv]irus", VIRUS),
    (r"No space left|WinError 112|Errno 28", DISK_FULL),
    (r"WinError 32\b|used by another process", IN_USE),
    (r"WinError (5|1260|4551)\b|Errno 13|Access is denied|PermissionError", RIGHTS),
    (r"SSL module is not available", NO_SSL),
    (r"DLL load failed", NO_DLL),
    (r"getaddrinfo|NameResolution|NewConnection|ConnectTimeout|Max retries|timed out", NO_NETWORK),
    (r"ConnectionError|ConnectionReset|Connection (broken|reset|refused)|Retrying", NO_NETWORK),
    (r"ProxyError|SSLError|CERTIFICATE_VERIFY|Temporary failure", NO_NETWORK),
    (r"DO NOT MATCH|hash mismatch|BadZipFile|invalid wheel|File is not a zip", NOT_WHOLE),
    (r"No matching distribution found for (?P<name>[A-Za-z0-9._-]+)", NO_PACKAGE),
    (r"No module named '?(venv|ensurepip|pip)\b", NO_PIP),
)
LOOK = """
import importlib.metadata as m
for one in m.distributions():
    for file in one.files or ():
        if file.suffix != '.pyc' and '..' not in file.parts and not file.locate().exists():
            print(one.name, file.name)
"""
ALIVE = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
STARTS = "import unionxl.cli, xlwings, lxml.etree, python_calamine"


class StopInstallError(Exception):
    """The installation cannot go on: what happened, and what to do."""

    def __init__(self, words: tuple[str, str], **facts: object) -> None:
        text = "\n".join(words)
        for name, fact in facts.items():
            text = text.replace("{" + name + "}", str(fact))
        super().__init__(text)


class Computer:
    """The computer that is installed on; tests put another in its place."""

    python = sys.executable
    version: tuple[int, int] = (sys.version_info[0], sys.version_info[1])
    platform = sysconfig.get_platform()
    variables: Mapping[str, str] = os.environ
    scripts = "Scripts"

    def known_folder(self, name: str) -> Path | None:
        """Ask Windows where a folder is: it may have been moved, or be OneDrive's."""
        if sys.platform != "win32":
            return None
        import ctypes  # noqa: PLC0415 - only Windows has windll
        import uuid  # noqa: PLC0415 - the same

        guid = (ctypes.c_ubyte * 16)(*uuid.UUID(KNOWN_FOLDERS[name]).bytes_le)
        found = ctypes.c_wchar_p()
        ask = ctypes.windll.shell32.SHGetKnownFolderPath
        if ask(ctypes.byref(guid), 0, None, ctypes.byref(found)) or not found.value:
            return None
        return Path(found.value)

    def run(self, command: Sequence[str], line: Callable[[str], None]) -> int:
        """Run a program, give away each line that it writes, and return its code."""
        mine = {key: value for key, value in self.variables.items() if key not in NOT_FOR_US}
        with subprocess.Popen(  # noqa: S603 - our own Python
            command,
            env={**mine, "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as process:
            for one in process.stdout or ():
                line(one.rstrip())
        return process.returncode

    def say(self, text: str) -> None:
        """Tell the person in front."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


class Installation:
    """One run of install.cmd: where things are, and what was written on the way."""

    def __init__(self, computer: Computer, here: Path) -> None:
        self.computer = computer
        self.here = here
        self.home = Path(computer.variables.get("USERPROFILE") or Path.home())
        self.target = self._target()
        self.log = self.target.parent / "install.log"
        self.lines: list[str] = []

    @property
    def python(self) -> Path:
        """The Python of the private environment."""
        suffix = ".exe" if self.computer.scripts == "Scripts" else ""
        return self.target / self.computer.scripts / f"python{suffix}"

    @property
    def start(self) -> tuple[str, ...]:
        """How it is started: without settings of others, speaking UTF-8."""
        return str(self.python), *QUIET_START

    def _target(self) -> Path:
        """Return where the program goes; the Store's Python may not write where others look."""
        if is_from_the_store(self.computer):
            return self.home / "unionxl" / "python"
        local = self.computer.variables.get("LOCALAPPDATA")
        known = Path(local) if local else self.computer.known_folder("LocalAppData")
        return (known or self.home / "AppData" / "Local") / "unionxl" / "python"

    def ask(self, *command: str, sign_of_life: bool = False) -> tuple[int, str]:
        """Run something; return its code and what it wrote."""
        first = len(self.lines)
        self.lines.append("> " + " ".join(command))
        try:
            code = self.computer.run(command, self._live if sign_of_life else self.lines.append)
        except OSError as error:
            code = NOT_DONE
            self.lines.append(f"{type(error).__name__}: {error}")
        with suppress(OSError):
            self.log.parent.mkdir(parents=True, exist_ok=True)
            self.log.write_text("\n".join(self.lines), "utf-8-sig")
        return code, "\n".join(self.lines[first + 1 :])

    def _live(self, line: str) -> None:
        """Note a line of pip; what takes time is shown."""
        self.lines.append(line)
        if match := GETTING.match(line):
            self.computer.say(f"      取得 {match[1] or match[2]}")
        elif line.startswith("Installing collected"):
            self.computer.say("      写入本机")

    def must(self, *command: str, sign_of_life: bool = False) -> str:
        """Run something that has to go well."""
        code, text = self.ask(*command, sign_of_life=sign_of_life)
        if code:
            raise self.stop(text)
        return text

    def stop(self, text: str) -> StopInstallError:
        """Return the reason for what a program wrote."""
        facts = {"folder": self.target.parent, "log": self.log}
        for pattern, words in TOLD:
            if match := re.search(pattern, text):
                return StopInstallError(words, **facts, **match.groupdict())
        return StopInstallError(OTHER, **facts)


# --- which Python ---


def is_from_the_store(computer: Computer) -> bool:
    """Tell whether this Python is an app of the Microsoft Store."""
    return STORE in computer.python.lower()


def probe(computer: Computer, here: Path) -> int:
    """Say whether the installation can be done with this Python."""
    if (wheels := wheels_of(here)) and missing_wheels(wheels, computer):
        return WHEELS_DO_NOT_FIT
    return FROM_THE_STORE if is_from_the_store(computer) else FITS


def fits(tags: str, version: tuple[int, int], platform: str) -> bool:
    """Tell whether a wheel with these tags is for a Python.

    >>> fits("cp312-cp312-win_amd64", (3, 12), "win-amd64")
    True
    >>> fits("cp39-abi3-win_amd64", (3, 12), "win-amd64")
    True
    """
    pythons, abis, platforms = (part.split(".") for part in tags.split("-"))
    if not {"any", platform.replace("-", "_")} & set(platforms):
        return False
    if "none" in abis and {"py3", f"py3{version[1]}"} & set(pythons):
        return True
    if f"cp3{version[1]}" in pythons:
        return bool({"none", "abi3", f"cp3{version[1]}"} & set(abis))
    older = (re.fullmatch(r"cp3(\d+)", one) for one in pythons)
    return "abi3" in abis and any(one and int(one[1]) < version[1] for one in older)


def wheels_of(here: Path) -> Path | None:
    """Return the folder of wheels beside install.cmd, if it is there."""
    beside = [here / "wheels"]
    if sources_of(here):
        beside.append(here.parent / "wheels")
    return next((one for one in beside if one.is_dir()), None)


def sources_of(here: Path) -> Path | None:
    """Return the folder of our sources, if install.cmd lies in its templates."""
    return here.parent if (here.parent / "pyproject.toml").is_file() else None


def missing_wheels(folder: Path, computer: Computer) -> tuple[str, ...]:
    """Return the packages for which a folder has no wheel for this Python."""
    wanted, fitting = {"unionxl"}, set()
    for wheel in sorted(folder.glob("*.whl")):
        match = WHEEL.fullmatch(wheel.name)
        if match and fits(match["tags"], computer.version, computer.platform):
            fitting.add(plain(match["name"]))
            wanted.update(map(plain, needs_of(wheel)))
    return tuple(sorted(wanted - fitting))


def needs_of(wheel: Path) -> tuple[str, ...]:
    """Return the packages that a wheel needs everywhere, none where it cannot be read."""
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith(".dist-info/METADATA"):
                text = archive.read(name).decode("utf-8")
                return tuple(match["name"] for match in NEEDED.finditer(text))
    return ()


def plain(name: str) -> str:
    """Return the name of a package as all ways to write it have in common."""
    return re.sub(r"[-_.]+", "-", name).lower()


def damaged(folder: Path) -> tuple[str, ...]:
    """Return the wheels that cannot be read whole."""
    return tuple(one.name for one in sorted(folder.glob("*.whl")) if _is_damaged(one))


def _is_damaged(wheel: Path) -> bool:
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.testzip() is not None
    except (OSError, zipfile.BadZipFile, EOFError, ValueError):
        return True


# --- the steps ---


def prepare(one: Installation) -> None:
    """Make the environment, or make it anew where it does not work any more."""
    say, wanted = one.computer.say, "{}.{}".format(*one.computer.version)
    if one.python.exists():
        code, text = one.ask(*one.start, "-c", ALIVE)
        if code == 0 and text.strip().endswith(wanted):
            return
        say("      原来装的不能再用（Python 换过或文件不全），重新安装。")
    if one.target.exists():
        _put_away(one)
    one.must(one.computer.python, *QUIET_START, "-m", "venv", str(one.target))
    if not one.python.exists():
        raise StopInstallError(ANTIVIRUS, what="（python.exe）", folder=one.target.parent)


def _put_away(one: Installation) -> None:
    """Remove the old environment; what is in use cannot be renamed, and stays whole."""
    away = one.target.with_name("python.old")
    shutil.rmtree(away, ignore_errors=True)
    try:
        one.target.rename(away)
    except OSError as error:
        raise StopInstallError(IN_USE) from error
    shutil.rmtree(away, ignore_errors=True)


def put_program(one: Installation) -> None:
    """Install the program, and look whether all of its files are there."""
    wanted = _source(one)
    _pip(one, "--upgrade", *wanted)
    if lost := _lost(one):
        _pip(one, "--upgrade", "--force-reinstall", *wanted)
        lost = _lost(one)
    if lost:
        raise StopInstallError(ANTIVIRUS, what=f"（{lost}）", folder=one.target.parent)
    code, text = one.ask(*one.start, "-c", STARTS)
    if code:
        raise one.stop(text)


def _source(one: Installation) -> Sequence[str]:
    """Return what pip is to install: from the folder of wheels, from our sources, or our wheel."""
    if folder := wheels_of(one.here):
        if broken := damaged(folder):
            words = ("wheels 文件夹里的文件不完整：{names}。", "请重新复制整个文件夹，再试。")
            raise StopInstallError(words, names="、".join(broken))
        return "--no-index", "--find-links", str(folder), "unionxl"
    if sources := sources_of(one.here):
        return (str(sources),)
    if wheels := sorted(one.here.glob("unionxl-*.whl")):
        return (str(wheels[-1]),)
    raise StopInstallError(
        (
            "install.cmd 旁边没有程序（wheels 文件夹，或整个程序的文件夹）。",
            "请把得到的整个文件夹复制到本机，在里面双击 install.cmd。",
        )
    )


def _pip(one: Installation, *words: str) -> None:
    """Have pip install something; a mirror set for pip (PIP_INDEX_URL, pip.ini) holds."""
    quiet = ("--no-input", "--disable-pip-version-check", "--no-user", "--progress-bar", "off")
    ready = ("--only-binary", ":all:")  # nothing is compiled here
    one.must(*one.start, "-m", "pip", "install", *quiet, *ready, *words, sign_of_life=True)


def _lost(one: Installation) -> str:
    """Return a file of a package that is not there any more, with its package."""
    return one.must(*one.start, "-c", LOOK).partition("\n")[0].strip()


def connect(one: Installation, dropped: Path | None) -> None:
    """Connect the workbook that was dropped, or a new one in the documents, with the program."""
    book = dropped or _new_workbook(one)
    one.computer.say(f"[4/4] {book}")
    code, text = one.ask(*one.start, "-m", "unionxl", "setup", str(book))
    one.computer.say(text)
    if code:
        raise StopInstallError(("程序已经装好，工作簿还没有连接好。", "请照上面说的做，再试。"))
    one.computer.say(one.ask(*one.start, "-m", "unionxl", "doctor", str(book))[1])


def _new_workbook(one: Installation) -> Path:
    """Return the workbook in the documents; it is made where it is not there yet."""
    text = ""
    for folder in _folders(one):
        book = folder / WORKBOOK
        if book.exists():
            return book
        code, text = one.ask(*one.start, "-m", "unionxl", "new", str(book))
        if code == 0:
            return book
    one.computer.say(text)
    words = ("程序已经装好，“文档”和桌面都不让写入，工作簿没有放好。", RIGHTS[1])
    raise StopInstallError(words, folder="“文档”")


def _folders(one: Installation) -> Iterator[Path]:
    """Give the folders for a new workbook in order, those that are there."""
    known = [one.computer.known_folder(name) for name in ("Documents", "Desktop")]
    usual: Iterable[Path | None] = (*known, one.home / "Documents", one.home)
    yield from dict.fromkeys(path for path in usual if path and path.is_dir())


def dropped_file(command: str, argument: str) -> Path | None:
    r"""Return the file that was dropped onto install.cmd, None without one.

    >>> dropped_file(r'cmd.exe /c ""C:\a b\install.cmd" C:\c&d=1.xlsm"', "C:\\c").name
    'C:\\c&d=1.xlsm'
    """
    match = re.search(r'\.cmd"?\s+(.*)$', command, re.IGNORECASE)
    words = match[1].strip() if match else ""
    if words.count('"') % 2:
        words = words.rpartition('"')[0].strip()
    first = re.match(r'"([^"]*)"|(.*)', words)
    text = (first[1] or first[2] if first else "") or argument
    several = (Path(part) for part in (text, text.partition(" ")[0]))
    return next((one for one in several if one.is_file()), Path(text)) if text else None


def _not_taken(dropped: Path) -> tuple[str, str]:
    """Return why a file is not the workbook to connect."""
    if dropped.suffix.lower() == ".xlsx" and dropped.is_file():
        return (
            "拖到 install.cmd 上的工作簿没有按钮，不用连接：{file}。",
            "请直接双击 install.cmd 装好程序，再把它拖到桌面的“工会工作簿（窗口）”上。",
        )
    return "拖到 install.cmd 上的不是工作簿：{file}。", "请拖 .xlsm 文件，或直接双击。"


def install(one: Installation, dropped: Path | None) -> None:
    """Do one step after the other.

    Raises:
        StopInstallError: one cannot be done; what was done stays, the next run goes on from there.
    """
    computer = one.computer
    if dropped and (dropped.suffix.lower() != ".xlsm" or not dropped.is_file()):
        raise StopInstallError(_not_taken(dropped), file=dropped)
    version = "{}.{}".format(*computer.version)
    computer.say(f"      使用 Python {version}：{computer.python}")
    if computer.variables.get("UNIONXL_NEWER"):
        computer.say("      电脑里还有更新的 Python，这个程序没有在上面试过，所以不用它。")
    computer.say(f"[2/4] {one.target}")
    prepare(one)
    computer.say("[3/4] 安装程序，要一两分钟，请稍等。")
    put_program(one)
    connect(one, dropped)


def main(arguments: Sequence[str], computer: Computer) -> int:
    """Do what install.cmd asks."""
    options = [word for word in arguments if word.startswith("--")]
    here = Path(next(word for word in options if word.startswith("--here="))[7:])
    if "--probe" in options:
        return probe(computer, here)
    words = " ".join(word for word in arguments if not word.startswith("--"))
    one = Installation(computer, here)
    try:
        install(one, dropped_file(computer.variables.get("UNIONXL_COMMAND", ""), words))
    except StopInstallError as stop:
        computer.say(f"\n{stop}")
        return NOT_DONE
    except OSError as error:
        computer.say(f"\n{one.stop(f'{type(error).__name__}: {error}')}")
        return NOT_DONE
    computer.say("\n装好了。请打开工作簿，点“启用内容”，再点一个按钮试试。")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], Computer()))
