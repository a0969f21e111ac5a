"""What the roll and the registers add up to."""

from __future__ import annotations

from unionxl.operations.listed.groups import MEMBERS
from unionxl.operations.listed.words import FILE, HERE, TODAY
from unionxl.operations.operation import Operation

OPERATIONS = (
    Operation(
        id="members",
        group=MEMBERS,
        label="会员统计",
        note="人数、年龄、变动",
        tip="会员按小组、年龄、类别的人数，本年变动，缺少的资料",
        icon="GroupInsert",
        command="members",
        help="生成《会员统计》：人数、年龄、类别、本年变动、将退休、缺少的资料。",
        readme="生成《会员统计》：按小组、年龄、类别的人数，本年变动，12 个月内退休，缺少的资料",
        arguments=(FILE,),
        options=(TODAY,),
        run=f"{HERE}.members:members",
        steps=1,
    ),
    Operation(
        id="services",
        group=MEMBERS,
        label="服务汇总",
        note="各项服务、覆盖率",
        tip="服务台账逐项汇总：人次、覆盖率、数量、经费来源、各小组和名单",
        icon="TableStyleNew",
        command="services",
        help="生成《服务汇总》：每项服务的人次、覆盖率、数量、经费来源和名单。",
        readme=(
            "生成《服务汇总》：服务台账每个事项的人次、人数、覆盖率、数量、经费来源、各小组，"
            "评优、结对、疗休养、参保名单"
        ),
        arguments=(FILE,),
        options=(TODAY,),
        makes=("unionxl.views.service_report:VIEW",),
    ),
)
