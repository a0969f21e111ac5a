"""What the roll and the registers add up to."""

from __future__ import annotations

from unionxl.operations.listed.groups import MEMBERS
from unionxl.operations.listed.words import FILE, HERE, TODAY
from unionxl.operations.operation import Kind, Operation, Option

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
    Operation(
        id="activities",
        group=MEMBERS,
        label="活动参与",
        note="到会、社团、个人次数",
        tip="每次活动的到会率、人均费用和资料，社团和会员各参加几次，谁没有参加过",
        icon="MeetingsWorkspace",
        command="activities",
        help="生成《活动参与》：到会率、人均费用、资料、社团、个人次数、没有参加过的人。",
        readme=(
            "生成《活动参与》：每次活动的到会率、人均费用和缺的资料，社团的次数，"
            "会员各参加几次，全年没有参加过的，按月的图"
        ),
        arguments=(FILE,),
        options=(TODAY,),
        makes=("unionxl.views.participation_report:VIEW",),
        steps=1,
    ),
    Operation(
        id="proposals",
        group=MEMBERS,
        label="提案办理",
        note="逾期、答复率、催办",
        tip="提案按轻重列出，可以直接填答复；答复率、落实率、满意率，催办文字",
        icon="ReviewTrackChanges",
        command="proposals",
        help="生成《提案办理》：逾期和临期、答复率、落实率、满意率；填在表上的记入《提案》。",
        readme=(
            "生成《提案办理》：逾期和临期的提案、答复率、落实率、满意率和催办文字；"
            "填在表上的先记入《提案》（`--report OUT.docx` 另写提案工作报告）"
        ),
        arguments=(FILE,),
        options=(
            Option("report", "--report", "另写一份提案工作报告（Word）", Kind.PATH, "OUT.docx"),
            TODAY,
        ),
        makes=("unionxl.views.proposals_sheet:VIEW",),
        run=f"{HERE}.proposals:proposals",
        takes_typed=True,
    ),
    Operation(
        id="meetings",
        group=MEMBERS,
        label="会议与公开",
        note="次数、决议、公开",
        tip="会议次数和决议落实、各季度公开、待办文件、任期；黄格里填的落实情况记入《会议》",
        icon="ReviewShareWorkbook",
        command="meetings",
        help="生成《会议与公开》：会议次数、决议落实、各季度公开、文件和信息、任期和证书。",
        readme=(
            "生成《会议与公开》：会议次数对照周期、没有落实情况的决议（填了再执行一次就记入《会议》）、"
            "各类公开缺哪个季度、待办文件和信息采用、任期和法人证书"
        ),
        arguments=(FILE,),
        options=(TODAY,),
        makes=("unionxl.views.meeting_report:VIEW",),
        takes_typed=True,
        steps=1,
    ),
)
