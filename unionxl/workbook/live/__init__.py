"""A workbook that is open in Excel."""

from __future__ import annotations
