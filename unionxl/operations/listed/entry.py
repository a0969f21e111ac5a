"""What is entered for many at once."""

from __future__ import annotations

from unionxl.operations.listed.groups import ENTRY, ROW
from unionxl.operations.listed.words import FILE, HERE, TODAY
from unionxl.operations.operation import Argument, Kind, Operation, Option

_DAY, _NO = "YYYY-MM-DD", "NO"

OPERATIONS = (
    Operation(
        id="handout",
        group=ENTRY,
        label="发放登记",
        note="名单、签收、入账",
        tip="列出领取名单供打印签收；选“已领”后再点，记入《服务台账》和《收支台账》",
        icon="GroupInsertLinks",
        command="handout",
        help="生成《发放登记》签收名单；已领的记入《服务台账》和《收支台账》。",
        readme=(
            "生成《发放登记》：一人一行的签收名单，选了“已领”的记入《服务台账》，付款记一笔台账"
            "（`--to 全体会员` 发给谁，`--yes` 全部登记）"
        ),
        arguments=(FILE,),
        options=(
            Option("occasion", "--occasion", "为什么发，如 端午", metavar="TEXT"),
            Option("item", "--item", "计划编号", metavar=_NO),
            Option("to", "--to", "发给谁，如 全体会员、女教职工", metavar="GROUP"),
            Option("amount", "--amount", "每人多少元", metavar="YUAN"),
            Option("content", "--content", "发什么", metavar="TEXT"),
            Option("on", "--on", "哪天发的，默认今天", metavar=_DAY),
            Option("voucher", "--voucher", "凭证号", metavar=_NO),
            Option("account", "--account", "科目编码", metavar=_NO),
            Option("fund", "--fund", "经费来源", metavar="TEXT"),
            Option("handler", "--handler", "经手人", metavar="NAME"),
            Option("approver", "--approver", "审批人", metavar="NAME"),
            Option("yes", "--yes", "全部已领，一次登记", Kind.FLAG),
            TODAY,
        ),
        example="--occasion 端午",
        run=f"{HERE}.handing_out:handout",
        has_draft=True,
    ),
    Operation(
        id="collect",
        group=ENTRY,
        label="会费登记",
        note="列出应缴，一次入账",
        tip="列出到所选月份为止谁还没有缴会费；再点一次，记入会费明细《会费》和《收支台账》",
        icon="AccountingFormat",
        command="collect",
        help="生成《会费登记》，列出谁还没有缴；填好的记入《会费》和《收支台账》。",
        readme=(
            "生成《会费登记》：到这个月为止谁还没有缴，实缴已填好；再执行一次（或 `--yes`）记入"
            "《会费》一人一月一行、台账一笔收入（`--list OUT.xlsx` 写代扣名单给工资部门）"
        ),
        arguments=(
            FILE,
            Argument(
                "month",
                "[YYYY-MM]",
                "到哪个月为止，也可写 3月；默认《首页》所选的，否则按今天",
                is_required=False,
                shown="2026-03",
            ),
        ),
        options=(
            Option("voucher", "--voucher", "凭证号", metavar=_NO),
            Option("handler", "--handler", "经手人", metavar="NAME"),
            Option("approver", "--approver", "审批人", metavar="NAME"),
            Option("list", "--list", "另写代扣名单", Kind.PATH, "OUT.xlsx"),
            Option("yes", "--yes", "都缴了，一次登记", Kind.FLAG),
            TODAY,
        ),
        run=f"{HERE}.collecting:collect",
        has_draft=True,
    ),
    Operation(
        id="done",
        group=ROW,
        label="活动登记",
        note="选中计划的一行",
        tip="在《年度计划》选中一项，登记办过的活动：一次填好，记入活动台账、收支台账和计划",
        icon="ContactCardSaveAsContact",
        command="done",
        help="生成《活动登记》；填好的活动记入《活动台账》《收支台账》和《年度计划》。",
        readme=(
            "登记计划里办过的活动：生成《活动登记》，填好再执行一次（或 `--yes`），"
            "记入《活动台账》，有费用的记入《收支台账》，计划里记为已完成"
        ),
        arguments=(
            FILE,
            Argument(
                "item",
                "[ITEM]",
                "计划编号，如 P004；不写则登记填好的那一次",
                is_required=False,
                shown="P004",
            ),
        ),
        options=(
            Option("on", "--on", "哪天办的", metavar=_DAY),
            Option("place", "--place", "地点", metavar="TEXT"),
            Option("heads", "--heads", "实到人数", metavar="N"),
            Option("cost", "--cost", "费用", metavar="YUAN"),
            Option("voucher", "--voucher", "凭证号", metavar=_NO),
            Option("evidence", "--evidence", "资料，如 方案、签到", metavar="TEXT"),
            Option("handler", "--handler", "经手人", metavar="NAME"),
            Option("approver", "--approver", "审批人", metavar="NAME"),
            Option("yes", "--yes", "照这样登记", Kind.FLAG),
            TODAY,
        ),
        run=f"{HERE}.doing:done",
        has_draft=True,
        needs_item=True,
    ),
)
