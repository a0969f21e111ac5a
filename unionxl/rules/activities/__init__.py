"""Rules about what activities cost."""

from __future__ import annotations
