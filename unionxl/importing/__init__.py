"""From plan documents to work items."""

from __future__ import annotations
