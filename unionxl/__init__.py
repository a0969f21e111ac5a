"""Turn a trade union workbook into calendars, month sheets, checks and charts."""

from __future__ import annotations
