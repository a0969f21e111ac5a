"""Rules about dues, contribution and remittance."""

from __future__ import annotations
