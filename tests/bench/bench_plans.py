"""How long plan documents take to be read: long ones, and such as were made to be slow.

python -m tests.bench.bench_plans
"""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

from docx import Document

from unionxl.importing.documents import read_bytes, text_lines
from unionxl.importing.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "2026年工会工作计划\n"
PAGES, LINES_A_PAGE = 100, 38
SECONDS = "{:40}{:8.2f} s   (bar: {:.1f})"


def month_heads(count: int) -> str:
    """Return a document that is nothing but month heads."""
    return TITLE + "".join(f"{at % 12 + 1}月：\n" for at in range(count))


def outline(count: int) -> str:
    """Return an outline of works, each with its month."""
    lines = (
        "一、文体活动" if at % 20 == 0 else f"{at % 20}、{at % 12 + 1}月第{at}次联赛"
        for at in range(count)
    )
    return TITLE + "\n".join(lines)


def one_month(count: int) -> str:
    """Return a list without numbers under one month."""
    return f"{TITLE}三月：\n1、例会\n四月：\n" + "".join(
        f"组织第{at}次活动\n" for at in range(count)
    )


def hundred_pages() -> bytes:
    """Return a Word document of prose and months."""
    document = Document()
    document.add_paragraph(TITLE.strip())
    for at in range(PAGES * LINES_A_PAGE):
        prose = f"认真学习上级工会的精神，扎实做好第{at}项工作，努力提高服务教职工的水平。"
        month = f"{at // LINES_A_PAGE % 12 + 1}月份："
        document.add_paragraph(month if at % LINES_A_PAGE == 0 else prose)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    pages = hundred_pages()
    cases: tuple[tuple[str, float, Callable[[], object]], ...] = (
        ("Word, 100 pages", 2.0, lambda: parse_plan(read_bytes(pages))),
        ("111,000 month heads", 5.0, lambda: parse_plan(text_lines(month_heads(111_000)))),
        ("60,000 lines of an outline", 30.0, lambda: parse_plan(text_lines(outline(60_000)))),
        ("60,000 lines of one month", 30.0, lambda: parse_plan(text_lines(one_month(60_000)))),
    )
    for name, bar, work in cases:
        print(SECONDS.format(name, seconds(work), bar))


if __name__ == "__main__":
    main()
