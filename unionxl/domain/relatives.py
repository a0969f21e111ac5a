"""Relatives in the words that clerks use, so that one relative has one name."""

from __future__ import annotations

import re
from functools import lru_cache

_SAME = {
    "父亲": "爸爸 老爸 爸 父亲 先父 家父 生父 父 爹",
    "母亲": "妈妈 老妈 妈 母亲 先母 家母 生母 母 娘亲 老娘",
    "公公": "公公 公爹",
    "婆婆": "婆婆 婆母",
    "岳父": "岳父 岳丈 老丈人 丈人",
    "岳母": "岳母 丈母娘 丈母",
    "配偶": "配偶 老伴 丈夫 老公 妻子 老婆 妻 爱人 太太 夫人",
    "儿": "孩子 小孩",
    "儿子": "儿子 爱子 长子 次子 幼子 独子",
    "女儿": "女儿 爱女 长女 次女 幼女 独女",
    "爷爷": "爷爷 祖父",
    "奶奶": "奶奶 祖母",
    "外公": "外公 外祖父 姥爷",
    "外婆": "外婆 外祖母 姥姥",
    "兄": "哥哥 兄长 哥 兄",
    "弟": "弟弟 弟",
    "姐": "姐姐 姐",
    "妹": "妹妹 妹",
    # Who is no parent, though the word for one is in the name.
    "伯父": "伯父 大伯 伯伯",
    "伯母": "伯母 大妈",
    "叔父": "叔父 叔叔",
    "叔母": "叔母 婶婶 婶",
    "姑母": "姑母 姑妈 姑姑",
    "姑父": "姑父",
    "舅父": "舅父 舅舅",
    "舅母": "舅母 舅妈",
    "姨母": "姨母 姨妈",
    "姨父": "姨父",
    "继父": "继父",
    "继母": "继母",
    "养父": "养父",
    "养母": "养母",
    "亲家": "亲家公 亲家母",
}
_FATHERS, _MOTHERS = "父亲 爸爸 爸 父", "母亲 妈妈 妈 母"
# Whose parents: where the word does not say husband or wife, either of two.
_IN_LAWS = (
    ("丈夫 老公", "公公", "婆婆"),
    ("妻子 老婆", "岳父", "岳母"),
    ("爱人 配偶 老伴", "公公岳父", "婆婆岳母"),
)
_RELATIVE_OF_WORD = {word: relative for relative, words in _SAME.items() for word in words.split()}
RELATIVES = tuple(_RELATIVE_OF_WORD)  # every word for one
_RELATIVE_OF_WORD |= {
    f"{spouse}{of}{parent}": relative
    for spouses, father, mother in _IN_LAWS
    for parents, relative in ((_FATHERS, father), (_MOTHERS, mother))
    for spouse in spouses.split()
    for of in ("", "的")
    for parent in parents.split()
}
_BOTH = "父母 爸妈 公婆 岳父母 祖父母 兄弟姐妹 兄弟 姐妹"  # do not say which of them
_ANY_WORD = re.compile(
    "|".join(sorted((*_RELATIVE_OF_WORD, *_BOTH.split()), key=len, reverse=True))
)


@lru_cache(maxsize=4096)
def relative_in(text: str) -> str:
    """Return the first relative that a text names; empty when it names none.

    A relative that another may be has a name within that of the other.

    >>> relative_in("妈妈去世"), relative_in("母亲病故"), relative_in("爱人的父亲去世")
    ('母亲', '母亲', '公公岳父')
    """
    words = _ANY_WORD.findall(text)
    return next((_RELATIVE_OF_WORD[word] for word in words if word in _RELATIVE_OF_WORD), "")
