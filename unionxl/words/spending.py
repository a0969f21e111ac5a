"""What a payment was for, beyond the purposes that every sum is sorted by."""

from __future__ import annotations

import re
from functools import cache

from unionxl.words.lists import alternatives, any_of, words
from unionxl.words.numerals import ONES, number

LIST = "spending"
FEES = ("讲课费", "裁判费", "工作人员费")
EMPLOYER_COSTS = (
    *("教代会费用", "先进表彰奖励", "业务培训费"),
    *("行政日常开支", "党务费用", "劳动保护费用", "其他社团会费"),
)
_ANY_MONEY = frozenset({"补助", "补贴", "津贴", "劳务", "现金", "奖金", "酬劳", "酬金"})
_NUMBER = rf"([{ONES}十两]|\d{{1,3}})"
_HEADS = re.compile(rf"(?<![\d.]){_NUMBER}\s*[人名位]")
_DAYS = re.compile(rf"(?<![\d.]){_NUMBER}\s*[天日](?!\d)")
_TIMES = re.compile(rf"(?<![\d.]){_NUMBER}\s*(?:次|场|讲|期|课时|学时)")
_PIECES = re.compile(rf"(?<![\d.]){_NUMBER}\s*(?:台|套|件|个|把|架|部|组|只)")
_PRICE = re.compile(r"[每一][人名位次场讲天课学半][^\d，,。；;]{0,3}\d+(?:\.\d+)?元")
_HALF_DAY = re.compile(r"半天|半日|上午|下午")


def says(concept: str, text: str) -> bool:
    """Tell whether a text holds a word of a concept.

    >>> says("裁判费", "篮球赛裁判费（4人半天）"), says("裁判费", "篮球赛奖品")
    (True, False)
    """
    return bool(any_of(LIST, concept).search(text))


def word_of(concept: str, text: str) -> str:
    """Return the word of a concept that a text holds, empty where it holds none."""
    found = any_of(LIST, concept).search(text)
    return found[0] if found else ""


def equipment_in(text: str) -> tuple[str, str]:
    """Return what equipment a text says was bought, with its class; empty where it says none.

    >>> equipment_in("活动室音响设备一套"), equipment_in("音响租用"), equipment_in("电脑维修")
    (('音响', '通用设备'), ('', ''), ('', ''))
    """
    for kind in ("通用设备", "专用设备"):
        found = any_of(LIST, kind).search(text)
        if found and not _not_bought().search(text):
            return found[0], kind
    return "", ""


@cache
def _not_bought() -> re.Pattern[str]:
    """Return what is about equipment and buys none; 包, 套 and 线 stand at the word's side."""
    beside = "包|套装?|线|支架"
    plain = "|".join(re.escape(one) for one in words(LIST, "不是购置") if one not in beside)
    things = alternatives(LIST, "通用设备", "专用设备")
    return re.compile(rf"{plain}|(?:{things})(?:{beside})(?![一二两三四五六七八九十\d])")


def employer_cost_in(text: str) -> str:
    """Return the cost of the employer that a text names, empty where it names none.

    >>> employer_cost_in("教代会会议费"), employer_cost_in("优秀教师表彰奖励")
    ('教代会费用', '先进表彰奖励')
    >>> employer_cost_in("门卫工资"), employer_cost_in("送清凉慰问门卫")
    ('行政日常开支', '')
    >>> employer_cost_in("优秀教师座谈")
    ''
    """
    if not any_of(LIST, *EMPLOYER_COSTS).search(text):
        return _cost_of_school(text)
    for concept in EMPLOYER_COSTS:
        if not says(concept, text):
            continue
        if concept == "行政日常开支" and says("走访慰问", text):
            continue  # 慰问保安 is no cost of running the school
        is_paid_out = says("发给个人", text) or concept != "先进表彰奖励"
        is_joint = says("与工会合办" if concept == "党务费用" else "活动性质", text)
        if is_paid_out and not is_joint:
            return concept
    return _cost_of_school(text)


def _cost_of_school(text: str) -> str:
    """Return what the school spends on itself or its pupils, of a text that names no union cause.

    >>> _cost_of_school("办公室A4纸、硒鼓"), _cost_of_school("工会打印纸")
    ('行政日常开支', '')
    >>> _cost_of_school("学生运动会奖品"), _cost_of_school("会员子女儿童节活动")
    ('学生的费用', '')
    """
    if says("学生", text) and says("学生的开支", text) and not says("不是学生的", text):
        return "学生的费用"
    if says("教职工本人", text) and says("履行职务的开支", text) and not says("工会的事", text):
        return "业务培训、差旅和着装"
    if says("工会自用", text):
        return ""
    is_of_office = says("部门", text) and says("部门的用度", text)
    is_of_office = is_of_office or (says("学校的", text) and says("学校的开支", text))
    if says("教职工本人", text) and says("履行职务的开支", text):
        return "业务培训、差旅和着装"
    return (
        "行政日常开支" if is_of_office or says("行政用度", text) or says("办公耗材", text) else ""
    )


def allowance_in(text: str) -> str:
    """Return the name of an allowance that a text gives a payment, empty where it gives none.

    The last word is what was paid, those before it tell to whom; 补助 says less than 值班.

    >>> allowance_in("寒假春节值班费"), allowance_in("参加汇演误餐补助"), allowance_in("班主任话费")
    ('值班', '', '话费')
    """
    if says("可以发现金的事", text):
        return ""
    found: list[str] = any_of(LIST, "津贴名目").findall(text)
    plain = [word for word in found if word not in _ANY_MONEY]
    return (plain or found or [""])[-1]


def family_paid_for(text: str) -> str:
    """Return the word for the family of members that a text pays for, empty where it does not.

    >>> family_paid_for("春游家属门票"), family_paid_for("春游家属费用自理")
    ('家属', '')
    """
    return "" if says("家属以外", text) else word_of("家属", text)


def heads_told(text: str) -> int:
    """Return for how many persons a text says that it is, 0 where it does not."""
    return _number(_HEADS, text)


def fee_in(text: str) -> str:
    """Return the kind of fee for a person that a text names, empty where it names none.

    >>> fee_in("篮球赛裁判费"), fee_in("篮球赛奖品")
    ('裁判费', '')
    """
    if not any_of(LIST, *FEES).search(text):
        return ""
    return next(one for one in FEES if says(one, text))


def tells_price(text: str) -> bool:
    """Tell whether a text says what one time, or one head, cost.

    >>> tells_price("讲课费（2次，每次500元）"), tells_price("讲课费500元")
    (True, False)
    """
    return bool(_PRICE.search(text))


def half_days_told(text: str) -> int:
    """Return how many half days a text tells, 0 where it tells none.

    >>> half_days_told("裁判费（4人半天）"), half_days_told("裁判费2天"), half_days_told("裁判费")
    (1, 4, 0)
    """
    if _HALF_DAY.search(text):
        return 1
    return 2 * _number(_DAYS, text)


def times_told(text: str) -> int:
    """Return how many lectures a text tells, at least one."""
    return _number(_TIMES, text) or 1


def says_times(text: str) -> bool:
    """Tell whether a text says how many lectures there were.

    >>> says_times("教练费（8次）"), says_times("教练费")
    (True, False)
    """
    return _TIMES.search(text) is not None


def pieces_told(text: str) -> int:
    """Return how many pieces a text tells, at least one.

    >>> pieces_told("打印机2台"), pieces_told("活动室音响设备一套"), pieces_told("空调")
    (2, 1, 1)
    """
    return _number(_PIECES, text) or 1


def _number(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return (number(found[1]) or 0) if found else 0
