"""What is the matter with a cell."""

from __future__ import annotations

from dataclasses import dataclass, field

NOT_COMPUTED = "#未计算"  # in place of what a formula comes to that no program has computed yet


@dataclass(frozen=True, slots=True)
class Problem:
    """What is the matter with a cell; `is_readable` when its value could be taken all the same.

    `is_text` is an amount that is readable, but text; `is_odd` when it is not only that.
    `passed_over_by` names the formulas that do not count it. `alike` is what cells of a column
    have in common that are told as one, `remedy` what is to be done about them.
    """

    what: str
    advice: str
    is_readable: bool = False
    is_text: bool = field(default=False, compare=False)
    is_odd: bool = field(default=False, compare=False)
    passed_over_by: str = ""
    alike: str = field(default="", compare=False)
    remedy: str = field(default="", compare=False)


def broken_formula(text: object) -> Problem:
    """Say that a formula gave an error instead of a value, or was never computed."""
    if text == NOT_COMPUTED:
        return Problem(
            "是公式，还没有计算出结果，读不到内容。",
            "请用 Excel 或 WPS 打开工作簿，保存一次，再检查；也可以直接填写内容。",
        )
    return Problem(f"公式没有算出结果，显示为 {text}。", "请更正公式，或直接填写内容。")
