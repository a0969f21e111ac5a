"""What ends a year."""

from __future__ import annotations

from unionxl.operations.listed.groups import YEAR_END
from unionxl.operations.listed.words import (
    FILE,
    HERE,
    LAST,
    REPORT_FILE,
    REPORT_TEMPLATE,
    TODAY,
)
from unionxl.operations.operation import Operation, Option

OPERATIONS = (
    Operation(
        id="charts",
        group=YEAR_END,
        label="年终图表",
        note="八幅图，另存图片",
        tip="画好全年图表，另存为图片",
        icon="ChartTypeColumnInsertGallery",
        is_large=True,
        command="charts",
        help="生成《年终图表》，图片另存到“图表”文件夹。",
        readme="生成《年终图表》，图片另存到“图表”文件夹（`--last` 给出上年的工作簿）",
        arguments=(FILE,),
        options=(LAST, TODAY),
        run=f"{HERE}.charts:charts",
        tells_typed=True,
        steps=16,
    ),
    Operation(
        id="close",
        group=YEAR_END,
        label="决算与公开",
        note="决算、公开、目录",
        tip="收支决算表、经费公开、台账目录",
        icon="CalculateSheet",
        command="close",
        help="生成《收支决算表》《经费公开》《台账目录》。",
        arguments=(FILE,),
        options=(TODAY,),
        makes=(
            "unionxl.views.statement:VIEW",
            "unionxl.views.disclosure_notice:VIEW",
            "unionxl.views.register_index:VIEW",
        ),
        tells_typed=True,
        steps=3,
    ),
    Operation(
        id="report",
        group=YEAR_END,
        label="总结报告",
        note="全年工作，Word",
        tip="写 Word 年度工作总结",
        icon="ExportWord",
        command="report",
        help="写 Word 版年度工作总结，或一个月的简报。",
        readme=(
            "写 Word 版年度工作总结（`--month 2026-03` 写当月简报，`--template` 用自己的模板）"
        ),
        arguments=(FILE, REPORT_FILE),
        options=(
            Option("month", "--month", "只写这个月的简报", metavar="YYYY-MM", leads_to="brief"),
            REPORT_TEMPLATE,
            LAST,
            TODAY,
        ),
        run=f"{HERE}.reports:report",
        is_noted=False,
        steps=9,
    ),
    Operation(
        id="warmth",
        group=YEAR_END,
        label="送温暖台账",
        note="按时节、来源、明细",
        tip="送温暖和困难帮扶按时节、经费来源汇总，列出明细，与收支台账核对，另有公示稿",
        icon="HappyFace",
        command="warmth",
        help="生成《送温暖台账》：按时节和经费来源的户数、人次、金额，明细，公示稿。",
        readme=(
            "生成《送温暖台账》：按时节和经费来源的户数、人次、金额、物品，明细，"
            "与收支台账的差异，在档户数，隐去姓名的公示稿"
        ),
        arguments=(FILE,),
        options=(TODAY,),
        makes=("unionxl.views.warmth_sheet:VIEW",),
    ),
)
