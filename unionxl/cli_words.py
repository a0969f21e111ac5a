"""What the command line alone says: its options, its commands, words that it does not know."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from unionxl.errors import TablesLostError
from unionxl.operations.catalogue import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer

    from unionxl.errors import UnionXLError

HOW = "请用 unionxl --help 查看用法。"
# What answers the questions of the operations.
OPTIONS = {
    option.answers: option.flag for one in OPERATIONS for option in one.options if option.answers
}
_QUOTED = re.compile(r"'([^']*)'|\(([^()]*)\)(?=[^()]*$)")


def stop_text(stop: UnionXLError) -> str:
    """Return a reason to stop; a question is answered by an option."""
    question: Any = getattr(stop, "question", None)
    if isinstance(stop, TablesLostError):
        return f"{stop}没有按钮的，请运行 unionxl repair 加文件名。"
    if question is None:
        return str(stop)
    option = OPTIONS[question.name]
    first = question.choices[0]
    if len(question.choices) == 1:
        way = f"要{first.label}的，请加 {option} {first.key}。"
    else:
        way = f"请用 {option} {question.way}，如 {option} {first.word or first.key}。"
    return f"{question.where}：{question.what}{way}"


def usage_text(usage: typer.TyperException, commands: Iterable[str]) -> str:
    """Say in Chinese what is wrong with the words of a command."""
    kind = type(usage).__name__
    if kind == "NoArgsIsHelpError":
        return usage.format_message()
    return f"命令：{_what(usage, kind, commands)}{HOW}"


def _what(usage: typer.TyperException, kind: str, commands: Iterable[str]) -> str:
    """Say which word is wrong, and what may have been meant."""
    parameter: Any = getattr(usage, "param", None)
    option = getattr(usage, "option_name", "")
    message = usage.format_message()
    if kind == "MissingParameter" and parameter is not None:
        meaning = f"（{parameter.help}）" if getattr(parameter, "help", None) else ""
        return f"缺少 {parameter.human_readable_name}{meaning}。"
    if kind == "BadParameter" and parameter is not None:
        names = [one for one in parameter.opts if one.startswith("--")]
        word = _quoted(message.rpartition(": ")[2])
        return f"{(names or [parameter.human_readable_name])[0]} 的值{word}不能识别。"
    if "extra argument" in message:
        return f"多出了{_quoted(message)}。每次只处理一个文件；名称里有空格的，请用引号括起来。"
    if "No such command" in message:
        return f"没有{_quoted(message, 0)}这个命令。{_meant(message, commands)}"
    plain = {
        "NoSuchOption": f"没有选项 {option}。",
        "BadOptionUsage": f"选项 {option} 后面要写一个值。",
    }
    return plain.get(kind, f"不能识别{_quoted(message)}。")


def _quoted(message: str, number: int = -1) -> str:
    """Return the word of the command line that a message names, in quotation marks."""
    found = [word for pair in _QUOTED.findall(message) for word in pair if word]
    return f"“{found[number]}”" if found else ""


def _meant(message: str, commands: Iterable[str]) -> str:
    near = difflib.get_close_matches(_quoted(message, 0).strip("“”"), list(commands), 1)
    return f"是不是 {near[0]}？" if near else ""
