"""What leaves the workbook: pictures of charts, Word reports, calendar files."""

from __future__ import annotations
