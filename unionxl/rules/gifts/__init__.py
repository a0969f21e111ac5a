"""Rules about gifts and benefits."""

from __future__ import annotations
