"""Rules about members and registers."""

from __future__ import annotations
