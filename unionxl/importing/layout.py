"""Lines that are no work: page furniture, site text, signatures, closing words, section titles."""

from __future__ import annotations

import re
from functools import cache

from unionxl.importing.numbering import read_number
from unionxl.importing.text import plain, squeeze
from unionxl.words.lists import alternatives, any_of
from unionxl.words.numerals import ONES

_PAGE = re.compile(
    r"""
    # 第3页共5页, 续上表, - 3 -
    (?:续上?表|接上[表页]|\(?续\)?|转下页|第\d+页(?:[,/]?共\d+页)?|共\d+页|-+\d+-+|\d+/\d+
    |[-=_*~.·—\s|:+]+|\d{1,3}|p\d+|page\d+|[合小总]计:?(?:[\d,.]+万?元?)?)
    """,
    re.VERBOSE,
)
_SHORTEST_DATE = 4  # xx.5
_DATE_LINE = re.compile(
    rf"""
    # 2026年3月1日, 二〇二六年三月
    [(]?(?:(?:19|20)\d\d|(?:20)?[xX*]{{2,4}}|二[〇零O0oO{ONES}]{{3}})[年./-]
    (?:[\dxX*]{{1,2}}|[{ONES}十]{{1,3}})(?:月|[./-])(?:(?:[\dxX*]{{1,2}}
    |[{ONES}十廿]{{1,3}})[日号]?)?[)]?
    """,
    re.VERBOSE,
)
LIST = "plan_lines"
# A few words in heavy brackets: 【联系方式】.
_IN_BRACKETS = re.compile(r"[【〖〔\[][^【】〖〗〔〕\[\]]{2,12}[】〗〕\]]:?")
MAX_HEADING = 30


def is_page_furniture(text: str) -> bool:
    """Tell whether a line only belongs to the page: 续表, page numbers, rules."""
    return _PAGE.fullmatch(squeeze(plain(text))) is not None


@cache
def _noise_anywhere() -> re.Pattern[str]:
    """Return what only the page of a site says: 下载本文, www.example.com."""
    words = alternatives(LIST, "网站文字", "网站用词")
    return re.compile(
        rf"https?:|www\.|\.(?:com|cn|net|org)(?![a-z])|{words}",
        re.IGNORECASE,
    )


@cache
def _noise_whole() -> re.Pattern[str]:
    """Return a whole line that only a site has: 收藏, 来源:…, ★工会计划范文."""
    return re.compile(
        rf"""
        (?: {alternatives(LIST, "网站按钮")} )
        | (?: {alternatives(LIST, "网站标签")} ) [:|].*
        | -* end -*
        | (?: {alternatives(LIST, "网站开头")} ) .*
        | 阅读:?\d+ | (?:长按|扫描?)(?:识别)?(?:上方|下方)?二维码.{{0,2}}关注.{{0,8}}
        | 时间:20\d\d-\d\d-\d\d.* | ID:\d+
        | [★☆] .* (?: \d+篇 | [★☆] .* (?: 计划 | 总结 | 范文 | 方案 ) )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def is_site_text(text: str) -> bool:
    """Tell whether a line is text of the web page that the plan was copied from.

    A word tells it only where no number stands before it: 1、扫码入会 is work.
    """
    folded = plain(text)
    bare = squeeze(folded)
    if _noise_whole().fullmatch(bare):
        return True
    return _noise_anywhere().search(bare) is not None and read_number(folded) is None


def is_site_form(text: str) -> bool:
    """Tell whether a whole line has a form that only sites have: 来源：…, —END—."""
    return _noise_whole().fullmatch(squeeze(plain(text))) is not None


def is_surely_site_text(text: str) -> bool:
    """Tell whether a line says what only the page of a site does; works say 扫码 and 小编, too."""
    return any_of(LIST, "网站文字").search(squeeze(plain(text))) is not None


def mentions_site(text: str) -> bool:
    """Tell whether a text holds a word that mostly the page of a site has."""
    return _noise_anywhere().search(squeeze(plain(text))) is not None


def is_date_line(text: str) -> bool:
    """Tell whether a line is a date with its year and nothing else."""
    return len(text) >= _SHORTEST_DATE and _DATE_LINE.fullmatch(squeeze(plain(text))) is not None


@cache
def _organisation() -> re.Pattern[str]:
    """Return the name of a union or a school: 某某小学工会."""
    return re.compile(rf"[^,。;:、!?()\d]{{2,28}}(?:{alternatives(LIST, '单位')})")


def is_organisation(text: str) -> bool:
    """Tell whether a line is only the name of a union or a school, as in a signature."""
    bare = squeeze(plain(text)).removesuffix("(盖章)")
    return _organisation().fullmatch(bare) is not None and not any_of(LIST, "动作").search(bare)


@cache
def _labelled() -> re.Pattern[str]:
    """Return a line with the label of a form's foot: 附件1, 抄送:…, 工会主席签字:…."""
    return re.compile(
        rf"""
        (?: 附件?\d* | 附[表录图]\d* | (?:工会|分会)?主席(?=:) | {alternatives(LIST, "落款")} )
        (?: :.* | \(.*\).* | \d* )?
        """,
        re.VERBOSE,
    )


def is_signature(text: str) -> bool:
    """Tell whether a line is a signature, a date, an attachment or a form's foot."""
    bare = squeeze(plain(text))
    if is_date_line(text) or is_organisation(text):
        return True
    signed = _DATE_LINE.search(bare)
    if signed and signed.end() == len(bare) and is_organisation(bare[: signed.start()]):
        return True
    return _labelled().fullmatch(bare) is not None


@cache
def _remark() -> re.Pattern[str]:
    return re.compile(rf"(?:[*※]\s?)?(?:{alternatives(LIST, '说明')})\d?(?::.*)?$")


def is_remark(text: str) -> bool:
    """Tell whether a line explains the arrangement: 注：, 备注：, 说明：."""
    return _remark().match(squeeze(plain(text))) is not None


def is_closing(text: str) -> bool:
    """Tell whether a line begins like the last paragraph of a plan: 总之, 让我们…."""
    return any_of(LIST, "收尾").match(squeeze(plain(text))) is not None


@cache
def _about_the_plan() -> re.Pattern[str]:
    """Return what speaks of the plan as a whole: 以上安排如有变动."""
    return re.compile(
        rf"""
        (?: 以上 | 上述 | 本 | 此 | 该 ) (?: [^,。;:]{{0,6}} )
        (?: {alternatives(LIST, "计划本身")} ) [^。;]{{0,20}} (?: {alternatives(LIST, "变动")} )
        """,
        re.VERBOSE,
    )


def is_about_the_plan(text: str) -> bool:
    """Tell whether a line says how the arrangement itself is to be taken.

    That is no work, whatever stands before it.
    """
    return _about_the_plan().match(squeeze(plain(text))) is not None


def is_bracketed(text: str) -> bool:
    """Tell whether a line is a few words in heavy brackets: 【联系方式】."""
    return _IN_BRACKETS.fullmatch(squeeze(plain(text))) is not None


@cache
def _heading_end() -> re.Pattern[str]:
    """Return the end of a section's title: 主要措施, 工作要求:."""
    return re.compile(rf"(?:{alternatives(LIST, '标题结尾')})(?:如下)?:?$")


def is_heading(text: str) -> bool:
    """Tell whether a text, its number taken off, is worded like a section title."""
    return _ends_with(_heading_end(), text)


@cache
def _arrangement() -> re.Pattern[str]:
    """Return the end of what announces work by month: 全年工作安排表, 活动计划如下:."""
    return re.compile(rf"(?:{alternatives(LIST, '安排标题')})(?:表|如下|\(.{{0,12}}\))?:?$")


def is_arrangement_title(text: str) -> bool:
    """Tell whether a text, its number taken off, announces work by month."""
    return _ends_with(_arrangement(), text)


def _ends_with(words: re.Pattern[str], text: str) -> bool:
    """Tell whether a short text ends with one of the words."""
    if len(text) > 2 * MAX_HEADING:
        return False
    bare = squeeze(plain(text))
    return len(bare) <= MAX_HEADING and words.search(bare) is not None
