"""The prose of an imported plan, kept in the settings for the document of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.importing.prose import guiding_text
from unionxl.tables.settings import GUIDING_SETTING, SETTING_ROWS, SETTINGS, SettingColumns
from unionxl.values.reading import is_blank
from unionxl.values.text import as_text
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from unionxl.importing.model import ImportedPlan, ImportResult
    from unionxl.workbook.port import Workbook


def keep_guiding_text(workbook: Workbook, plan: ImportedPlan, result: ImportResult) -> list[str]:
    """Put the section 指导思想 of a plan into its setting, where that is empty; say so.

    A workbook of an earlier version gets the row.
    """
    text = guiding_text(result, plan)
    if not text:
        return []
    block = workbook.read_table(SETTINGS.name)
    label, value = SettingColumns.label.header, SettingColumns.value.header
    label_at, value_at = block.position(label), block.position(value)
    for index, row in enumerate(block.rows):
        if "".join(as_text(row[label_at]).split()) == GUIDING_SETTING:
            if not is_blank(row[value_at]):
                return []
            change = CellChange(block.row_number(index), value, text)
            workbook.set_cells(SETTINGS.name, (change,))
            break
    else:
        (hint,) = (one.hint for one in SETTING_ROWS if one.label == GUIDING_SETTING)
        row_here = {label: GUIDING_SETTING, value: text, SettingColumns.hint.header: hint}
        workbook.append_rows(SETTINGS.name, (row_here,))
    told = f"文档里的“{GUIDING_SETTING}”（{len(text)} 字）已填入《{SETTINGS.sheet}》"
    return [f"{told}，写计划文档时使用。"]
