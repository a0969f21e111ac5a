"""Rules about the ledger."""

from __future__ import annotations
