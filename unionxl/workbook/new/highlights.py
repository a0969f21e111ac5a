"""What stands out by itself on the input sheets: always by a word or a line, never by colour alone.

The words come from number formats, so that the cells keep what the clerk typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import column_letters
from unionxl.workbook.cells.theme import ACCENT, MUTED, PALE_GREY, PALE_RED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.tables.model import Table

DOUBLE = "duplicate"
FADED: Mapping[str, object] = {"font_color": f"#{MUTED}"}
STRUCK: Mapping[str, object] = {"font_color": f"#{MUTED}", "font_strikeout": True}
STRONG: Mapping[str, object] = {
    "bold": True,
    "font_color": f"#{ACCENT}",
    "bg_color": f"#{PALE_RED}",
}


@dataclass(frozen=True, slots=True)
class Highlight:
    """Cells of some columns that look different where a condition holds.

    `condition` is an expression in which `{field}` stands for the cell of that column in the same
    row, or DOUBLE. `word` is shown around the text, `@` being the text.
    """

    columns: tuple[str, ...]
    condition: str
    look: Mapping[str, object]
    word: str = ""

    def formula(self, table: Table, row: int) -> str:
        """Return the condition for a row of the sheet (from 1), columns fixed."""
        letters = {
            column.field: f"${column_letters(number)}{row}"
            for number, column in enumerate(table.columns, 1)
        }
        return "=" + self.condition.format_map(letters)

    def properties(self) -> dict[str, object]:
        """Return the look in the words of XlsxWriter."""
        return {**self.look, **({"num_format": self.word} if self.word else {})}


NOTHING = ";;;"  # shows no value at all
DOUBLE_NUMBER = '@"（重复）"'
HIGHLIGHTS: Mapping[str, tuple[Highlight, ...]] = {
    "Plan": (
        Highlight(("item_no",), DOUBLE, STRONG, DOUBLE_NUMBER),
        Highlight(("description", "status"), '{status}="取消"', STRUCK),
        Highlight(("description", "status"), '{status}="已完成"', FADED, '"✓ "@'),
        Highlight(("status",), '{status}="延期"', STRONG, '"▲ "@'),
    ),
    "Members": (
        Highlight(("member_no",), DOUBLE, STRONG, DOUBLE_NUMBER),
        Highlight(
            ("name", "employment_status"),
            'AND({employment_status}<>"",{employment_status}<>"在职",{employment_status}<>"借用")',
            STRUCK,
        ),
        Highlight(("in_hardship",), '{in_hardship}="是"', STRONG, '"▲ "@'),
    ),
    "Dues": (
        Highlight(
            ("member_name",),
            "AND(ISNUMBER({payable_amount}),N({paid_amount})<N({payable_amount}))",
            STRONG,
            '@"（未缴足）"',
        ),
    ),
    "Budget": (
        Highlight(
            ("final_amount",),
            'AND({original_amount}="",{revision_amount}="")',
            {"font_color": f"#{PALE_GREY}"},
            NOTHING,
        ),
        Highlight(("final_amount",), "N({final_amount})<0", STRONG),
    ),
    "Ledger": (
        Highlight(
            ("description",),
            "AND(N({income_amount})<>0,N({expense_amount})<>0)",
            STRONG,
            '@"（收入、支出只填一栏）"',
        ),
        Highlight(
            ("balance_amount",),
            "AND(N({income_amount})=0,N({expense_amount})=0)",
            {"font_color": f"#{PALE_GREY}"},
            NOTHING,
        ),
        Highlight(("balance_amount",), "N({balance_amount})<0", STRONG),
    ),
    "Proposals": (
        Highlight(
            ("subject",),
            'AND({answer_due_on}<>"",{answered_on}="",{answer_due_on}<TODAY())',
            STRONG,
            '@"（答复已到期）"',
        ),
    ),
}
