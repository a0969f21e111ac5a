"""Rules about tables that should agree."""

from __future__ import annotations
