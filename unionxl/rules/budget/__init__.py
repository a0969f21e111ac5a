"""Rules about the budget."""

from __future__ import annotations
