"""What is checked: pure functions from a year's book to findings."""

from __future__ import annotations
