"""Turn a trade union workbook into calendars, month sheets, checks and charts.

    import unionxl

    with unionxl.open("工会工作簿.xlsm") as book:
        ledger = book.frame("收支台账")
        found = book.findings(today="2026-05-20")
        book.make("month", month="2026-03")
        book.save()

In a macro of one's own each button is a function: `RunPython "import unionxl; unionxl.month()"`.
Nothing is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.api.book import Book, open  # noqa: A004 - as in gzip

    # --- buttons ---
    from unionxl.api.clicks import accept_import as accept_import
    from unionxl.api.clicks import accept_plan as accept_plan
    from unionxl.api.clicks import activities as activities
    from unionxl.api.clicks import all_months as all_months
    from unionxl.api.clicks import brief as brief
    from unionxl.api.clicks import budget as budget
    from unionxl.api.clicks import calendar as calendar
    from unionxl.api.clicks import care as care
    from unionxl.api.clicks import charts as charts
    from unionxl.api.clicks import check as check
    from unionxl.api.clicks import close as close
    from unionxl.api.clicks import collect as collect
    from unionxl.api.clicks import done as done
    from unionxl.api.clicks import dues as dues
    from unionxl.api.clicks import fill as fill
    from unionxl.api.clicks import form as form
    from unionxl.api.clicks import handout as handout
    from unionxl.api.clicks import help as help  # noqa: A004 - what stands on the button
    from unionxl.api.clicks import holidays as holidays
    from unionxl.api.clicks import ics as ics
    from unionxl.api.clicks import import_list as import_list
    from unionxl.api.clicks import import_plan as import_plan
    from unionxl.api.clicks import journal as journal
    from unionxl.api.clicks import meetings as meetings
    from unionxl.api.clicks import members as members
    from unionxl.api.clicks import month as month
    from unionxl.api.clicks import more as more
    from unionxl.api.clicks import proposals as proposals
    from unionxl.api.clicks import reconcile as reconcile
    from unionxl.api.clicks import repair as repair
    from unionxl.api.clicks import report as report
    from unionxl.api.clicks import restore as restore
    from unionxl.api.clicks import services as services
    from unionxl.api.clicks import standards as standards
    from unionxl.api.clicks import tidy as tidy
    from unionxl.api.clicks import warmth as warmth
    from unionxl.api.clicks import write_plan as write_plan

    # --- end of buttons ---
    from unionxl.api.making import Result
    from unionxl.errors import UnionXLError

    __version__: str

__all__ = ["Book", "Result", "UnionXLError", "__version__", "open"]

_HOMES = {
    "Book": "unionxl.api.book",
    "open": "unionxl.api.book",
    "Result": "unionxl.api.making",
    "UnionXLError": "unionxl.errors",
}

if not TYPE_CHECKING:  # the types are told above: a misspelt name is an error then

    def __getattr__(name: str) -> object:
        """Return a public name, imported when it is used; what else there is are the buttons."""
        from importlib import import_module, metadata

        if name == "__version__":
            return metadata.version("unionxl")
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        if not name.startswith("_"):
            clicks = import_module("unionxl.api.clicks")
            if name in clicks.CLICKED:
                return clicks.click_named(name)
        raise AttributeError(f"module 'unionxl' has no attribute {name!r}")

    def __dir__() -> list[str]:
        """Name what users may want."""
        from unionxl.api.clicks import CLICKED

        return sorted({*globals(), *__all__, *CLICKED})
