"""What the catalogue says about a rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleText:
    """Why a rule matters, an example, and how to clear what it finds, in the clerk's words."""

    reason: str
    example: str
    remedy: str
