"""After every button, on a year full of rows, the file is one that Excel would not repair."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.clicked import document_of
from tests.validators import audit_errors, sdk_errors
from unionxl.operations.catalogue import BY_ID
from unionxl.operations.clicks import CLICKS
from unionxl.operations.creating import create_workbook
from unionxl.operations.request import Request
from unionxl.sample.document import plan_document
from unionxl.sample.year import sample_year
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from pathlib import Path

NEW_YEAR_EVE = dt.datetime(2026, 12, 31, 9, tzinfo=dt.UTC)


def test_a_new_workbook_for_libreoffice_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    create_workbook(path, year=2026, unit_name="晨露幼儿园", host=Host.LIBREOFFICE)
    assert sdk_errors(path) == []
    assert audit_errors(path) == []
    assert lint_package(path) == ()


def test_every_action_leaves_a_sound_file(tmp_path: Path) -> None:
    path, plan = tmp_path / "a.xlsm", tmp_path / "plan.docx"
    plan.write_bytes(plan_document(2026))
    create_workbook(path, year=2026, rows=sample_year(2026))
    for action, do in CLICKS.items():
        workbook = open_workbook(path, clock=lambda: NEW_YEAR_EVE)
        document = str(plan) if action == "import_plan" else document_of(action, tmp_path)
        row = {"sheet": "收支台账", "row": "4-6"} if BY_ID[action].needs_row else {}
        row = {"item": "P001"} if BY_ID[action].needs_item else row
        do(workbook, Request(NEW_YEAR_EVE, document, values=row))
        assert lint_package(path) == (), action
    assert len(open_workbook(path).generated_sheets()) > 18
    assert sdk_errors(path) == []
    assert audit_errors(path) == []
