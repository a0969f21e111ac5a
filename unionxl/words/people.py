"""Names of persons in what a clerk types."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    "代覃区付冼邸阿刀旦扎次隋丛苑楚亓原粟苟晋栗占敬税尉漆迟丘麦练楼邝植揭涂綦禚矫郇庹淦呙卿禤苌郄靖巨泮洛"
    "鄢侍俎兰冮凃励卯尧弋忻恽扆旷朴杞汝沐渠玄琚犹疏皋芦芶茆菅萨衷裔谌豆贠赫轩辜遆郅郐郯鄞钦锁锺闪颉骞鬲鲜鹿"
    "仝佀帖撖妥檀枚柘毓宛寸昃揣迮斛滦畅畲肇虢瓮镡钊"
)
_GROUPS = (
    "会员|职工|教师|教工|老师|员工|人员|小组|工会|退休|代表|骨干|青年|获奖|家属|子女|干部|委员|"
    "主席|参加|参赛|困难|同志们|大家|部门|年级|教研|后勤|食堂|若干|有关|相关|"
    "党员|志愿|学生|幼儿|保育|单位|公司|商店|超市|中心|协会|医院|各|队|组|校|处|室"
)
# 班 is a family name, and the others may be within a given name: 班超, 贺新, 王亚男, 陈园园.
_GROUP_WORDS = re.compile(rf"{_GROUPS}|[班全女男新园科]")
# What no name of a person begins with, though some of it begins with a family name.
_OPENINGS = (
    r"班[主长级组委干车子里上内]|全[体园校班员家年勤科院段国省县市区乡镇托日场程月天季]|[男女新园科]|"
    rf"[初高](?:[级段龄知考]|[一二三中](?:$|[男女生文理段部的]))|[小老大].$|[{ONES}十两几每某众群这第该此另本自他她你我]|"
    r"其(?!其格)|[副总分未不无待详附如已共合教保医病患孕产寿孤遗亲父丈妻爷奶幼托语数音体美艺学舞篮足排乒羽电档财政]|"
    r"[临编兼聘实慰礼福饭餐蛋粽购付领发报借补]|"
    r"党[委办群政支总组校团]|党建$|团[委队员]|司[机法]|劳[模动务技保]|毕业|单[亲身项独]|农民|双[方职节女]|应[届聘急发]|"
    r"安[保全]|文[印科综秘体]|国[旗庆家际]|师[傅生徒德]|车[间管主]|水[电工果]|卫生|居[民委家]|计[生划]|先进|优秀|"
    r"家[庭长委]|公[办务寓]|干事|管理|支[教委出付部]|经[办手费审]|宣传|广大|别人|何人|向导|游客|能手|时任|常[委务规]|"
    r"武警|商[家户]|花[工匠费店圃朵]|房[东管]|项目|成[员人]|从业|段长|元[旦宵]|明细|费用|余额|鲜花|税务|练习|满月|"
    r"门卫|门房|厨|会计|出纳|外[教聘婆公]|书记|主[任办]|行政|德育|办公|人事|图书|信息|英语|社团|兴趣|无党|民主|"
    r"军|复员|转业|少先|在[职编岗校园]|合同|代课|儿[子女]|母亲|爱人|配偶|匿名|春[节季]|节[日假]|端午|中秋|重阳|"
    r"小学|[低中]段|年段|冠军|亚军|见[附表名]|以[上下]|[上下]述|同上|名单|清单|详见|供应|先生|女士|"
    r"宿[管舍]|通用|交流|顶岗|正式|妈妈|宝妈|哺乳|帮[厨扶]|主厨|中[层级]|名[师册]|特[级困教]|见习|转正|调[入出解]|"
    r"离[职休]|内退|长病|工勤|青[工教]|老[同党干教校]|先锋|优胜|最佳|参与|到场|裁判|评委|嘉宾|选手|义[工务]|客座|"
    r"辅警|警卫|护[士工]|早教|物理|化学|生物|历史|地理|心理|综合|理科|资料|收发|打字|秘书|审计|生活|集[体团]|所有|"
    r"[东西南北花]园$|关[爱工]|[金银铜]牌|文艺|计财|党务|马拉松|康复|时[间段]|红旗|和谐|童[心声]|平[时均]|"
    r"人人|多人|个别|部分|少数|等等|暂|同[前左]|签|汇总|对象|受助|结对|低保|重病|夫妻|回民|民族"
)
_ENDINGS = (
    r"[店厂社局站馆所街县市区部院员户办网库号房们者属族册表工]|(?:园|校|科|班|家|部|局|站|店|厂|院|所)长|.园长|委会|事会|"
    rf"[办手益责事持系名退病老盲军工本个他两{ONES}十]人|主任|书记|会计|出纳|师傅|阿姨|大爷|点师"
)
_NO_NAME = re.compile(rf"{_GROUPS}|(?<=.)班|^(?:{_OPENINGS})|(?:{_ENDINGS})$")
# A part of a school may be called 江南园 or 安全科; 陈园园 is somebody.
_PERHAPS_A_PLACE = re.compile(r"..(?:(?<!园)园|科)|[班全].*")
_SEPARATOR = re.compile(r"[、,，;；/\s|]+")
_SPREAD_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]{1,2}(?![\u4e00-\u9fff]))"
)
_AND = re.compile(r"(?<=..)[和及与](?=..)")
_ASIDE = re.compile(r"[（(\[【].*?[)）\]】]")
_ENDING = re.compile(
    r"(?:等[\d一二两三四五六七八九十百]*[人名位]?|同志|老师|师傅|先生|女士|[\d一二两三四五六七八九十百]+[人名位])+$"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DOTTED_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}[·•．][\u4e00-\u9fff·•．]{1,12}")
_BORROWED_NAME = re.compile(
    r"(?=[\u4e00-\u9fff]{2,6}$).*(?:古丽|[买麦艾]买提|麦麦提|吐尔逊|阿依|阿[卜布不]都|努尔|木拉提|帕提古|热合曼|"
    r"其其格|巴特尔|巴雅尔|图雅|高娃|斯琴|乌云|萨仁|娜仁|苏日娜|卓玛|扎西|次仁|多吉|格桑|央金|拉姆|旦增|白玛|尼玛|达瓦)"
)
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
    if not may_be_name(text):
        return False
    if _DOTTED_NAME.fullmatch(text) or _BORROWED_NAME.match(text):
        return True
    if text[:2] in _DOUBLE_FAMILY_NAMES:
        return True
    if len(text) > _LONGEST_SINGLE or text[0] not in _FAMILY_NAMES:
        return False
    return not _PERHAPS_A_PLACE.fullmatch(text)


@lru_cache(maxsize=65_536)
def may_be_name(text: str) -> bool:
    """Tell whether a word that stands for one person can be the name of one.

    >>> may_be_name("海清"), may_be_name("江南园"), may_be_name("后勤处")
    (True, True, False)
    """
    if _DOTTED_NAME.fullmatch(text):
        return True
    is_han = bool(_HAN_NAME.fullmatch(text) or _BORROWED_NAME.match(text))
    return is_han and not _NO_NAME.search(text)


@lru_cache(maxsize=65_536)
def names_in(text: str) -> tuple[str, ...]:
    """Return the entries of a list that look like names of persons."""
    return tuple(part for part in parts_of_list(text) if looks_like_name(part))


def names_among(entries: Iterable[str], *, each_is_one: bool) -> tuple[str, ...]:
    """Return the entries of a list that are names; any that may be one if each is one person.

    >>> names_among(["海清"], each_is_one=True), names_among(["海清"], each_is_one=False)
    (('海清',), ())
    """
    is_name = may_be_name if each_is_one else looks_like_name
    return tuple(one for one in entries if is_name(one))


@lru_cache(maxsize=65_536)
def is_group(text: str) -> bool:
    """Tell whether a text speaks of a group, such as 全体会员.

    >>> is_group("全体会员"), is_group("贺新、王亚男"), is_group("贺新、大班")
    (True, False, True)
    """
    if not _GROUP_WORDS.search(_ASIDE.sub("", text)):
        return False
    entries = parts_of_list(text)
    return not entries or not all(map(looks_like_name, entries))
