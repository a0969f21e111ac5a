"""What is the matter with a cell."""

from __future__ import annotations

from dataclasses import dataclass, field


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
