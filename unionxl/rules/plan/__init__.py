"""Rules about the plan of the year."""

from __future__ import annotations
