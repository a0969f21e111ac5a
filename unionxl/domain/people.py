"""Names of persons in what a clerk types."""

from __future__ import annotations

import re
from functools import lru_cache

# What stands where a name belongs and names nobody.
NOBODY = frozenset(("", "无", "-", "--", "－", "—", "——", "/", "／", "\\", "待定", "未定", "空"))
# The family names that nearly all names begin with, the double ones first.
_DOUBLE_FAMILY_NAMES = frozenset(
    {
        *("欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯"),
        *("诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠"),
        *("公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "令狐"),
        *("百里", "呼延", "东郭", "南门", "西门"),
    }
)
_FAMILY_NAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘"
    "党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古"
    "易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋"
    "沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟肖闫"
    "代覃区付冼邸阿刀旦扎次"
)
_GROUP_WORDS = re.compile(
    r"全|会员|职工|教师|教工|老师|员工|人员|女|男|小组|工会|退休|代表|骨干|青年|新|获奖|家属|子女|干部|委员|"
    r"主席|参加|参赛|困难|同志们|大家|部门|年级|教研|后勤|食堂|各|若干|有关|相关|班|队|组|园|校|处|室|科|"
    r"党员|志愿|学生|幼儿|保育|单位|公司|商店|超市|中心|协会|医院"
)
_SEPARATOR = re.compile(r"[、,，;；/\s|]+")
_SPREAD_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]{1,2}(?![\u4e00-\u9fff]))"
)
_AND = re.compile(r"(?<=..)[和及与](?=..)")
_ASIDE = re.compile(r"[（(\[【].*?[)）\]】]")
_ENDING = re.compile(
    r"(?:等[\d一二两三四五六七八九十百]*[人名位]?|同志|老师|师傅|先生|女士|[\d一二两三四五六七八九十百]+[人名位])$"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DOTTED_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}[·•．][\u4e00-\u9fff·•．]{1,12}")
_LONGEST_SINGLE = 3


@lru_cache(maxsize=65_536)
def parts_of_list(text: str) -> tuple[str, ...]:
    """Return the single entries of a list of names, without titles and asides.

    >>> parts_of_list("王芳（产假）、李娜同志")
    ('王芳', '李娜')

    A single character stands for nobody, so that 王 芳 is one name.
    """
    listed = _SEPARATOR.split(_SPREAD_NAME.sub(r"\1", _ASIDE.sub("", text)))
    parts = (part for parts in map(_AND.split, listed) for part in parts)
    return tuple(name for part in parts if (name := _ENDING.sub("", part)))


@lru_cache(maxsize=4096)
def names_in_both(first: str, second: str) -> frozenset[str]:
    """Return the names that two cells share."""
    return frozenset(parts_of_list(first)).intersection(parts_of_list(second)) - NOBODY


@lru_cache(maxsize=65_536)
def looks_like_name(text: str) -> bool:
    """Tell whether a word is the name of a person rather than of a group or a place.

    >>> looks_like_name("欧阳修远"), looks_like_name("全体会员"), looks_like_name("食堂")
    (True, False, False)
    """
    if _DOTTED_NAME.fullmatch(text):
        return True
    if not _HAN_NAME.fullmatch(text) or _GROUP_WORDS.search(text):
        return False
    if text[:2] in _DOUBLE_FAMILY_NAMES:
        return True
    return text[0] in _FAMILY_NAMES and len(text) <= _LONGEST_SINGLE


@lru_cache(maxsize=65_536)
def names_in(text: str) -> tuple[str, ...]:
    """Return the entries of a list that look like names of persons."""
    return tuple(part for part in parts_of_list(text) if looks_like_name(part))


@lru_cache(maxsize=65_536)
def is_group(text: str) -> bool:
    """Tell whether a text speaks of a group, such as 全体会员."""
    return bool(_GROUP_WORDS.search(_ASIDE.sub("", text)))
