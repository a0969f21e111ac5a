"""New workbooks, files for elsewhere, help."""

from __future__ import annotations

import sys
from dataclasses import replace

from unionxl.operations.listed.groups import MORE
from unionxl.operations.listed.words import FILE, HERE, HOST, TODAY
from unionxl.operations.operation import Argument, Kind, Operation, Option, Place

_USUAL_HOST = "libreoffice" if sys.platform == "linux" else "excel"
_USUAL = replace(HOST, default=_USUAL_HOST)

OPERATIONS = (
    Operation(
        id="new",
        group=MORE,
        command="new",
        help="新建一个空白工作簿：.xlsm 带按钮，.xlsx 不带。",
        readme=(
            "新建空白工作簿（`--from OLD` 把同一年度的旧工作簿逐行复制到今天的版式，"
            "说明哪些表没有复制；旧文件不动）"
        ),
        arguments=(FILE,),
        options=(
            Option("year", "--year", "年度，默认今年", Kind.NUMBER),
            Option("unit", "--unit", "单位名称", default=""),
            HOST,
            Option(
                "old",
                "--from",
                "旧的工作簿：同一年度，逐行复制到今天的版式",
                Kind.PATH,
                "OLD",
            ),
        ),
        example="--year 2026",
        terminal=f"{HERE}.commands:new",
    ),
    Operation(
        id="ics",
        group=MORE,
        label="导出日历",
        note="手机、电脑可读",
        tip="写成手机和电脑日历可读的文件",
        icon="MeetingRequest",
        command="ics",
        help="把年度计划写成日历文件，供 Outlook 和手机导入。",
        readme=(
            "把年度计划写成日历文件，供 Outlook 和手机导入（`--care` 加上会员生日和定期要办的事）"
        ),
        arguments=(FILE, Argument("out", "OUT.ics", "要写的日历文件", Kind.PATH)),
        options=(Option("care", "--care", "加上会员生日和定期要办的事，不写事由", Kind.FLAG),),
        run=f"{HERE}.calendar_file:ics",
        is_noted=False,
    ),
    Operation(
        id="restore",
        group=MORE,
        label="恢复备份",
        note="回到操作之前",
        tip="回到上一次操作之前；再点一次又回到现在",
        icon="Undo",
        command="restore",
        help="恢复最近的备份；再执行一次又回到现在。",
        readme="恢复最近一次备份；现在的文件先另存一份",
        arguments=(FILE,),
        terminal=f"{HERE}.commands:restore",
        place=Place.FILE,
        is_noted=False,
    ),
    Operation(
        id="repair",
        group=MORE,
        label="修复工作簿",
        note="表格不见了，点这里",
        tip="表格不见了（用别的程序另存过）时，在旁边另存一本修好的；原文件不动",
        icon="TableInsert",
        command="repair",
        help="表格不见了（用别的程序另存过）的工作簿：在旁边另存一本修好的，原文件不动。",
        readme=(
            "表格不见了（用别的程序另存过）时，按表头认出各张表，在旁边另存一本修好的；原文件不动"
        ),
        arguments=(FILE,),
        options=(HOST, TODAY),
        run=f"{HERE}.copying:repair_asked",
        is_noted=False,
    ),
    Operation(
        id="more",
        group=MORE,
        label="更多操作",
        note="全部操作和说明",
        tip="列出全部操作，一个一句，都有按钮",
        icon="ControlsGallery",
        place=Place.HOST,
        is_noted=False,
    ),
    Operation(
        id="help",
        group=MORE,
        label="使用说明",
        note="有问题看这里",
        tip="怎样启用宏，每个按钮、每张表怎样用",
        icon="Help",
        is_large=True,
        place=Place.HOST,
        is_noted=False,
    ),
    Operation(
        id="setup",
        group=MORE,
        command="setup",
        help="把工作簿的按钮与本机的程序连接起来，并在桌面放快捷方式。",
        readme="把工作簿的按钮与本机的程序连接起来，桌面放快捷方式",
        arguments=(FILE,),
        terminal=f"{HERE}.commands:setup",
    ),
    Operation(
        id="doctor",
        group=MORE,
        command="doctor",
        help="看看按钮为什么不能用：Python、Excel、字体、权限、宏；有问题时退出码为 1。",
        readme="按钮不能用时，逐项看原因和办法（不写文件名则只看本机；有问题时退出码为 1）",
        arguments=(
            Argument(
                "file",
                "[FILE]",
                "工作簿；不写则只看本机",
                Kind.PATH,
                is_required=False,
                shown="FILE",
            ),
        ),
        terminal=f"{HERE}.commands:doctor",
    ),
    Operation(
        id="app",
        group=MORE,
        command="app",
        help="打开一个窗口，按钮与《更多操作》相同，供 WPS、LibreOffice 和没有宏的电脑使用。",
        readme="打开窗口：按钮与《更多操作》相同，供 WPS、LibreOffice 和没有宏的电脑使用",
        arguments=(
            Argument(
                "file",
                "[FILE]",
                "工作簿；不写则列出最近用过的",
                Kind.PATH,
                is_required=False,
                shown="FILE",
            ),
        ),
        terminal="unionxl.window:from_command",
    ),
    Operation(
        id="completion",
        group=MORE,
        command="completion",
        help="写出命令行按 Tab 键补全命令和选项的脚本。",
        readme="写出按 Tab 键补全的脚本（`bash`、`zsh`、`fish`、`powershell`）",
        arguments=(Argument("shell", "SHELL", "bash、zsh、fish 或 powershell", shown="bash"),),
        terminal=f"{HERE}.commands:completion",
    ),
    Operation(
        id="demo",
        group=MORE,
        command="demo",
        help="生成示例：一本用到今天的工作簿，所有的表、总结、简报、日历文件和计划原文。",
        readme="生成示例（`--today 2026-05-20` 当作哪一天，`--for` 按钮供哪个程序使用）",
        arguments=(Argument("folder", "DIR", "放示例文件的文件夹", Kind.PATH),),
        options=(TODAY, _USUAL),
        terminal=f"{HERE}.commands:demo",
    ),
)
