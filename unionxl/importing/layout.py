"""Lines that are no work: page furniture, site text, signatures, closing words, section titles."""

from __future__ import annotations

import re

from unionxl.importing.text import plain, squeeze
from unionxl.words.numerals import ONES

_PAGE = re.compile(
    r"""
    # 第3页共5页, 续上表, - 3 -
    (?:续上?表|接上[表页]|\(?续\)?|转下页|第\d+页(?:[,/]?共\d+页)?|共\d+页|-+\d+-+|\d+/\d+
    |[-=_*~.·—\s|:+]+|\d{1,3}|p\d+|page\d+|[合小总]计:?(?:[\d,.]+万?元?)?)
    """,
    re.VERBOSE,
)
_NOISE_ANYWHERE = re.compile(
    r"""
    # 下载本文, www.example.com, 版权所有
    https?:|www\.|\.(?:com|cn|net|org)(?![a-z])|下载文档|文档下载|下载本文|本文档|此文档
    |上一篇|下一篇|相关文章|相关推荐|推荐文章|推荐阅读|推荐内容|热门文章|最新文章|猜你喜欢
    |猜您喜欢|版权归|版权所有|免责声明|范文网|小编|阅读全文|点击下载|点击查看|你可能|您可能
    |本站|收藏本|责任编辑|ICP备|copyright|扫一扫|扫码|关注公众号|微信公众号:|文库|查看更多
    |阅读原文|返回顶部|返回首页|加入收藏|版权声明|未完,全文|会员可完整阅读|原文地址|转载请
    |推荐度|浏览次数|点击次数|阅读次数|阅读量
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOISE_WHOLE = re.compile(
    r"""
    # 收藏, 来源:…, ★工会计划范文
    (?:收藏|分享|打印|展开|收起|关闭|下载|举报|点赞|评论|返回|首页|目录|更多|纠错|转发|复制
    |字号:?.*|分享到:?.*|标签:.*|关键词:.*|来源:.*|编辑:.*|发布时间:.*|发布[者人]:.*|作者:.*
    |更新时间:.*|大小:.*|格式:.*|页数:.*|时间:20\d\d-\d\d-\d\d.*|ID:\d+|[★☆].*\d+篇|[★☆].*
    (?:计划|总结|范文|方案))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DATE_LINE = re.compile(
    rf"""
    # 2026年3月1日, 二〇二六年三月
    [(]?(?:(?:19|20)\d\d|(?:20)?[xX*]{{2,4}}|二[〇零O0oO{ONES}]{{3}})[年./-]
    (?:[\dxX*]{{1,2}}|[{ONES}十]{{1,3}})(?:月|[./-])(?:(?:[\dxX*]{{1,2}}
    |[{ONES}十廿]{{1,3}})[日号]?)?[)]?
    """,
    re.VERBOSE,
)
_ORG = re.compile(
    r"[^,。;:、!?()\d]{2,28}(?:工会(?:委员会|小组|联合会)?|分工会|委员会|幼儿园|小学|中学|学校|学院|教工之家|办公室|工会制)"
)
_VERB = re.compile(
    r"""
    # 召开教代会: what has one of these is no mere name
    召开|开展|组织|参加|举行|举办|慰问|走访|评选|完善|配合|协助|迎接|上交|上报|学习|庆|参观
    |联系|推荐|选举|成立|改选|筹备|准备|建立|创建|制定|支持|加强|健全|做好|整理|关心|调整
    |换届|总结|发放|宣传|推进|建设|布置|布置|装饰|送
    """,
    re.VERBOSE,
)
_LABELLED = re.compile(
    r"""
    # 附件1, 抄送:…, 工会主席签字:…
    (?:附件?\d*|附[表录图]\d*|(?:工会|分会)?主席(?=:)|主题词|抄送|抄报|报送|主送|联系人
    |联系电话|电话|填表人?|制表人?|审核人?|拟稿人?|起草人?|执笔人?|校对|印发|落款|署名|单位
    (?:盖章)?|盖章|\(盖章\)|工会主席签[字名]|主席签[字名]|签[字名]|制定人|撰写人?|汇报人
    |报告人|日期|制定日期)(?::.*|\(.*\).*|\d*)?
    """,
    re.VERBOSE,
)
_REMARK = re.compile(
    r"(?:[*※]\s?)?(?:备?注|说明|备注说明|特别说明|温馨提示|注意|几点说明)\d?(?::.*)?$"
)
_CLOSING = re.compile(
    r"""
    # 总之, 让我们…, 新的一年…
    总之|综上|以上|上述|此计划|本计划|该计划|让我们|新的(?:学期|学年)|我们(?:相信|坚信|深信
    |将)|相信|展望|新的一年|在新的|在今后|今后|通过以上|最后|总而言之|希望|各位|为(?:确保
    |保证|了)
    """,
    re.VERBOSE,
)
# What speaks of the plan as a whole is no work, whatever stands before it.
_ABOUT_THE_PLAN = re.compile(
    r"(?:以上|上述|本|此|该)(?:[^,。;:]{0,6})(?:安排|计划|内容|工作|事项|活动)[^。;]{0,20}"
    r"(?:调整|为准|变动|变更|变化|另行通知|执行|完善|补充|不妥)"
)
_IN_BRACKETS = re.compile(r"[【〖〔\[][^【】〖〗〔〕\[\]]{2,12}[】〗〕\]]:?")
_HEADING_END = re.compile(
    r"""
    # 主要措施, 工作要求:
    (?:措施|要求|保障|目标|建议|说明|事项|思想|制度|规定|办法|规则|其他|其它|机制|原则|意见
    |方针|打算|职责|分工|名单|经费|预算|须知|条例|流程|要点|重点|任务|内容|细则|评价|奖励
    |体会|反思)(?:如下)?:?$
    """,
    re.VERBOSE,
)
_ARRANGEMENT = re.compile(
    r"""
    # 全年工作安排表, 活动计划如下:
    (?:安排|安排表|要点|日程|日程表|行事历|行事表|行事簿|一览表|时间表|月历|进度表?|计划表
    |月计划|逐月计划|大事记|配档表|推进表|实施步骤|时间节点|月份工作|每月工作|月度计划
    |月工作|工作表|活动表|活动计划|工作计划|具体活动|主要活动|具体工作|主要工作|活动内容
    |工作内容|步骤)(?:表|如下|\(.{0,12}\))?:?$
    """,
    re.VERBOSE,
)

MAX_HEADING = 30


def is_page_furniture(text: str) -> bool:
    """Tell whether a line only belongs to the page: 续表, page numbers, rules."""
    return _PAGE.fullmatch(squeeze(plain(text))) is not None


def is_site_text(text: str) -> bool:
    """Tell whether a line is text of the web page that the plan was copied from."""
    bare = squeeze(plain(text))
    return bool(_NOISE_WHOLE.fullmatch(bare) or _NOISE_ANYWHERE.search(bare))


def is_date_line(text: str) -> bool:
    """Tell whether a line is a date with its year and nothing else."""
    return _DATE_LINE.fullmatch(squeeze(plain(text))) is not None


def is_organisation(text: str) -> bool:
    """Tell whether a line is only the name of a union or a school, as in a signature."""
    bare = squeeze(plain(text)).removesuffix("(盖章)")
    return _ORG.fullmatch(bare) is not None and not _VERB.search(bare)


def is_signature(text: str) -> bool:
    """Tell whether a line is a signature, a date, an attachment or a form's foot."""
    bare = squeeze(plain(text))
    if is_date_line(text) or is_organisation(text):
        return True
    signed = _DATE_LINE.search(bare)
    if signed and signed.end() == len(bare) and is_organisation(bare[: signed.start()]):
        return True
    return _LABELLED.fullmatch(bare) is not None


def is_remark(text: str) -> bool:
    """Tell whether a line explains the arrangement: 注：, 备注：, 说明：."""
    return _REMARK.match(squeeze(plain(text))) is not None


def is_closing(text: str) -> bool:
    """Tell whether a line begins like the last paragraph of a plan."""
    return _CLOSING.match(squeeze(plain(text))) is not None


def is_about_the_plan(text: str) -> bool:
    """Tell whether a line says how the arrangement itself is to be taken."""
    return _ABOUT_THE_PLAN.match(squeeze(plain(text))) is not None


def is_bracketed(text: str) -> bool:
    """Tell whether a line is a few words in heavy brackets: 【联系方式】."""
    return _IN_BRACKETS.fullmatch(squeeze(plain(text))) is not None


def is_heading(text: str) -> bool:
    """Tell whether a text, its number taken off, is worded like a section title."""
    return _ends_with(_HEADING_END, text)


def is_arrangement_title(text: str) -> bool:
    """Tell whether a text, its number taken off, announces work by month."""
    return _ends_with(_ARRANGEMENT, text)


def _ends_with(words: re.Pattern[str], text: str) -> bool:
    """Tell whether a short text ends with one of the words."""
    if len(text) > 2 * MAX_HEADING:
        return False
    bare = squeeze(plain(text))
    return len(bare) <= MAX_HEADING and words.search(bare) is not None
