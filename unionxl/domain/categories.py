"""Kinds of work, and the words by which a text is known to be of one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """A category of work and the words that speak for it, the surest first."""

    name: str
    words: tuple[str, ...]
