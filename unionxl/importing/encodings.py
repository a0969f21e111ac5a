"""Bytes of a text file to text: UTF-8, UTF-16, GB18030 or Big5, and the repair of one mishap."""

from __future__ import annotations

import codecs
import re

from unionxl.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Words of union plans in both scripts: where a text is too short for statistics they decide.
_WORDS = (
    *("月", "的", "，", "。", "、", "：", "安排", "工会", "工會", "计划", "計劃", "活动", "活動"),
    *("开展", "開展", "组织", "組織", "职工", "職工", "幼儿园", "幼兒園", "教师", "教師"),
)
_WORD_WEIGHT = 6
_GB2312_COMMON = (0xB0, 0xD7)
_BIG5_COMMON = (0xA4, 0xC6)
_SAMPLE = 20_000
_RARELY = 200
_MOST = 0.6
_NEARLY_ALL = 0.8
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_MARKS_USED = frozenset("，。、；：？！（）“”‘’《》【】—…·　")


def decode(data: bytes, where: str = "文档") -> str:
    """Return the text of a plain text file.

    Raises:
        DocumentError: The bytes are no text in one of the known encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _repaired(data.decode(encoding, errors="replace").removeprefix("\ufeff"))
    if b"\0" in data:
        return _decode_wide(data, where)
    try:
        return _repaired(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_narrow(data, where)


def _repaired(text: str) -> str:
    """Undo UTF-8 that was once read as GBK (宸ヤ細); other text is left alone.

    Chinese hardly ever survives this way back, so most lines coming out clean is proof enough. A
    line that lost a byte on the way stays as it is.
    """
    lines = text.split("\n")
    foreign = [line for line in lines if not line.isascii()]
    clean = {line: found for line in foreign if (found := _read_back(line))}
    if not foreign or len(clean) < _MOST * len(foreign):
        return text
    return "\n".join(clean.get(line, line) for line in lines).removeprefix("\ufeff")


def _read_back(line: str) -> str:
    """Return a line whose GBK bytes are read as UTF-8, "" when they are not."""
    try:
        found = line.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return ""
    return found if _CHINESE.search(found) else ""


def _decode_wide(data: bytes, where: str) -> str:
    """Decode UTF-16 without a mark, known by the empty half of its ASCII characters."""
    low, high = data[1::2].count(0), data[0::2].count(0)
    encoding = "utf-16-le" if low >= high else "utf-16-be"
    text = data.decode(encoding, errors="replace")
    usual = sum(1 for char in text if char.isascii() or _CHINESE.match(char) or char in _MARKS_USED)
    if "\0" in text or usual < _NEARLY_ALL * len(text):
        raise _not_text(where)
    return text


def _decode_narrow(data: bytes, where: str) -> str:
    """Choose between GB18030 and Big5, or UTF-8 with a few damaged bytes."""
    damaged = data.decode("utf-8", errors="replace")
    losses = damaged.count("\ufffd")
    if losses * _RARELY <= len(damaged) and not damaged.replace("\ufffd", "").isascii():
        return _repaired(damaged)
    texts = {name: data.decode(name, errors="replace") for name in ("gb18030", "big5hkscs")}
    best = max(texts, key=lambda name: _likelihood(texts[name][:_SAMPLE], name))
    text = texts[best]
    if text.count("\ufffd") * _RARELY > len(text) + _RARELY:
        raise _not_text(where)
    return text


def _likelihood(text: str, encoding: str) -> float:
    """Score how much a text looks like Chinese: common characters and words of the field."""
    foreign = [char for char in text if not char.isascii()]
    if not foreign:
        return 0.0
    common = sum(1 for char in foreign if _is_common(char, encoding))
    words = sum(text.count(word) * len(word) for word in _WORDS)
    losses = text.count("\ufffd")
    return (common + _WORD_WEIGHT * words - 10 * losses) / len(foreign)


def _is_common(char: str, encoding: str) -> bool:
    """Tell whether a character is one of the frequent ones of its encoding."""
    name, (low, high) = (
        ("gb2312", _GB2312_COMMON) if encoding == "gb18030" else ("big5", _BIG5_COMMON)
    )
    try:
        return low <= char.encode(name)[0] <= high
    except UnicodeEncodeError:
        return False


def _not_text(where: str) -> DocumentError:
    """Return the reason why bytes are no text."""
    return DocumentError(
        "不是可以识别的文本（支持 UTF-8、UTF-16、GBK、Big5 编码）。",
        where=where,
        advice="请用记事本打开，另存为 UTF-8 编码后再导入。",
    )
