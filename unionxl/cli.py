"""The command line: the same operations as the buttons, without Excel.

Exit codes: 0 done and nothing to look at, 1 done and something needs her, 2 could not be done.
"""

from __future__ import annotations

import datetime as dt
import inspect
import io
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

import unionxl
from unionxl.buglog import what_broke
from unionxl.cli_words import stop_text, usage_text
from unionxl.errors import UnionXLError
from unionxl.operations.arrangement import commands
from unionxl.operations.catalogue import COMMAND_GROUPS
from unionxl.operations.operation import Kind, named
from unionxl.operations.performing import meant, perform
from unionxl.operations.request import Request
from unionxl.operations.terminal import COMPLETE, PROGRAM, be_silent, progress_of, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from typer.models import CommandInfo

    from unionxl.operations.operation import Argument, Operation, Option
    from unionxl.workbook.package.workbook import PackageWorkbook

NEEDS_HER, COULD_NOT = 1, 2
NEEDED = inspect.Parameter.empty
TYPES: Mapping[Kind, type] = {
    Kind.TEXT: str,
    Kind.NUMBER: int,
    Kind.PATH: Path,
    Kind.FLAG: bool,
}


def _run(asked: Operation, values: Mapping[str, Any]) -> None:
    """Do what a command is for, or what one of its options leads to."""
    wanted = meant(asked, values)
    request = Request(
        dt.datetime.now().astimezone(),
        document=values.get("document", ""),
        answers={
            one.answers: answer
            for one in wanted.options
            if one.answers and (answer := values.get(one.name)) is not None
        },
        host=values.get("host", ""),
        values=values,
        opens=_open,
    )
    if wanted.terminal:
        shows = cast("Callable[[Request], int]", named(wanted.terminal))
        if code := shows(request):
            raise typer.Exit(code)
        return
    with progress_of(wanted.steps) as progress:
        outcome = perform(wanted, replace(request, opens=partial(_open, progress=progress)))
    tell(outcome)
    if outcome.is_waiting:
        raise typer.Exit(NEEDS_HER)


def _argument(one: Argument) -> inspect.Parameter:
    """Return an argument as typer reads it from a function."""
    info = typer.Argument(metavar=one.metavar, help=one.help)
    return _parameter(one.name, TYPES[one.kind], info, NEEDED if one.is_required else None)


def _option(one: Option) -> inspect.Parameter:
    """Return an option as typer reads it from a function."""
    info = typer.Option(one.flag, metavar=one.metavar or None, help=one.help)
    default = False if one.kind is Kind.FLAG else one.default
    return _parameter(one.name, TYPES[one.kind], info, default)


def _parameter(name: str, kind: type, info: object, default: object) -> inspect.Parameter:
    wanted: Any = kind | None if default is None else kind
    annotation: Any = Annotated[wanted, info]
    place = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, place, default=default, annotation=annotation)


def _function(asked: Operation) -> Callable[..., None]:
    """Return a function that has the words of a command as parameters."""

    def command(**values: object) -> None:
        _run(asked, values)

    parameters = [*map(_argument, asked.arguments), *map(_option, asked.options)]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def _show_version(is_asked: bool) -> None:  # noqa: FBT001 - as typer calls it
    """Show the version and stop."""
    if is_asked:
        typer.echo(f"{PROGRAM} {unionxl.__version__}")
        raise typer.Exit


def _common(
    version: Annotated[  # noqa: FBT002 - as typer reads it
        bool, typer.Option("--version", help="显示版本。", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Take what stands before any command."""


def _app() -> typer.Typer:
    """Return every command."""
    made = typer.Typer(
        help="工会工作簿：导入年度计划，生成月工作表和全年日历。",
        no_args_is_help=True,
        add_completion=False,  # its options would speak English
        callback=_common,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    groups = {"": made}
    for name, about in COMMAND_GROUPS.items():
        groups[name] = typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)
        made.add_typer(groups[name], name=name)
    for one in commands():
        group, _, name = one.command.rpartition(" ")
        groups[group].command(name, help=one.help)(_function(one))
    return made


app = _app()


def main() -> None:
    """Run the command line; every way to stop is a message in Chinese and an exit code."""
    _use_utf8()
    if COMPLETE in os.environ:
        from typer.completion import get_completion_inspect_parameters

        get_completion_inspect_parameters()  # has typer know its shells
    try:
        code = app(prog_name=PROGRAM, standalone_mode=False) or 0
    except UnionXLError as stop:
        code = _stop(stop_text(stop))
    except typer.TyperException as usage:
        code = _stop(usage_text(usage, [one.name or "" for one in _commands()]))
    except typer.Exit as done:
        code = done.exit_code
    except (typer.Abort, KeyboardInterrupt):
        code = _stop("已中断，文件未改动。")
    except Exception as error:  # noqa: BLE001  a clerk must not see a traceback, whatever the bug
        code = _stop(what_broke(error))
    raise SystemExit(code)


def _commands() -> Iterator[CommandInfo]:
    """Give every command."""
    yield from app.registered_commands
    for group in app.registered_groups:
        yield from group.typer_instance.registered_commands if group.typer_instance else ()


def _open(file: Path, *, progress: Callable[[str], None] = be_silent) -> PackageWorkbook:
    """Open a workbook file."""
    from unionxl.workbook.package.workbook import open_workbook

    return open_workbook(file, progress=progress, message=lambda text: typer.echo(f"· {text}"))


def _stop(text: str) -> int:
    """Say why nothing was done."""
    typer.echo(text, err=True)
    return COULD_NOT


def _use_utf8() -> None:
    """Write UTF-8 into files and pipes; a console keeps its own code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
