"""The public names: which there are, how they are called, and how little they bring along."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import unionxl
from tests.buttons import BUTTONS
from tests.unit.workbook.test_lean import loaded_after
from unionxl import addin
from unionxl.workbook.live.lean import OPTIONAL

ROOT = Path(__file__).resolve().parents[3]
NAMES = ["Book", "Result", "UnionXLError", "__version__", "open"]
SIGNATURES = {
    "open": "(source: 'str | os.PathLike[str] | xw.Book | None' = None) -> 'Book'",
    "frame": "(self, table: 'str', *, money: 'Money' = 'decimal') -> 'pd.DataFrame'",
    "frames": "(self, *, money: 'Money' = 'decimal') -> 'dict[str, pd.DataFrame]'",
    "findings": "(self, *, today: 'dt.date | str | None' = None, "
    "rule: 'str | None' = None) -> 'pd.DataFrame'",
    "make": "(self, operation: 'str', *, today: 'dt.date | str | None' = None, "
    "**words: 'object') -> 'Result'",
    "save": "(self) -> 'Path | None'",
    "to_openpyxl": "(self, sheet: 'str') -> 'Worksheet'",
    "close": "(self) -> 'None'",
}


def test_the_names_are_these() -> None:
    assert unionxl.__all__ == NAMES
    assert all(getattr(unionxl, name) for name in NAMES)
    public = {name for name in vars(unionxl.Book) if not name.startswith("_")}
    assert public == SIGNATURES.keys() - {"open"} | {"path"}
    assert [one for one in vars(unionxl.Result) if not one.startswith("_")] == [
        "notes",
        "sheets",
        "summary",
    ]


@pytest.mark.parametrize("name", SIGNATURES)
def test_they_are_called_like_this_and_say_what_they_give_and_what_they_refuse(name: str) -> None:
    function = unionxl.open if name == "open" else getattr(unionxl.Book, name)
    assert str(inspect.signature(function)) == SIGNATURES[name]
    told = inspect.getdoc(function) or ""
    assert name == "close" or "Raises:\n    UnionXLError: " in told


def test_each_button_is_a_function_without_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    clicked: list[str] = []
    monkeypatch.setattr(addin, "main", clicked.append)
    actions = [button.action for button in BUTTONS]
    for action in actions:
        getattr(unionxl, action)()
    assert clicked == actions
    assert set(actions) <= set(dir(unionxl))
    assert (ROOT / "unionxl" / "py.typed").is_file()


def test_no_button_hides_a_module_or_a_public_name() -> None:
    modules = {one.stem for one in (ROOT / "unionxl").iterdir()}
    assert not {button.action for button in BUTTONS} & (modules | set(NAMES))


def test_another_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="module 'unionxl' has no attribute 'mnth'"):
        _ = unionxl.mnth  # type: ignore[attr-defined]


def test_the_version_is_that_of_the_distribution() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert unionxl.__version__ == told


def test_importing_it_imports_nothing() -> None:
    code = "import sys; before = set(sys.modules); import unionxl; import sys"
    code += "; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {one.partition(".")[0] for one in done.stdout.split()}
    assert rooms - sys.stdlib_module_names == {"unionxl"}
    assert "unionxl." not in done.stdout


def test_a_button_in_a_macro_imports_no_more_than_a_click() -> None:
    loaded = loaded_after("import unionxl; unionxl.month")
    assert not loaded & {*OPTIONAL, "xlwings", "openpyxl", "lxml"}


def test_opening_and_making_a_month_imports_neither_pandas_nor_openpyxl(path: Path) -> None:
    code = f"import unionxl; b = unionxl.open({str(path)!r}); b.make('month', month=3)"
    assert not loaded_after(code) & {"pandas", "openpyxl", "numpy", "xlwings"}


def test_they_are_plain_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {one.partition(">")[0] for one in project["dependencies"]}
    assert {"pandas", "openpyxl"} <= named
