"""Types into a workbook in LibreOffice, prints it, and tells what is printed of each sheet.

Run by a Python that has `uno`, which is not that of the tests: PIPE URL TARGET HOW JOBS, where JOBS
is JSON: by the name of a sheet the cells to type into, the areas set before and
whether it is protected.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import uno

RUN_MACROS = 4


def options(**values: Any) -> tuple[Any, ...]:
    made = []
    for name, value in values.items():
        one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


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


def printed(sheet: Any) -> list[str]:
    areas = (
        sheet.getCellRangeByPosition(one.StartColumn, one.StartRow, one.EndColumn, one.EndRow)
        for one in sheet.getPrintAreas()
    )
    return [area.AbsoluteName.rpartition(".")[2].replace("$", "") for area in areas]


def prepare(document: Any, jobs: dict[str, Any]) -> None:
    for name, (cells, areas, is_protected) in jobs.items():
        sheet = document.Sheets.getByName(name)
        for cell in cells:
            sheet.getCellRangeByName(cell).String = "typed"
        if areas:
            ranges = (sheet.getCellRangeByName(area).RangeAddress for area in areas)
            sheet.setPrintAreas(tuple(ranges))
        if is_protected:
            sheet.protect("")


def main(pipe: str, url: str, target: str, how: str, asked: str) -> None:
    context = connect(pipe)
    create = context.ServiceManager.createInstanceWithContext
    desktop = create("com.sun.star.frame.Desktop", context)
    load = options(MacroExecutionMode=RUN_MACROS)
    document = desktop.loadComponentFromURL(url, "_blank", 0, load)
    prepare(document, json.loads(asked))
    if how == "print":
        dispatcher = create("com.sun.star.frame.DispatchHelper", context)
        file = options(FileName=uno.fileUrlToSystemPath(target), Synchron=True)
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, ".uno:Print", "", 0, file)
    elif how == "export":
        document.storeToURL(target, options(FilterName="calc_pdf_Export"))
    elif how == "store":
        document.store()
        document.close(True)  # noqa: FBT003  as uno has it
        document = desktop.loadComponentFromURL(url, "_blank", 0, ())
    else:
        provider = document.getScriptProvider()
        place = f"vnd.sun.star.script:VBAProject.{how}?language=Basic&location=document"
        provider.getScript(place).invoke((), (), ())
    sheets = (document.Sheets.getByName(name) for name in document.Sheets.ElementNames)
    sys.stdout.write(json.dumps({sheet.Name: printed(sheet) for sheet in sheets}))
    sys.stdout.flush()
    try:
        document.close(True)  # noqa: FBT003  as uno has it
        desktop.terminate()
    except Exception:  # noqa: BLE001  it is gone before it can answer
        return


if __name__ == "__main__":
    main(*sys.argv[1:])
