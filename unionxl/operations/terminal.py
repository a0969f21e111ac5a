"""What the command line shows a person, and what it spares her."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionxl.operations.outcome import Outcome
    from unionxl.rules.finding import Finding

PROGRAM = "unionxl"
COMPLETE = "_UNIONXL_COMPLETE"  # set by the script of `completion` at each press of Tab


def be_silent(_text: str) -> None:
    """Say nothing while the work is short."""


@contextmanager
def progress_of(step_count: int) -> Iterator[Callable[[str], None]]:
    """Show what is going on where a person is looking, with a bar for work of many steps."""
    if not (step_count and sys.stderr.isatty()):
        yield be_silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("正在读取工作簿", total=step_count)
        yield lambda text: bar.update(task, description=text, advance=1)


def tell(outcome: Outcome) -> None:
    """Say what was done."""
    for line in outcome.lines():
        typer.echo(line)


def show(findings: Sequence[Finding]) -> None:
    """Show findings: a table in colours to a person, a line each to a file or a pipe."""
    if sys.stdout.isatty():
        from rich.console import Console

        from unionxl.operations.check_table import findings_table

        if findings:
            Console().print(findings_table(findings))
        return
    from unionxl.operations.check_text import finding_lines

    for line in finding_lines(findings):
        typer.echo(line)


@contextmanager
def collector_off() -> Iterator[None]:
    """Spare the collector millions of records that live until the end, and hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
