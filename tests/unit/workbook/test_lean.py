"""What a click imports, seen from a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from unionxl.workbook.live.lean import OPTIONAL

REPORT = "; import json, sys; print(json.dumps(sorted(n for n, m in sys.modules.items() if m)))"


def loaded_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code + REPORT], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(done.stdout)}


LEAN = "from unionxl.workbook.live.lean import import_xlwings; xw = import_xlwings()"


def test_xlwings_comes_without_the_large_libraries() -> None:
    loaded = loaded_after(LEAN)
    assert "xlwings" in loaded
    assert not loaded & set(OPTIONAL)


def test_nothing_stays_blocked() -> None:
    code = f"{LEAN}; import sys; assert None not in sys.modules.values(); import numpy"
    pytest.importorskip("numpy")
    assert "numpy" in loaded_after(code)


def test_what_was_imported_before_stays() -> None:
    pytest.importorskip("numpy")
    code = f"import numpy; {LEAN}; import sys; assert sys.modules['numpy'] is numpy"
    assert "numpy" in loaded_after(code)


def test_it_is_imported_once() -> None:
    code = f"{LEAN}; assert import_xlwings() is xw"
    assert "xlwings" in loaded_after(code)


def test_the_part_under_another_licence_stays_out() -> None:
    code = f"{LEAN}; import sys; assert not any(n.startswith('xlwings.pro') for n in sys.modules)"
    assert "xlwings" in loaded_after(code)


MONTH_BUTTON = (
    "import unionxl.addin, unionxl.operations.clicks, unionxl.operations.months; "
    "import unionxl.workbook.live.workbook; "
    "from unionxl.workbook.live.lean import import_xlwings; import_xlwings()"
)

# Where a table is gone, where something was typed on a sheet.
RARE = {"unionxl.workbook.book.recognising", "unionxl.workbook.inputs.plan"}


def test_a_click_imports_no_large_library_before_xlwings() -> None:
    loaded = loaded_after("import unionxl.addin")
    assert "unionxl" in loaded
    assert not loaded & {*OPTIONAL, "xlwings", "openpyxl", "lxml"}


def test_the_list_of_operations_imports_nothing_that_it_names() -> None:
    code = "import unionxl.operations.arrangement, unionxl.operations.clicks, sys"
    code += "; print(*sorted(n for n in sys.modules if n.startswith('unionxl.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {name.split(".")[1] for name in done.stdout.split()}
    assert rooms == {"operations", "workbook"}
    assert "unionxl.workbook.port" not in done.stdout.split()


def test_a_click_imports_only_its_own_operation() -> None:
    code = "from unionxl.operations.operation import named"
    code += "; import unionxl.operations.making; named('unionxl.views.budget_report:VIEW')"
    code += "; import sys; others = [n for n in sys.modules if n.startswith('unionxl.operations.')]"
    code += "; others += [n for n in sys.modules if n.startswith('unionxl.views.')]; print(others)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for other in ("operations.plans", "operations.charts", "operations.months", "views.dues_sheet"):
        assert f"'unionxl.{other}'" not in done.stdout


def test_the_month_button_never_imports_a_large_library() -> None:
    loaded = loaded_after(MONTH_BUTTON)
    assert "xlwings" in loaded
    assert not loaded & {*OPTIONAL, "openpyxl", "docx", "xlsxwriter"}


def test_the_month_button_does_not_import_what_a_whole_workbook_needs_not() -> None:
    code = f"{MONTH_BUTTON}; import sys; rare = {RARE!r}; assert not rare & set(sys.modules), rare"
    assert "xlwings" in loaded_after(code)


def test_the_calendar_file_needs_neither_pictures_nor_word() -> None:
    loaded = loaded_after("import unionxl.operations.calendar_file")
    assert "icalendar" in loaded
    assert not loaded & {"matplotlib", "numpy", "docx", "docxtpl", "jinja2"}
