"""What was typed on generated sheets, and its way back to the tables."""

from __future__ import annotations
