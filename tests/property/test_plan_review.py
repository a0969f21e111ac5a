"""Whatever a document holds: after an import each line stands in the plan or on 《导入核对》."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import a_workbook
from tests.plan_reviews import accepts, imports, listed, read, rows
from unionxl.views.plan_review_lines import review_line

_LINES = st.sampled_from(
    (
        *(
            "三月份：",
            "四月份",
            "五、十月份",
            "全年：",
            "每月：",
            "二、工作安排",
            "月份\t工作内容\t负责人",
        ),
        *("2026年工会工作计划", "2025年云岭小学工会工作计划", "- 2 -", "—END—", ""),
        *(
            "1.组织春游",
            "2.走访会员，负责人：李敏",
            "（一）文体活动",
            "①插花；②读书会",
            "1.组织春游",
        ),
        *(
            "关注公众号扫码阅读",
            "围绕中心，服务职工。",
            "时间：3月6日",
            "下半年再组织评优",
            "=1+1 座谈",
        ),
        *("九月\t开学慰问\t工会主席", "优秀作品在宣传", "主要节日：教师节", "某某小学工会"),
    )
)
_WORD = re.compile(r"[\u3400-\u9fff]+")
_FRAME = re.compile(
    r"^[一二三四五六七八九]、|^（一）|[三四五九十]、?月份?|全年|每月|工作内容|负责人|月份"
)


@given(st.lists(_LINES, min_size=1, max_size=25))
def test_no_line_is_lost_and_nothing_is_doubled(lines: list[str]) -> None:
    text, workbook = "\n".join(lines), a_workbook()
    if not text.strip():
        return
    arranged = [plan for plan in read(text).plans if plan.has_arrangement]
    number = arranged[0].index if arranged else None
    imports(workbook, text, number=number, year=2026)
    told = [
        str(value) for row in rows(workbook, "工作内容", "备注", "负责人") for value in row if value
    ]
    told += [one.source for one in map(review_line, listed(workbook))]
    told += [plan.title for plan in arranged]
    known = "".join(told)
    for line in lines:
        missing = [word for word in _WORD.findall(_FRAME.sub(" ", line)) if word not in known]
        assert not missing, line
    table = dict(workbook.tables)
    imports(workbook, text, number=number, year=2026)
    assert workbook.tables == table
    accepts(workbook)
    once, saves = dict(workbook.tables), workbook.save_count
    accepts(workbook)
    imports(workbook, text, number=number, year=2026)
    accepts(workbook)
    assert workbook.tables == once
    assert workbook.save_count <= saves + 1
