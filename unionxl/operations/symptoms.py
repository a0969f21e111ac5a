"""One thing that was looked at on a computer or in a workbook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was looked at: what was found, and what to do where it is not well."""

    subject: str
    found: str
    advice: str = ""

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.advice

    def __str__(self) -> str:
        """Return a line for the clerk."""
        sign = "√" if self.is_well else "！"
        return f"{sign} {self.subject}：{self.found}{self.advice}"
