"""Runs macros of a workbook in LibreOffice, in a window that nobody sees.

The return value of a macro proves nothing there: a macro that does not compile, or that stops
half-way, says nothing when it is called like this. So the tests look at the cells.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from tests.office import need_soffice

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document">
<prop oor:name="WarnAlienFormat" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Runner"/>
</library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Runner"
 script:language="StarBasic">{basic}</script:module>
"""
RUNNER = """
Sub Main(url, macro, seen)
  Dim options(0) As New com.sun.star.beans.PropertyValue
  options(0).Name = "MacroExecutionMode" : options(0).Value = 4
  document = StarDesktop.loadComponentFromURL(url, "_blank", 0, options())
  document.Sheets.getByIndex(0).getCellRangeByName("B1").String = "typed"
  On Error Resume Next
  provider = document.getScriptProvider()
  script = provider.getScript("vnd.sun.star.script:VBAProject." & macro & _
    "?language=Basic&location=document")
  script.invoke(Array(), Array(), Array())
  document = open_document()
  stream = createUnoService("com.sun.star.io.TextOutputStream")
  stream.setOutputStream createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileWrite(seen)
  stream.setEncoding "UTF-8"
  stream.writeString Join(document.Sheets.ElementNames, ",")
  For row = 0 To 9
    stream.writeString Chr(10) & document.Sheets.getByIndex(0).getCellByPosition(1, row).String
  Next row
  stream.closeOutput
  StarDesktop.terminate
End Sub
Function open_document
  components = StarDesktop.Components.createEnumeration()
  Do While components.hasMoreElements()
    open_document = components.nextElement()
  Loop
End Function
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an open workbook shows: its sheets, and column B of the first one by row."""

    sheets: tuple[str, ...]
    cells: tuple[str, ...]

    def b(self, row: int) -> str:
        return self.cells[row - 1]


def make_profile(profile: Path) -> None:
    """Make a profile of LibreOffice that allows macros and has the runner in its own library.

    The first start writes the profile and would overwrite a library that is already there.
    """
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    _start(profile, "--terminate_after_init")
    library = profile / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(LIBRARY, "utf-8")
    (library / "Runner.xba").write_text(MODULE.format(basic=escape(RUNNER)), "utf-8")


def run_macro(profile: Path, workbook: Path, macro: str, **environment: str) -> Seen:
    """Open a workbook, type into B1, run a macro and tell what is to be seen then."""
    seen = profile / "seen.txt"
    seen.unlink(missing_ok=True)
    call = f"macro:///Standard.Runner.Main({workbook.as_uri()},{macro},{seen.as_uri()})"
    _start(profile, call, **environment)
    first, *cells = seen.read_text("utf-8").split("\n")
    return Seen(tuple(first.split(",")), tuple(cells))


def _start(profile: Path, *arguments: str, **environment: str) -> None:
    command = [
        need_soffice(),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        *arguments,
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        pytest.fail("LibreOffice waits, perhaps for somebody to close a message box")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the program is a child of the start script
