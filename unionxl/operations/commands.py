"""Commands that show more than what came of them, or that need no open workbook.

Each returns the exit code: 0 done, 1 something was found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from unionxl.operations.asked import RULES, TERM, host_named, shell_named, with_hint
from unionxl.operations.terminal import COMPLETE, PROGRAM, collector_off, show, tell

if TYPE_CHECKING:
    from unionxl.operations.request import Request

DONE, FOUND = 0, 1


def new(request: Request) -> int:
    """Make a new workbook, empty or with the rows of an old one."""
    from unionxl.operations.creating import PLAIN, create_workbook

    file, year, host = request.values["file"], request.values.get("year"), request.host
    old = request.open_other("old")
    if old is not None:
        from unionxl.operations.copying import copy_same_year

        tell(copy_same_year(old, file, year=year, host=host_named(host)))
        return DONE
    unit = request.values["unit"]
    create_workbook(file, year=year or request.as_of.year, unit_name=unit, host=host_named(host))
    typer.echo(f"已新建 {file}。请打开它，先在《设置》中填写单位名称等项目。")
    if file.suffix.lower() == PLAIN:
        typer.echo("这个工作簿没有首页和按钮；想要的话，请用以 .xlsm 结尾的文件名新建。")
    return DONE


def demo(request: Request) -> int:
    """Make the sample."""
    from unionxl.operations.demo import make_demo

    today, host = request.as_of, host_named(request.host)
    for line in make_demo(request.values["folder"], today=today, host=host):
        typer.echo(line)
    return DONE


def read_plan(request: Request) -> int:
    """Show what would be imported; stop where that is nothing, in either form."""
    from unionxl.operations.plan_reading import describe, plans_json
    from unionxl.operations.plans import no_arrangement, read_plans
    from unionxl.operations.terms import day_answered

    values = request.values
    begins = day_answered(values["term_start"])
    result = read_plans(request.document, is_simplified=values["simplified"], term_begins_on=begins)
    if values["as_json"]:
        typer.echo(json.dumps(plans_json(result), ensure_ascii=False, indent=2))
    else:
        for line in describe(result):
            typer.echo(line)
        if any(plan.term for plan in result.plans):
            typer.echo(TERM)
    if not any(plan.has_arrangement for plan in result.plans):
        raise no_arrangement(result, request.document)
    return DONE


def import_plan(request: Request) -> int:
    """Import the plan that the options name."""
    from unionxl.operations.plans import import_document

    done = import_document(request)
    tell(done.outcome)
    return FOUND if done.waiting else DONE


def accept_plan(request: Request) -> int:
    """Take over what was chosen of what an import has listed."""
    from unionxl.operations.plan_accepting import accept_plan

    done = accept_plan(request.open(), as_of=request.as_of)
    tell(done.outcome)
    return FOUND if done.waiting else DONE


def check(request: Request) -> int:
    """Check, and show what was found."""
    from unionxl.tables.ledger import LEDGER

    as_of, workbook = request.as_of, request.open()
    workbook.read_ahead(LEDGER.name)

    from unionxl.buglog import log_bug
    from unionxl.operations.findings import findings_json, read_check

    values, rule = request.values, request.values["rule"]
    with collector_off(), with_hint(RULES):
        if values["as_json"] or values["no_sheet"] or rule is not None:
            done = read_check(workbook, as_of=as_of, rule_id=rule, on_bug=log_bug)
        else:
            from unionxl.operations.checking import check_workbook

            done = check_workbook(workbook, as_of=as_of, on_bug=log_bug)
    findings = done.report.standing
    if values["as_json"]:
        rows = map(json.JSONEncoder(ensure_ascii=False).encode, findings_json(findings))
        typer.echo("[" + ",\n ".join(rows) + "]")
    else:
        show(findings)
        tell(done.outcome)
    return FOUND if findings else DONE


def explain(request: Request) -> int:
    """Show the page of a rule, or the list of all."""
    from unionxl.operations import findings
    from unionxl.operations.check_text import catalogue_line, page_lines
    from unionxl.operations.limits import limits_of

    rule = request.values["rule"]
    if rule is None:
        for page in findings.catalogue().values():
            typer.echo(catalogue_line(page))
        return DONE
    with with_hint(RULES):
        page = findings.explain(rule)
    for line in page_lines(page):
        typer.echo(line)
    for line in limits_of(page, request):
        typer.echo(line)
    return DONE


def restore(request: Request) -> int:
    """Put the newest copy back."""
    from unionxl.operations.restoring import restore_newest

    tell(restore_newest(request.values["file"], now=request.at))
    return DONE


def setup(request: Request) -> int:
    """Connect the buttons with this computer."""
    from unionxl.operations.setting_up import set_up
    from unionxl.workbook.new.macros import interpreter_options

    tell(set_up(request.open(), interpreter_options(), Path.home(), sys.platform))
    return DONE


def completion(request: Request) -> int:
    """Show the script that lets a shell complete commands and options; typer has it."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # it is there

    shell = shell_named(request.values["shell"])
    typer.echo(get_completion_script(prog_name=PROGRAM, complete_var=COMPLETE, shell=shell))
    return DONE


def doctor(request: Request) -> int:
    """Show what keeps the buttons from working."""
    from unionxl.operations.doctor import examine

    symptoms = list(examine(request.values["file"]))
    for symptom in symptoms:
        typer.echo(str(symptom))
    return DONE if all(symptom.is_well for symptom in symptoms) else FOUND
