"""Which words are names of persons, and which are groups of a school or a kindergarten."""

from __future__ import annotations

import pytest

from unionxl.words.people import is_group, looks_like_name, may_be_name, names_among

NAMES_TABLE = """
贺新 李新 张建新 王亚男 陈园园 李科 周全 隋丽 丛蓉 苑静 楚云 敬一丹 亓琳 原野 阿依古丽 王芳
李强 欧阳明远 诸葛亮 李和平 王国庆 李卫生 高一凡 高中华 兰小草 李胜男 张园 刘玉全 吴科 郑新华
孙科峰 赵男 买买提江 扎西顿珠 其其格 尉迟恭 漆雪梅 迟志强 丘成桐 麦家 练小芳 苟云 晋军 粟裕
占小红 税敏 楼月 买买提·艾力 周园 黄新 徐全有 向阳 季军 安静 文静 党建国 单小雨 车晓 花木兰
司小南 水静 应采儿 成龙
"""
NAMES = NAMES_TABLE.split()
GROUPS_TABLE = """
全园女教工 小一组 大班组 后勤处 高一年级 保健室 合唱队 教研组 班主任 新教师 青年教师 工会小组
女职工 退休教师 全体 全体会员 全园 全校 全员 全班 大班 中班 小班 托班 高一 高三 高中 高中部
高三组 初一 初中部 各班 各组 各园 张班 后勤组 教务处 政教处 总务处 安保处 安全科 人事科 医务室
文印室 语文组 数学组 英语组 体育组 舞蹈队 篮球队 乐队 车队 国旗班 毕业班 向阳班 花朵班 云朵班
党支部 党政办 党员 班组 班组长 班长 校车组 食堂 门卫 保安 保洁 厨师 司机 安全员 会计 财务室
校医 园长 张园长 李校长 王科长 周组长 团委 家委会 理事会 女会员 男职工 单身职工 劳模 新人 新进
女生 女工 男方 毕业 师生 卫生员 大家 本人 两人 小王 老李 教师 骨干 先进 实习生 临聘 家长
高龄 东校 西校区 东校区 总园 分园 本部 花店 书店 蛋糕店 供应商 负责人 经办人 元旦 中秋 名单
详见 见附表 寿星 产妇
东园 西园 花园 金牌 文艺 计财处 关工委 党务 马拉松 时段 红旗 童声 平时
护士 评委 嘉宾 离休 调入 少数民族 面点师 清洁工 宿管阿姨 花名册 签到表 死者 中层
"""
GROUPS = GROUPS_TABLE.split()


def test_the_tables_are_long_enough() -> None:
    assert len(set(NAMES)) >= 40
    assert len(set(GROUPS)) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_though_part_of_it_may_stand_for_a_group(name: str) -> None:
    assert may_be_name(name)
    assert looks_like_name(name)


@pytest.mark.parametrize("text", GROUPS)
def test_a_group_a_post_or_a_remark_is_no_name(text: str) -> None:
    assert not may_be_name(text)
    assert not looks_like_name(text)


@pytest.mark.parametrize("text", ["海清", "全红婵", "班玉英", "王梦园", "江南园", "迪丽娜尔"])
def test_a_word_that_may_be_a_name_is_one_where_each_entry_is_one_person(text: str) -> None:
    assert names_among([text], each_is_one=True) == (text,)
    assert names_among([text], each_is_one=False) == ()


def test_names_with_the_character_of_a_group_are_no_group() -> None:
    assert not is_group("贺新、王亚男")
    assert not is_group("陈园园老师")
    assert is_group("贺新、大班组")
    assert is_group("老师")
    assert is_group("江南园")
