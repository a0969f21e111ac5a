"""The pictures of the README show what the demo makes today."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.make_pictures import FOLDER, INPUTS, PICTURES, inputs

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_pictures_are_not_older_than_what_they_show() -> None:
    """Make them anew with `python -m tests.make_pictures`, and look at every one."""
    assert INPUTS.read_text("utf-8") == inputs()


def test_the_readme_shows_pictures_of_the_script_and_no_others() -> None:
    text = README.read_text("utf-8")
    shown = [line.partition("](")[2].rstrip(")") for line in text.splitlines() if line[:2] == "!["]
    ours = [f"tests/golden/pictures/{one.name}" for one in PICTURES]
    assert shown == ours
    assert sorted(path.name for path in FOLDER.glob("*.png")) == sorted(
        one.name for one in PICTURES
    )


def test_every_picture_shows_something() -> None:
    for one in PICTURES:
        with Image.open(FOLDER / one.name) as picture:
            assert picture.width > 600
            assert len(picture.getcolors() or ()) > 8
