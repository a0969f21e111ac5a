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
)
