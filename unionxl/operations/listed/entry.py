"""What is entered for many at once."""

from __future__ import annotations

from unionxl.operations.listed.groups import ENTRY
from unionxl.operations.listed.words import FILE, HERE, TODAY
from unionxl.operations.operation import Kind, Operation, Option

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
        takes_typed=False,
    ),
)
