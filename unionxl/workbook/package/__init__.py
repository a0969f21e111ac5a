"""The workbook as a file: parts, styles, rows, and a save that is whole or not at all."""

from __future__ import annotations
