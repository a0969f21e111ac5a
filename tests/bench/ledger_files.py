"""Workbook files with ledgers of any size, spliced into the sample year's own file."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from unionxl.sample.year import completed_plan, sample_year
from unionxl.tables.ledger import LEDGER
from unionxl.workbook.cells.addresses import column_letters
from unionxl.workbook.new.blank import build_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

YEAR = 2026
ACCOUNTS = (("501", "职工活动支出"), ("503", "职工服务支出"), ("505", "业务支出"))
DESCRIPTIONS = ("购置办公用品", "羽毛球训练场地", "教职工阅读图书", "打印装订", "慰问品运费")
DISTINCT_TEXTS = 20_000
HEADER_ROW = 3
COLUMNS = {column.field: column_letters(at) for at, column in enumerate(LEDGER.columns, 1)}
FORMULA = next(escape(column.formula) for column in LEDGER.columns if column.formula)[1:]
LAST = column_letters(len(COLUMNS))
FIRST_DAY = (dt.date(YEAR, 1, 1) - dt.date(1899, 12, 30)).days


def write_ledger_file(path: Path, row_count: int) -> None:
    """Write the sample year with a ledger of this many rows, thousands of texts and amounts."""
    rows = dict(sample_year(YEAR))
    rows["Plan"] = (*rows["Plan"], *completed_plan(YEAR))
    rows["Ledger"] = rows["Ledger"][:1]
    build_blank(path, year=YEAR, rows=rows, created=dt.datetime(YEAR, 1, 1, tzinfo=dt.UTC))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    table = next(name for name, content in parts.items() if b'displayName="Ledger"' in content)
    links = next(
        name
        for name, content in parts.items()
        if "worksheets/_rels/" in name and table.rsplit("/", 1)[1].encode() in content
    )
    sheet = links.replace("_rels/", "").removesuffix(".rels")
    first_string = parts["xl/sharedStrings.xml"].count(b"<si>")
    texts = list(_texts(row_count))
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        b"</sst>", "".join(f"<si><t>{text}</t></si>" for text in texts).encode() + b"</sst>"
    )
    parts[sheet] = _with_rows(parts[sheet], row_count, first_string)
    last = f"{LAST}{HEADER_ROW + row_count}".encode()
    parts[table] = re.sub(rb'ref="A3:[A-Z]+\d+"', b'ref="A3:' + last + b'"', parts[table])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _texts(row_count: int) -> Iterator[str]:
    """Yield the shared strings: the fixed ones, then voucher number and description of each row."""
    for code, name in ACCOUNTS:
        yield from (code, name)
    yield from ("会费", "赵一", "钱二", "孙三")
    for number in range(1, row_count + 1):
        yield f"记-{number}"
        yield f"{DESCRIPTIONS[number % len(DESCRIPTIONS)]}{number % DISTINCT_TEXTS}"


def _with_rows(content: bytes, row_count: int, first_string: int) -> bytes:
    """Return the sheet with its rows below the header replaced."""
    head, body = content.split(b"</row>", HEADER_ROW)[:HEADER_ROW], content
    start = sum(len(piece) + len(b"</row>") for piece in head)
    styles = re.findall(rb'<c r="([A-Z]+)4"[^>]*? s="(\d+)"', body)
    by_letter = {letter.decode(): style.decode() for letter, style in styles}
    end = body.index(b"</sheetData>")
    rows = "".join(_rows(row_count, first_string, by_letter))
    last = f"{LAST}{HEADER_ROW + row_count}".encode()
    whole = body[:start] + rows.encode() + body[end:]
    return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:' + last + b'"/>', whole)


def _rows(row_count: int, first_string: int, styles: dict[str, str]) -> Iterable[str]:
    """Yield the rows of the sheet."""
    fixed = len(ACCOUNTS) * 2 + 4
    people = first_string + fixed - 4
    balance = Decimal(0)
    for index in range(row_count):
        account = first_string + index % len(ACCOUNTS) * 2
        texts = first_string + fixed + index * 2
        amount = 100 + Decimal(index % 9999) / 100
        balance -= amount
        numbers: dict[str, Decimal | int] = {
            "booked_on": FIRST_DAY + index * 365 // row_count,
            "expense_amount": amount,
            "balance_amount": balance,
            "attachment_count": 1,
        }
        shared = {
            "voucher_no": texts,
            "description": texts + 1,
            "account_code": account,
            "account_name": account + 1,
            "fund_source": people,
            "handler": people + 1,
            "witness": people + 2,
            "approver": people + 3,
        }
        row = HEADER_ROW + 1 + index
        yield f'<row r="{row}">{"".join(_cells(row, numbers, shared, styles))}</row>'


def _cells(
    row: int, numbers: dict[str, Decimal | int], shared: dict[str, int], styles: dict[str, str]
) -> Iterator[str]:
    """Yield the filled cells of one row from left to right."""
    for field, letter in COLUMNS.items():
        start = f'<c r="{letter}{row}" s="{styles.get(letter, "0")}"'
        if field in shared:
            yield f'{start} t="s"><v>{shared[field]}</v></c>'
        elif field == "balance_amount":
            yield f"{start}><f>{FORMULA}</f><v>{numbers[field]}</v></c>"
        elif field in numbers:
            yield f"{start}><v>{numbers[field]}</v></c>"
