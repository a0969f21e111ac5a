"""What the rules look up, each worked out once."""

from __future__ import annotations
