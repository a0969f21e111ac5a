"""The command line: the same actions as the buttons, without Excel.

Exit codes: 0 done and nothing to look at, 1 `check` found something, 2 could not be done.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unionxl.buglog import log_bug, what_broke
from unionxl.cli_words import RULES, stop_text, usage_text, with_hint
from unionxl.errors import RequestError, UnionXLError
from unionxl.operations.terminal import be_silent, collector_off, progress_of, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typer.models import CommandInfo

    from unionxl.operations.outcome import Outcome
    from unionxl.workbook.package.workbook import PackageWorkbook
    from unionxl.workbook.port import Workbook
    from unionxl.workbook.vba.sources import Host

FOUND, COULD_NOT = 1, 2
MONTHS_A_YEAR = 12
CHART_COUNT, CLOSE_COUNT = 8, 3
STANDARD_INPUT = "-"
USUAL_HOST = "libreoffice" if sys.platform == "linux" else "excel"

app = typer.Typer(
    help="工会工作簿：导入年度计划，生成月工作表和全年日历。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
plan_app = typer.Typer(help="读取和导入计划文档。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(plan_app, name="plan")

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="工作簿（.xlsx 或 .xlsm）")]
DocumentArgument = Annotated[
    str,
    typer.Argument(
        metavar="DOCUMENT", help="计划文档 .docx .doc .wps .txt .pdf，或 - 从标准输入读取"
    ),
]
YearOption = Annotated[int | None, typer.Option("--year", help="计划的年份，文档中没有写明时使用")]
PlanOption = Annotated[int | None, typer.Option("--plan", help="文档中有几份计划时，取第几份")]
SimplifiedOption = Annotated[bool, typer.Option("--simplified", help="把繁体字转成简体字")]
HostOption = Annotated[str, typer.Option("--for", help="按钮供哪个程序使用")]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="YYYY-MM-DD", help="按哪一天制表，默认今天")
]
LastYearOption = Annotated[
    Path | None, typer.Option("--last", metavar="FILE", help="上年的工作簿，用于比较")
]


@app.command()
def new(
    file: FileArgument,
    year: Annotated[int | None, typer.Option("--year", help="年度，默认今年")] = None,
    unit: Annotated[str, typer.Option("--unit", help="单位名称")] = "",
    host: HostOption = "excel",
    old: Annotated[
        Path | None,
        typer.Option("--from", metavar="OLD", help="旧的工作簿：同一年度，逐行复制到今天的版式"),
    ] = None,
) -> None:
    """新建一个空白工作簿：.xlsm 带按钮，.xlsx 不带。"""
    from unionxl.operations.creating import PLAIN, create_workbook

    if old is not None:
        from unionxl.operations.copying import copy_same_year

        _tell(copy_same_year(_open(old), file, year=year, host=_host(host)))
        return
    create_workbook(file, year=year or _today(None).year, unit_name=unit, host=_host(host))
    typer.echo(f"已新建 {file}。请打开它，先在《设置》中填写单位名称等项目。")
    if file.suffix.lower() == PLAIN:
        typer.echo("这个工作簿没有首页和按钮；想要的话，请用以 .xlsm 结尾的文件名新建。")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="放示例文件的文件夹")],
    today: TodayOption = None,
    host: HostOption = USUAL_HOST,
) -> None:
    """生成示例：一本用到今天的工作簿，所有的表、总结、简报、日历文件和计划原文。"""
    from unionxl.operations.demo import make_demo

    for line in make_demo(folder, today=_today(today), host=_host(host)):
        typer.echo(line)


@plan_app.command("read")
def plan_read(
    document: DocumentArgument,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    simplified: SimplifiedOption = False,
) -> None:
    """查看会导入哪些事项、哪些行没有读懂；不改动任何文件。"""
    from unionxl.operations.plans import describe, no_arrangement, plans_json, read_plans

    result = read_plans(document, is_simplified=simplified)
    if as_json:
        typer.echo(json.dumps(plans_json(result), ensure_ascii=False, indent=2))
        return
    for line in describe(result):
        typer.echo(line)
    if not any(plan.has_arrangement for plan in result.plans):
        raise no_arrangement(result, document)


@plan_app.command("import")
def plan_import(
    file: FileArgument,
    document: DocumentArgument,
    *,
    year: YearOption = None,
    plan: PlanOption = None,
    simplified: SimplifiedOption = False,
) -> None:
    """把文档中的计划导入工作簿的《年度计划》。"""
    from unionxl.operations.plans import choose_plan, import_plan, read_plans

    result = read_plans(document, is_simplified=simplified)
    chosen = choose_plan(result, plan, document)
    name = Path(document).name if document != STANDARD_INPUT else "标准输入"
    _tell(import_plan(_open(file), chosen, result, name, year=year, as_of=_today(None)))


@app.command()
def month(
    file: FileArgument,
    which: Annotated[
        str | None,
        typer.Argument(
            metavar="[YYYY-MM]", help="月份，也可写 3月；默认《首页》所选的，否则按今天"
        ),
    ] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="十二个月都生成")] = False,
    today: TodayOption = None,
) -> None:
    """生成月工作表；表上填写的内容先带回《年度计划》。"""
    from unionxl.operations.months import (
        chosen_month,
        default_note,
        make_month_sheets,
        whole_year,
    )

    choose = whole_year if every else partial(chosen_month, which)
    with progress_of(MONTHS_A_YEAR if every else 0) as progress:
        outcome = make_month_sheets(
            _open(file, progress),
            choose,
            as_of=_today(today),
            told=partial(default_note, which),
        )
    _tell(outcome)


@app.command()
def calendar(file: FileArgument, *, today: TodayOption = None) -> None:
    """生成全年日历。"""
    from unionxl.operations.months import make_year_calendar

    _tell(make_year_calendar(_open(file), as_of=_today(today)))


@app.command()
def check(
    file: FileArgument,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，不改动文件")] = False,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="ID", help="只看一条规则，不改动文件")
    ] = None,
    no_sheet: Annotated[
        bool, typer.Option("--no-sheet", help="不生成《检查结果》，不改动文件")
    ] = False,
    today: TodayOption = None,
) -> None:
    """检查预算、台账、会费和各种登记，生成《检查结果》；有问题时退出码为 1。"""
    from unionxl.tables.ledger import LEDGER

    as_of, workbook = _today(today), _open(file)
    workbook.read_ahead(LEDGER.name)

    from unionxl.operations.findings import findings_json, read_check

    with collector_off(), with_hint(RULES):
        if as_json or no_sheet or rule is not None:
            done = read_check(workbook, as_of=as_of, rule_id=rule, on_bug=log_bug)
        else:
            from unionxl.operations.checking import check_workbook

            done = check_workbook(workbook, as_of=as_of, on_bug=log_bug)
    findings = done.report.standing
    if as_json:
        rows = map(json.JSONEncoder(ensure_ascii=False).encode, findings_json(findings))
        typer.echo("[" + ",\n ".join(rows) + "]")
    else:
        show(findings)
        _tell(done.outcome)
    if findings:
        raise typer.Exit(FOUND)


@app.command()
def explain(
    rule: Annotated[
        str | None, typer.Argument(metavar="[RULE-ID]", help="规则的名称；不写则列出全部规则")
    ] = None,
) -> None:
    """说明一条规则：为什么要查，例子，怎样处理，依据和可信度。"""
    from unionxl.operations import findings
    from unionxl.operations.check_text import catalogue_line, page_lines

    if rule is None:
        for page in findings.catalogue().values():
            typer.echo(catalogue_line(page))
        return
    with with_hint(RULES):
        page = findings.explain(rule)
    for line in page_lines(page):
        typer.echo(line)


@app.command()
def budget(file: FileArgument, *, today: TodayOption = None) -> None:
    """生成《预算执行》。"""
    from unionxl.operations.checking import make_budget_report

    _tell(make_budget_report(_open(file), as_of=_today(today)))


@app.command()
def dues(file: FileArgument, *, today: TodayOption = None) -> None:
    """生成《会费收缴表》。"""
    from unionxl.operations.checking import make_dues_sheet

    _tell(make_dues_sheet(_open(file), as_of=_today(today)))


@app.command()
def charts(file: FileArgument, *, last: LastYearOption = None, today: TodayOption = None) -> None:
    """生成《年终图表》，图片另存到“图表”文件夹。"""
    from unionxl.operations.charts import make_charts

    with progress_of(2 * CHART_COUNT) as progress:
        workbook = _open(file, progress)
        outcome = make_charts(workbook, as_of=_today(today), last_year=_last_year(last))
    _tell(outcome)


@app.command()
def close(file: FileArgument, *, today: TodayOption = None) -> None:
    """生成《收支决算表》《经费公开》《台账目录》。"""
    from unionxl.operations.closing import close_year

    with progress_of(CLOSE_COUNT) as progress:
        outcome = close_year(_open(file, progress), as_of=_today(today))
    _tell(outcome)


@app.command()
def report(
    file: FileArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT.docx", help="要写的 Word 文档")],
    *,
    which: Annotated[
        str | None, typer.Option("--month", metavar="YYYY-MM", help="只写这个月的简报")
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="自己改过的 Word 模板")
    ] = None,
    last: LastYearOption = None,
    today: TodayOption = None,
) -> None:
    """写 Word 版年度工作总结，或一个月的简报。"""
    from unionxl.operations.reports import write_brief, write_report

    day = _today(today)
    with progress_of(CHART_COUNT + 1) as progress:
        workbook = _open(file, progress)
        if which is not None:
            outcome = write_brief(workbook, out, which, as_of=day, template=template)
        else:
            outcome = write_report(
                workbook, out, as_of=day, template=template, last_year=_last_year(last)
            )
    _tell(outcome)


@app.command()
def ics(
    file: FileArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT.ics", help="要写的日历文件")],
) -> None:
    """把年度计划写成日历文件，供 Outlook 和手机导入。"""
    from unionxl.operations.reports import write_calendar

    _tell(write_calendar(_open(file), out, stamp=dt.datetime.now().astimezone()))


@app.command()
def holidays(
    file: FileArgument,
    notice: Annotated[str, typer.Argument(metavar="NOTICE.txt", help="放假通知的文本，或 -")],
) -> None:
    """读取国务院办公厅放假通知的文本，填入《放假安排》。"""
    from unionxl.operations.holidays import record_notice

    _tell(record_notice(_open(file), notice, as_of=_today(None)))


@app.command()
def restore(file: FileArgument) -> None:
    """恢复最近的备份；再执行一次又回到现在。"""
    from unionxl.operations.restoring import restore_newest

    _tell(restore_newest(file, now=dt.datetime.now().astimezone()))


@app.command()
def repair(file: FileArgument, *, host: HostOption = "excel", today: TodayOption = None) -> None:
    """表格不见了（用别的程序另存过）的工作簿：在旁边另存一本修好的，原文件不动。"""
    from unionxl.operations.copying import repair as repaired

    _tell(repaired(_open(file), host=_host(host), today=_today(today)))


@app.command()
def setup(file: FileArgument) -> None:
    """把工作簿的按钮与本机的程序连接起来，并在桌面放快捷方式。"""
    from unionxl.operations.setting_up import set_up
    from unionxl.workbook.new.macros import interpreter_options

    _tell(set_up(_open(file), interpreter_options(), Path.home(), sys.platform))


@app.command()
def doctor(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="工作簿；不写则只看本机")
    ] = None,
) -> None:
    """看看按钮为什么不能用：Python、Excel、字体、权限、宏；有问题时退出码为 1。"""
    from unionxl.operations.doctor import examine

    symptoms = list(examine(file))
    for symptom in symptoms:
        typer.echo(str(symptom))
    if not all(symptom.is_well for symptom in symptoms):
        raise typer.Exit(FOUND)


def main() -> None:
    """Run the command line; every way to stop is a message in Chinese and an exit code."""
    _use_utf8()
    try:
        code = app(standalone_mode=False) or 0
    except UnionXLError as stop:
        code = _stop(stop_text(stop))
    except typer.TyperException as usage:
        names = (one.name or one.callback.__name__ for one in _commands() if one.callback)
        code = _stop(usage_text(usage, names))
    except typer.Exit as done:
        code = done.exit_code
    except (typer.Abort, KeyboardInterrupt):
        code = _stop("已中断，文件未改动。")
    except Exception as error:  # noqa: BLE001  a clerk must not see a traceback, whatever the bug
        code = _stop(what_broke(error))
    raise SystemExit(code)


def _commands() -> Iterator[CommandInfo]:
    """Give every command."""
    yield from (*app.registered_commands, *plan_app.registered_commands)


def _open(file: Path, progress: Callable[[str], None] = be_silent) -> PackageWorkbook:
    """Open a workbook file."""
    from unionxl.workbook.package.workbook import open_workbook

    return open_workbook(file, progress=progress, message=lambda text: typer.echo(f"· {text}"))


def _last_year(file: Path | None) -> Workbook | None:
    """Open last year's workbook if one was named."""
    return None if file is None else _open(file)


def _today(text: str | None) -> dt.date:
    """Return the day to work as of: the one asked for, else the only look at the clock."""
    if text is None:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise RequestError(
            f"“{text}”不是日期。", where="选项 --today", advice="请写成 2026-03-01 的样子。"
        ) from None


def _host(name: str) -> Host:
    """Return the spreadsheet program asked for."""
    from unionxl.workbook.vba.sources import Host

    try:
        return Host(name.lower())
    except ValueError:
        raise RequestError(
            f"没有为“{name}”准备的按钮。",
            where="选项 --for",
            advice=f"请从 {'、'.join(host.value for host in Host)} 中选一个。",
        ) from None


def _tell(outcome: Outcome) -> None:
    """Say what was done."""
    for line in outcome.lines():
        typer.echo(line)


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
