"""Characters and widths: one plain form for matching, while the written form is kept.

`plain` maps every character to one character, so that a place found in the plain text is the same
place in the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Traditional forms of the characters that heads, titles and table headers are made of.
_TRADITIONAL = dict(
    zip(
        "計劃會總結內時間備註負責動點項務節慶組織開學園報範續週曆體檢導級單區設長員條規辦則標實書應"
        "稱參對經費業預與數類別說執處聯絡話場進獎勵練習講師職遊戲賽國際婦兒親勞館縣鄉鎮擬暫號圍產"
        "發資訊議審協屬機構書記組課題階專題將隊",
        "计划会总结内时间备注负责动点项务节庆组织开学园报范续周历体检导级单区设长员条规办则标实书应"
        "称参对经费业预与数类别说执处联络话场进奖励练习讲师职游戏赛国际妇儿亲劳馆县乡镇拟暂号围产"
        "发资讯议审协属机构书记组课题阶专题将队",
        strict=True,
    )
)
_DASHES = dict.fromkeys("‐‑‒–—―─━−﹣", "-")
_OTHER = {"∶": ":", "〜": "~", "∼": "~", "﹒": ".", "○": "〇", "丨": "|", "\v": "\n"}

# A converter's reading in brackets after a character, as in 級(jí): it holds a vowel with a tone.
_READING = re.compile(
    r"(?<=[\u3400-\u9fff])\((?=[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])"
    r"[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,7}\)"
)
_FEW_READINGS = 3
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _folded(char: str) -> str:
    """Return the half-width form; a pictogram becomes a bullet, a circled ① keeps its mark."""
    category = unicodedata.category(char)
    compatible = unicodedata.normalize("NFKC", char)
    if category == "So" and compatible == char:
        return "●"
    return char if category == "No" or len(compatible) != 1 else compatible


class _Plain(dict[int, str]):
    """Fills itself with the plain form of each character met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _DASHES.get(char) or _OTHER.get(char) or _TRADITIONAL.get(char)
        if folded is None:
            folded = _folded(char)
        self[code] = folded
        return folded


_PLAIN = _Plain()
_LONG_LINE = 500


def plain(text: str) -> str:
    """Return the text for matching: half width, simple dashes, spaces; the same length.

    >>> plain("３月：１．２　（三）")
    '3月:1.2 (三)'
    """
    return _plain_line(text) if len(text) <= _LONG_LINE else text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def _plain_line(text: str) -> str:
    """Return the plain form of a line; one line is asked for many times over."""
    return text.translate(_PLAIN)


def squeeze(text: str) -> str:
    """Return the text without white space."""
    return _squeezed_line(text) if len(text) <= _LONG_LINE else "".join(text.split())


@lru_cache(maxsize=4096)
def _squeezed_line(text: str) -> str:
    return "".join(text.split())


def display_width(text: str) -> int:
    """Return the columns that a text takes up, a Chinese character being two."""
    return len(text.encode("gb18030", errors="replace"))  # one byte a half, two a full width


def without_noise(texts: list[str]) -> list[str]:
    """Drop characters that nobody sees, and readings in brackets where a converter left them."""
    cleaned = [_CONTROL.sub("", _INVISIBLE.sub("", text)) for text in texts]
    readings = sum(len(_READING.findall(text)) for text in cleaned)
    if readings < _FEW_READINGS:
        return cleaned
    return [_READING.sub("", text) for text in cleaned]
