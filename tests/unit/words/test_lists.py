"""The word lists: every example says what its row says, and the quick reader reads as TOML does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from unionxl.domain.uses import public_words
from unionxl.errors import UnionXLError
from unionxl.importing.columns import Role, column_role
from unionxl.importing.months import unscheduled_label
from unionxl.words import lists
from unionxl.words.lists import Row, any_of, plainly_read, read_as_toml, rows, templates_folder
from unionxl.words.people import may_be_name
from unionxl.words.purposes import Purpose, purposes_in
from unionxl.words.relatives import relative_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER = templates_folder() / "words"
LISTS = sorted(path.stem for path in FOLDER.glob("*.toml"))


def _stands_in_its_example(name: str, row: Row) -> bool:
    return any_of(name, row.concept).search(row.example) is not None


KIN = ("公公", "岳父", "公公岳父", "婆婆", "岳母", "婆婆岳母", "父", "母")
COLUMNS = {
    "序号": Role.INDEX,
    "时期": Role.PERIOD,
    "周次": Role.WEEK,
    "负责人": Role.OWNER,
    "旁栏": Role.EXTRA,
    "旁栏开头": Role.EXTRA,
    "旁栏不是": None,
    "备注": Role.REMARK,
    "备注开头": Role.REMARK,
    "月份": Role.MONTH,
    "时间": Role.DAY,
    "内容": Role.CONTENT,
    "内容修饰": Role.CONTENT,
}
# What an example must show, where a list means more than that its words stand in a text.
MEANINGS: dict[str, Callable[[Row, str], bool]] = {
    "purposes": lambda row, text: Purpose(row.concept) in purposes_in(text),
    "people": lambda row, text: may_be_name(text) is (row.concept == "族名"),
    "relatives": lambda row, text: relative_in(text) == row.concept,
    "plan_columns": lambda row, text: column_role(text) is COLUMNS[row.concept],
    "times": lambda row, text: unscheduled_label(text) == row.word,
    "uses": lambda row, text: public_words()[Purpose(text)] == row.concept,
    "kin": lambda row, text: row.word in text and bool(relative_in(text)) is (row.concept in KIN),
}
ROWS = [(name, row) for name in LISTS for row in rows(name)]
IDS = [f"{name}-{row.concept}-{row.word}" for name, row in ROWS]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_as_any_reader_of_toml_reads_it(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    assert plainly_read(text) == read_as_toml(text) == rows(name)


@pytest.mark.parametrize("name", LISTS)
def test_a_word_stands_once_for_a_concept(name: str) -> None:
    named = [(row.word, row.concept) for row in rows(name)]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(("name", "row"), ROWS, ids=IDS)
def test_an_example_shows_what_its_row_says(name: str, row: Row) -> None:
    assert re.search(row.pattern, row.example)
    meaning = MEANINGS.get(name)
    assert meaning(row, row.example) if meaning else _stands_in_its_example(name, row)


@pytest.mark.parametrize(
    ("name", "row"),
    [pair for pair in ROWS if pair[1].unless],
    ids=[one for one, pair in zip(IDS, ROWS, strict=True) if pair[1].unless],
)
def test_a_word_means_nothing_within_a_text_of_unless(name: str, row: Row) -> None:
    within = [text for text in row.unless if row.word in text]
    word = re.compile(row.pattern)
    assert not any(word.match(text, text.index(row.word)) for text in within)
    beside = [f"{row.word}{text}" for text in row.beside]
    assert not any(MEANINGS[name](row, text) for text in beside)


def test_a_list_written_otherwise_is_read_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words").mkdir()
    text = '[[row]]\nword = "春游"\nconcept = "春秋游"\nexample = "组织春游"\n'
    (tmp_path / "words" / "own.toml").write_text(text, "utf-8")
    monkeypatch.setattr(lists, "templates_folder", lambda: tmp_path)
    assert rows("own") == (Row("春游", "春秋游", (), "组织春游"),)


@pytest.mark.parametrize("text", ["row = [", 'row = [{word = "春游"}]', "row = 3", ""])
def test_a_list_that_cannot_be_read_is_named(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / f"bad{len(text)}.toml").write_text(text, "utf-8")
    monkeypatch.setattr(lists, "templates_folder", lambda: tmp_path)
    with pytest.raises(UnionXLError, match="words/bad"):
        rows(f"bad{len(text)}")
