"""What a payment or a service is for, read from the words that clerks use."""

from __future__ import annotations

import enum
import re
from functools import lru_cache


class Purpose(enum.Enum):
    """A kind of benefit or cost that rules and sums look at; the value is the word for it."""

    REMITTANCE = "上缴经费"
    INSURANCE = "互助保障"
    CHECKUP = "体检"
    PENSIONERS = "退休人员福利"
    HARDSHIP = "困难帮扶"
    DEATH_OF_KIN = "直系亲属去世"
    DEATH = "会员去世"
    CHILDBIRTH = "生育"
    HOSPITAL = "住院"
    WEDDING = "结婚"
    RETIREMENT = "退休"
    BIRTHDAY = "生日"
    FESTIVAL = "节日慰问"
    OUTING = "春秋游"
    RECUPERATION = "疗休养"
    SHOW = "观影观演"
    YEAR_CARD = "年卡"
    MEAL = "用餐"
    PRIZE = "奖品"
    SOUVENIR = "纪念品"
    CLOTHING = "服装"
    GOODS = "慰问品"
    FARE = "节令食品"
    EVENT = "活动"


_KIN = (
    "父|母|双亲|公公|婆婆|岳|丈夫|妻|爱人|配偶|儿子|女儿|子女|亲属|亲人|家属|家人|祖|爷爷|奶奶|外公|外婆|"
    "姥|兄|弟|姐|妹|老人"
)
_GONE = "去世|逝世|病故|过世|离世|亡故|身故|仙逝|病逝|辞世"
_MOURNING = "丧事|丧葬|治丧|吊唁|奔丧|丧亲|唁"

# The order matters where two words begin at one place: the longer meaning stands first.
_WORDS: tuple[tuple[Purpose, str], ...] = (
    (
        Purpose.REMITTANCE,
        r"(?:上缴|上交|上解|解缴|缴纳|交纳).{0,8}?(?:经费|会费)|(?:经费|会费).{0,4}?(?:上缴|上交|上解|解缴)",
    ),
    (
        Purpose.INSURANCE,
        r"(?:住院|大病|重病|重疾|意外|工伤|生育|困难)?(?:医疗)?(?:互助(?:保障|医疗|保险|金|登记)|保险|保障计划|参保|续保)|医疗互助",
    ),
    (
        Purpose.PENSIONERS,
        r"离退休|退休(?:的|了的)?(?:人员|教师|职工|教职工|教工|老师|老教师|老职工|老教工|干部|老干部|老同志|会员|员工)",
    ),
    (Purpose.RETIREMENT, r"退休|荣休"),
    (Purpose.CHECKUP, r"体检|健康检查|身体检查|妇科检查|妇检|两癌|健康普查|妇女病普查|妇女病检查"),
    (
        Purpose.HARDSHIP,
        r"困难|特困|帮困|扶困|解困|帮扶|救助|济困|送温暖|大病救助|扶贫|助困|低保|突发事件|受灾|火灾",
    ),
    (Purpose.DEATH_OF_KIN, rf"(?:{_KIN})[^，,。；;、]{{0,6}}?(?:{_GONE})|{_MOURNING}"),
    (Purpose.DEATH, _GONE),
    (
        Purpose.CHILDBIRTH,
        r"生育|生孩子|生小孩|产妇|分娩|喜得|添丁|新生儿|二孩|三孩|二胎|三胎|坐月子|产假|(?<!安全)生产慰问|产后|顺产|"
        r"剖腹产|宝宝出生|孩子出生|喜添|弄璋|弄瓦",
    ),
    (
        Purpose.HOSPITAL,
        r"住院|生病|病假|患病|手术|重病|大病|探病|因病|伤病|病号|骨折|受伤|工伤|探望|病房|重疾|病困|病员|"
        r"患(?=.{0,6}(?:病|症|癌|炎))|出院|就医",
    ),
    (Purpose.WEDDING, r"结婚|新婚|婚庆|婚礼|完婚|喜事|贺婚|大婚"),
    (Purpose.BIRTHDAY, r"生日|蛋糕|庆生|寿星"),
    (
        Purpose.RECUPERATION,
        r"疗休养|疗养|休养",
    ),
    (
        Purpose.OUTING,
        r"春秋游|春游|秋游|冬游|踏青|郊游|出游|[一二两三]日游|半日游|远足|游览|旅游|采风|赏花|登山|研学|徒步|野炊",
    ),
    (Purpose.YEAR_CARD, r"公园年[卡票]|景区年[卡票]|游园年[卡票]|年[卡票]|旅游卡"),
    (
        Purpose.SHOW,
        r"电影|观影|影[票券]|演出票|戏票|球票|观看.{0,6}?(?:演出|比赛|话剧|展览|文艺|球赛)|看演出|话剧|音乐会|观演|观赛",
    ),
    (
        Purpose.MEAL,
        r"聚餐|用餐|餐费|工作餐|午餐|晚餐|早餐|盒饭|快餐|伙食|就餐|餐饮|会餐|年夜饭|茶歇|饭费|餐票",
    ),
    (Purpose.PRIZE, r"奖品|奖励|奖杯|奖章|证书"),
    (Purpose.SOUVENIR, r"纪念品|伴手礼"),
    (Purpose.CLOTHING, r"服装|队服|运动服|工装|文化衫|球衣|运动鞋"),
    (
        Purpose.GOODS,
        r"慰问|福利|礼品|礼包|礼盒|礼物|过节|节礼|节日费|节日补助|节日物资|物资发放|购物卡|代金券|购物券|提货券",
    ),
    (Purpose.FARE, r"年货|粽子|月饼|汤圆|水饺|青团|鲜花|糕点|粮油|大米|食用油|水果"),
    (
        Purpose.EVENT,
        r"活动|比赛|竞赛|联欢|运动会|演出|座谈|讲座|插花|培训|表彰|评选|宣传|晚会|茶话会|展演|手工|DIY|"
        r"主题|团建|拓展|健步走|读书|歌咏|合唱|布置|展板|横幅|租车|租用|场地|器材|慰问演出",
    ),
)
_COMBINED = re.compile("|".join(f"(?P<{purpose.name}>{words})" for purpose, words in _WORDS))

LIFE_EVENTS = frozenset(
    {
        Purpose.WEDDING,
        Purpose.CHILDBIRTH,
        Purpose.HOSPITAL,
        Purpose.DEATH,
        Purpose.DEATH_OF_KIN,
        Purpose.RETIREMENT,
    }
)


@lru_cache(maxsize=65_536)
def purposes_in(text: str) -> frozenset[Purpose]:
    """Return every purpose that a text names.

    >>> sorted(purpose.value for purpose in purposes_in("秋游用餐"))
    ['春秋游', '用餐']
    """
    return frozenset(
        Purpose[found.lastgroup] for found in _COMBINED.finditer(text) if found.lastgroup
    )
