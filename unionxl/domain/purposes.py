"""What a payment or a service is for, read from the words that clerks use."""

from __future__ import annotations

import enum
import re
from functools import lru_cache

from unionxl.domain.relatives import RELATIVES
from unionxl.words.numerals import ONES, number


class Purpose(enum.StrEnum):
    """A kind of benefit or cost that rules and sums look at; the value is the word for it.

    It is a string because long ledgers put millions of them into sets.
    """

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

    @property
    def gift_name(self) -> str:
        """The words for a gift of this kind, such as 结婚慰问."""
        if self in {Purpose.FESTIVAL, Purpose.HARDSHIP, Purpose.RECUPERATION}:
            return self.value
        return f"{self.value}慰问"


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

_VISITED_FOR = LIFE_EVENTS - {Purpose.HOSPITAL}  # also called 探望
_GONE = "去世 逝世 病故 过世 离世 亡故 身故 仙逝 病逝 辞世 谢世 故去 过逝"
_WORDS = {
    Purpose.REMITTANCE: "上缴 上交 上解 解缴 缴纳 交纳",
    Purpose.INSURANCE: "互助 保险 保障计划 参保 续保",
    Purpose.PENSIONERS: (
        "离退休 退休人员 退休教师 退休职工 退休教职工 退休教工 退休老师 退休老教师 "
        "退休老职工 退休老教工 退休干部 退休老干部 退休老同志 退休同志 退休会员 退休员工 "
        "退休的教师 退休的老师 退管会 老教师 老干部"
    ),
    Purpose.RETIREMENT: "退休 荣休",
    Purpose.CHECKUP: (
        "体检 健康检查 身体检查 妇科检查 妇检 两癌 健康普查 妇女病普查 妇女病检查 妇科普查 "
        "妇科病普查 健康筛查 查体"
    ),
    Purpose.HARDSHIP: (
        "困难 特困 帮困 扶困 解困 帮扶 救助 济困 送温暖 扶贫 助困 低保 突发事件 受灾 火灾 水灾"
    ),
    Purpose.DEATH_OF_KIN: "丧事 丧葬 治丧 吊唁 奔丧 丧亲 唁电 丧父 丧母",
    Purpose.DEATH: _GONE,
    Purpose.CHILDBIRTH: (
        "生育 生孩子 生小孩 产妇 分娩 喜得 添丁 新生儿 二孩 三孩 二胎 三胎 坐月子 产假 "
        "生产慰问 产后 顺产 剖腹产 剖宫产 宝宝出生 孩子出生 喜添 生娃 "
        "诞下 产下 喜诞 产子慰问 生子慰问 产女慰问 生女慰问"
    ),
    Purpose.HOSPITAL: (
        "住院 生病 病假 患病 手术 重病 大病 探病 因病 伤病 病号 骨折 受伤 工伤 探望 病房 "
        "重疾 病困 病员 患癌 身患 罹患 出院 就医 病危 养病 看病"
    ),
    Purpose.WEDDING: "结婚 新婚 婚庆 婚礼 完婚 喜事 贺婚 大婚 新婚贺礼 喜结良缘 喜结连理",
    Purpose.BIRTHDAY: "生日 蛋糕 庆生 寿星",
    Purpose.RECUPERATION: "疗休养 疗养 休养",
    Purpose.OUTING: (
        "春秋游 春游 秋游 冬游 踏青 郊游 出游 一日游 二日游 两日游 三日游 半日游 远足 游览 "
        "旅游 采风 赏花 研学 野炊"
    ),
    Purpose.YEAR_CARD: "年卡 年票 旅游卡 公园卡",
    Purpose.SHOW: (
        "电影 观影 影票 影券 影院 影城 演出票 戏票 球票 观看 看演出 话剧 音乐会 观演 观赛 看电影 "
        "看比赛"
    ),
    Purpose.MEAL: (
        "聚餐 用餐 误餐 加餐 餐费 工作餐 午餐 晚餐 早餐 盒饭 快餐 伙食 就餐 餐饮 会餐 年夜饭 茶歇 "
        "饭费 餐票 团圆饭"
    ),
    Purpose.PRIZE: "奖品 奖励 奖杯 奖章 奖牌 特等奖 一等奖 二等奖 三等奖 优胜奖",
    Purpose.SOUVENIR: "纪念品 伴手礼",
    Purpose.CLOTHING: "服装 队服 运动服 工装 文化衫 球衣 运动鞋 演出服",
    Purpose.GOODS: (
        "慰问 福利 礼品 礼包 礼盒 礼物 过节 节礼 节日费 节日补助 节日物资 物资发放 购物卡 "
        "代金券 购物券 提货券 大礼包 贺礼"
    ),
    Purpose.FARE: "年货 粽子 月饼 汤圆 水饺 青团 鲜花 糕点 粮油 大米 食用油 水果",
    Purpose.EVENT: (
        "活动 比赛 竞赛 联欢 运动会 演出 座谈 讲座 插花 培训 表彰 评选 宣传 晚会 茶话会 展演 "
        "手工 DIY 主题 团建 拓展 健步走 登山 徒步 读书 歌咏 合唱 "
        "布置 展板 横幅 租车 租用 场地 器材 慰问演出 安全生产慰问 手术刀"
    ),
}
_PURPOSE_OF_WORD = {word: purpose for purpose, words in _WORDS.items() for word in words.split()}
_NOT_BEFORE = {"查体": "(?![温重育能质征系制])"}  # 查体温 measures a temperature
# All begin plainly, the longest first: then the pattern finds its way by the first character.
_ANY_WORD = re.compile(
    "|".join(
        re.escape(word) + _NOT_BEFORE.get(word, "")
        for word in sorted(_PURPOSE_OF_WORD, key=len, reverse=True)
    )
)
# Kin that no word of a relative tells apart.
_OTHER_KIN = (
    "双亲 公婆 岳家 媳妇 女婿 子女 孙子 孙女 外孙 亲属 亲人 家属 家人 亲戚 长辈 祖辈 姥 嫂 老人"
)
# Words that are meant otherwise beside some others: 踏青健步走 is sport, 观看警示片 a lesson.
_LOOSE_WORDS = {
    Purpose.OUTING: frozenset({"踏青", "远足", "游览", "采风", "赏花", "研学", "野炊"}),
    Purpose.SHOW: frozenset({"观看", "观影"}),
}
_MEANT_OTHERWISE = {
    Purpose.OUTING: re.compile("比赛|竞赛|大赛|打卡|健步走"),
    Purpose.SHOW: re.compile("宣传片|警示片|教育片|宣教片|专题片"),
}
_KIN_GONE = re.compile(
    f"(?:{'|'.join((*RELATIVES, *_OTHER_KIN.split()))})[^，,。；;、]{{0,6}}?"
    f"(?:{'|'.join(_GONE.split())})"
)
_MENTORS = re.compile(r"结对|师徒|青蓝|带教|传帮带|听课|新教师")  # 老教师 are at work there
_DIGITS = re.compile(r"[0-9]+")
_DAYS = re.compile(rf"([{ONES[:7]}两]|[1-9])\s*(?:日游|天游|[天日]\s*[{ONES[:6]}两\d]\s*[晚夜])")
_NIGHT = re.compile(r"住宿|房费|过夜|宿费|酒店")
_FUNDS_GO_UP = re.compile(
    r"(?:上缴|上交|上解|解缴|缴纳|交纳)[^，。；]{0,20}(?:经费|会费)|"
    r"(?:经费|会费)[^，。；]{0,6}(?:上缴|上交|上解|解缴)"
)


def numbers_as_zero(text: str) -> str:
    """Return a text with 0 for every number: many texts of a ledger differ in numbers only.

    >>> numbers_as_zero("添置图书第12批")
    '添置图书第0批'
    """
    return _DIGITS.sub("0", text)


def purposes_in(text: str) -> frozenset[Purpose]:
    """Return every purpose that a text names.

    >>> sorted(purpose.value for purpose in purposes_in("秋游用餐"))
    ['春秋游', '用餐']
    """
    found = _purposes_of_words(numbers_as_zero(text))
    if Purpose.DEATH in found and _KIN_GONE.search(text):
        found = (found - {Purpose.DEATH}) | {Purpose.DEATH_OF_KIN}
    if Purpose.REMITTANCE in found and not names_remittance(text):
        found -= {Purpose.REMITTANCE}
    return found


@lru_cache(maxsize=65_536)
def _purposes_of_words(text: str) -> frozenset[Purpose]:
    """Return the purposes of the words in a text, whatever they say together."""
    words = _ANY_WORD.findall(text)
    if not words:
        return _NOTHING
    found = {_PURPOSE_OF_WORD[word] for word in words}
    if Purpose.HOSPITAL in found and found & _VISITED_FOR:
        plain = {word for word in words if _PURPOSE_OF_WORD[word] is Purpose.HOSPITAL}
        found -= {Purpose.HOSPITAL} if plain == {"探望"} else set()
    if Purpose.PENSIONERS in found and "退休" not in text and _MENTORS.search(text):
        found.discard(Purpose.PENSIONERS)
    for purpose in found & _LOOSE_WORDS.keys():
        if _is_meant_otherwise(purpose, words, text):
            found.discard(purpose)
    return _shared(frozenset(found))


def _is_meant_otherwise(purpose: Purpose, words: list[str], text: str) -> bool:
    """Tell whether a text names an outing or a show by a loose word only, and means another thing.

    >>> [Purpose.OUTING in purposes_in(text) for text in ("踏青", "踏青健步走", "春游健步走")]
    [True, False, True]
    """
    own = {word for word in words if _PURPOSE_OF_WORD[word] is purpose}
    return own <= _LOOSE_WORDS[purpose] and bool(_MEANT_OTHERWISE[purpose].search(text))


def names_remittance(text: str) -> bool:
    """Tell whether a text speaks of passing money to the union above.

    >>> names_remittance("上交下半年工会经费"), names_remittance("工会经费收支公开")
    (True, False)
    """
    return bool(_FUNDS_GO_UP.search(text))


def days_told(text: str) -> int:
    """Return how many days a text says that a trip took; 0 when it does not say.

    >>> [days_told(text) for text in ("春游两日游", "秋游（2天1晚）", "春游住宿费", "春游")]
    [2, 2, 2, 0]
    """
    found = _DAYS.search(text)
    if found:
        return number(found[1]) or 0
    return 2 if _NIGHT.search(text) else 0


_NOTHING: frozenset[Purpose] = frozenset()


@lru_cache
def _shared(found: frozenset[Purpose]) -> frozenset[Purpose]:
    """Return one object for equal sets, so that a long ledger does not keep many."""
    return found
