"""Looks into a running LibreOffice; run by a Python that has `uno`, which is not that of the tests.

Reads one question a line from standard input, as JSON, and answers in one line: what a person
would see in the window, and where it is on the screen. It never does what the mouse should do.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import uno

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FEW = 100  # a sheet has a child for each of its cells


def role(name: str) -> Any:
    return uno.getConstantByName(f"com.sun.star.accessibility.AccessibleRole.{name}")


DIALOGS = {role(name) for name in ("ALERT", "DIALOG", "FILE_CHOOSER")}
PUSH_BUTTON, TEXT, SPREADSHEET = role("PUSH_BUTTON"), role("TEXT"), role("DOCUMENT_SPREADSHEET")
LABELS = {role("LABEL"), role("STATIC")}
NOT_THE_SHEET = {role(name) for name in ("TOOL_BAR", "COMBO_BOX", "PAGE_TAB_LIST", "STATUS_BAR")}


def connect(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001  LibreOffice is still starting
            time.sleep(0.1)


class Remote:
    def __init__(self, pipe: str) -> None:
        self.context = connect(pipe)
        create = self.context.ServiceManager.createInstanceWithContext
        self.desktop = create("com.sun.star.frame.Desktop", self.context)
        self.toolkit = create("com.sun.star.awt.Toolkit", self.context)
        self.wanted: str | None = None

    @property
    def document(self) -> Any:
        """Return the workbook that is looked into."""
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if hasattr(component, "Sheets") and self.wanted in (None, component.URL):
                return component
        return None

    def open(self, path: str) -> None:
        """Open one more workbook in a window of its own, and look into that one."""
        self.look_into(path)
        self.desktop.loadComponentFromURL(self.wanted, "_blank", 0, (macros_allowed(),))

    def open_untitled(self, path: str) -> None:
        """Open a new workbook that is not stored yet, made after another one."""
        option = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        option.Name, option.Value = "AsTemplate", True
        url = uno.systemPathToFileUrl(path)
        self.desktop.loadComponentFromURL(url, "_blank", 0, (macros_allowed(), option))
        self.wanted = ""

    def look_into(self, path: str) -> None:
        """Look from now on into one of several open workbooks."""
        self.wanted = uno.systemPathToFileUrl(path)

    def state(self) -> dict[str, Any]:
        """Return sheets, active sheet, selected cell and buttons with their places.

        `document` is another one once the file was read again.
        """
        document = self.document
        controller = document.CurrentController
        selection = document.CurrentSelection
        found = list(descendants(controller.Frame.ComponentWindow, is_part_of_a_sheet))
        area = [place(context) for context, role_of in found if role_of == SPREADSHEET]
        return {
            "document": document.RuntimeUID,
            "sheets": list(document.Sheets.ElementNames),
            "active": controller.ActiveSheet.Name,
            "selected": getattr(selection, "AbsoluteName", ""),
            "buttons": {
                context.getAccessibleName(): place(context)
                for context, role_of in found
                if role_of == PUSH_BUTTON
            },
            "area": area[0],
        }

    def values(self, sheet: str, address: str) -> list[list[str]]:
        """Return the texts of a range, row by row."""
        cells = self.document.Sheets.getByName(sheet).getCellRangeByName(address)
        rows, columns = cells.Rows.Count, cells.Columns.Count
        return [
            [cells.getCellByPosition(column, row).String for column in range(columns)]
            for row in range(rows)
        ]

    def type(self, sheet: str, address: str, value: str) -> None:
        """Put a value into a cell, as if it had been typed there."""
        cell = self.document.Sheets.getByName(sheet).getCellRangeByName(address)
        cell.setFormula(value)

    def rename(self, sheet: str, name: str) -> None:
        """Give a sheet another name."""
        self.document.Sheets.getByName(sheet).Name = name

    def delete(self, sheet: str) -> None:
        """Delete a sheet."""
        self.document.Sheets.removeByName(sheet)

    def hide(self, sheet: str) -> None:
        """Hide a sheet."""
        self.document.Sheets.getByName(sheet).IsVisible = False

    def insert_rows(self, sheet: str, at: int, count: int) -> None:
        """Insert rows above a row, from 1."""
        self.document.Sheets.getByName(sheet).Rows.insertByIndex(at - 1, count)

    def insert_column(self, sheet: str, at: int) -> None:
        """Insert a column before a column, from 1."""
        self.document.Sheets.getByName(sheet).Columns.insertByIndex(at - 1, 1)

    def sort_backwards(self, sheet: str, address: str) -> None:
        """Sort the rows of a range by its first column, the last one first."""
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = 0, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        order = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        order.Name, order.Value = "SortFields", fields
        cells = self.document.Sheets.getByName(sheet).getCellRangeByName(address)
        uno.invoke(cells, "sort", ((order,),))

    def store(self) -> None:
        """Store the workbook, as the clerk does with Ctrl+S."""
        self.document.store()

    def hide_helps(self) -> None:
        """Show the sheet without the heads of its columns and rows and the borders of pages."""
        controller = self.document.CurrentController
        controller.HasColumnRowHeaders = False
        controller.ShowPageBreaks = False
        sheets, shown = self.document.Sheets, controller.ActiveSheet
        controller.select(shown.getCellByPosition(1, 0))
        controller.setActiveSheet(sheets.getByIndex(1))  # the tip of the cell goes away
        controller.setActiveSheet(shown)

    def sheet_box(self) -> list[int]:
        """Return where the cells of the window are: left, top, right, bottom."""
        window = self.document.CurrentController.Frame.ComponentWindow
        for context, role_of in descendants(window, is_part_of_a_sheet):
            if role_of == SPREADSHEET:
                corner, size = context.getLocationOnScreen(), context.getSize()
                return [corner.X, corner.Y, corner.X + size.Width, corner.Y + size.Height]
        return []

    def show(self, sheet: str) -> None:
        """Bring a sheet to the front."""
        document = self.document
        document.CurrentController.setActiveSheet(document.Sheets.getByName(sheet))

    def boxes(self) -> list[dict[str, Any]]:
        """Return every dialog: its title, its texts, its buttons and fields."""
        dialogs = []
        for number in range(self.toolkit.getTopWindowCount()):
            window = self.toolkit.getTopWindow(number)
            context = window.getAccessibleContext()
            if context.getAccessibleRole() in DIALOGS:
                inside = list(descendants(window, lambda _: True))
                dialogs.append(
                    {
                        "title": context.getAccessibleName(),
                        "texts": [
                            one.getAccessibleName() for one, role_of in inside if role_of in LABELS
                        ],
                        "buttons": {
                            one.getAccessibleName(): place(one)
                            for one, role_of in inside
                            if role_of == PUSH_BUTTON
                        },
                        "fields": {
                            one.getAccessibleName(): place(one)
                            for one, role_of in inside
                            if role_of == TEXT
                        },
                    }
                )
        return dialogs


def macros_allowed() -> Any:
    """Return the option that lets macros run, as the security level of the profile does."""
    option = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    option.Name, option.Value = "MacroExecutionMode", 4
    return option


def is_part_of_a_sheet(role_of: Any) -> bool:
    """Tell what to look into: not the tool bars, of which some have long lists."""
    return role_of not in NOT_THE_SHEET


def descendants(accessible: Any, may_enter: Callable[[Any], bool]) -> Iterator[tuple[Any, Any]]:
    """Give all that is shown within something, each with its role, which is asked for once."""
    find_context = getattr(accessible, "getAccessibleContext", None)
    if find_context is None:  # a part that is just going away
        return
    context = find_context()
    role_of = context.getAccessibleRole()
    yield context, role_of
    if not may_enter(role_of):
        return
    count = context.getAccessibleChildCount()
    if count <= FEW:
        for number in range(count):
            yield from descendants(context.getAccessibleChild(number), may_enter)


def place(context: Any) -> list[int]:
    """Return the middle of what is shown, in pixels of the screen."""
    corner, size = context.getLocationOnScreen(), context.getSize()
    return [corner.X + size.Width // 2, corner.Y + size.Height // 2]


def main() -> None:
    remote = Remote(sys.argv[1])
    for line in sys.stdin:
        method, *arguments = json.loads(line)
        try:
            answer = {"value": getattr(remote, method)(*arguments)}
        except Exception as error:  # noqa: BLE001  a window that has just gone
            answer = {"gone": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
