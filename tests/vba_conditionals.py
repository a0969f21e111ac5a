"""Conditional compilation of VBA done beforehand, [MS-VBAL] 3.4.

LibreOffice Basic ignores `#If` and compiles every branch, so that one for another system stops
every macro of the document. Its sources therefore come without such lines.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Constant = bool | int | str

_CONST = re.compile(r"\s*#Const\s+(\w+)\s*=\s*(.+)", re.IGNORECASE)
_BRANCH = re.compile(r"\s*#(If|ElseIf)\s+(.+?)\s+Then\b", re.IGNORECASE)
_ELSE = re.compile(r"\s*#Else\b", re.IGNORECASE)
_END = re.compile(r"\s*#End\s*If\b", re.IGNORECASE)
_COMMENT = re.compile(r"""\s+'.*""")
_COMPARISON = re.compile(r"(.+?)\s*(<>|<=|>=|=|<|>)\s*(.+)")
_COMPARE = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def without_conditionals(source: str, constants: Mapping[str, Constant]) -> str:
    """Return a source with the branches that hold for these constants and no others.

    A constant that is nowhere defined counts as 0, as in VBA.

    Raises:
        ValueError: `#If` and `#End If` do not match.
    """
    known: dict[str, Constant] = {name.lower(): value for name, value in constants.items()}
    kept: list[str] = []
    branches: list[tuple[bool, bool]] = []  # for each open #If: this branch holds, one has held
    for line in source.splitlines():
        if branch := _BRANCH.match(line):
            _, has_held = branches.pop() if branch[1].lower() == "elseif" else (False, False)
            holds = not has_held and bool(_value(branch[2], known))
            branches.append((holds, has_held or holds))
        elif _ELSE.match(line):
            branches.append((not branches.pop()[1], True))
        elif _END.match(line):
            if not branches:
                raise ValueError("an #End If has no #If")
            branches.pop()
        elif all(holds for holds, _ in branches):
            if constant := _CONST.match(line):
                known[constant[1].lower()] = _value(_COMMENT.sub("", constant[2]), known)
            else:
                kept.append(line)
    if branches:
        raise ValueError("an #If has no #End If")
    return "".join(f"{line}\n" for line in kept)


def _value(expression: str, known: Mapping[str, Constant]) -> Constant:
    """Return the value of an expression of `Or`, `And`, `Not`, comparisons, names, literals."""
    text = expression.strip()
    for word, combine in ((" or ", any), (" and ", all)):
        parts = re.split(word, text, flags=re.IGNORECASE)
        if len(parts) > 1:
            return combine(bool(_value(part, known)) for part in parts)
    if text.lower().startswith("not "):
        return not _value(text[4:], known)
    if comparison := _COMPARISON.fullmatch(text):
        left, right = _value(comparison[1], known), _value(comparison[3], known)
        return bool(_COMPARE[comparison[2]](left, right))
    if text.startswith('"'):
        return text.strip('"')
    if text.isdigit():
        return int(text)
    return {"true": True, "false": False}.get(text.lower(), known.get(text.lower(), 0))
