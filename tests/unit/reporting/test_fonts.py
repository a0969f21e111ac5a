from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pytest

from unionxl.errors import FontNotFoundError
from unionxl.reporting.fonts import ChartFont, _candidates, find_font, first_usable, packaged_fonts

LATIN = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


def test_a_font_without_chinese_characters_is_passed_over() -> None:
    (chinese,) = packaged_fonts()
    assert first_usable([LATIN, chinese]).path == chinese


def test_what_is_no_font_is_passed_over(tmp_path: Path) -> None:
    odd = tmp_path / "odd.ttf"
    odd.write_bytes(b"no font")
    (chinese,) = packaged_fonts()
    assert first_usable([odd, tmp_path / "missing.ttf", tmp_path, chinese]).path == chinese


def test_a_variable_font_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChartFont, "is_variable", property(lambda _self: True))
    with pytest.raises(FontNotFoundError, match="请安装"):
        first_usable(packaged_fonts())


def test_without_a_font_the_clerk_is_told_what_to_install() -> None:
    with pytest.raises(FontNotFoundError, match="没有找到可用的中文字体，图表未生成。请安装"):
        first_usable([LATIN])


def test_this_machine_has_a_font() -> None:
    assert find_font().missing("工会经费龑喆") == ""


@pytest.mark.parametrize(
    ("platform", "first"), [("win32", "msyh.ttc"), ("darwin", "Hiragino Sans GB.ttc")]
)
def test_every_system_has_its_own_first_choice(platform: str, first: str) -> None:
    assert next(iter(_candidates(platform))).name == first


def test_characters_that_the_font_lacks_are_named_once_and_marked() -> None:
    font = first_usable(packaged_fonts())
    assert font.missing("𠮷𠮷a\n") == "𠮷"
    assert font.drawable("𠮷a\x07") == "〓a"
    assert font.width("𠮷", 10) == font.width("〓", 10)
