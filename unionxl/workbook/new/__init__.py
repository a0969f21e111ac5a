"""A new workbook: its sheets, its start sheet, its buttons."""

from __future__ import annotations
