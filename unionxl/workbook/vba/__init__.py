"""A VBA project from reviewable text: compression, compound file, project streams, sources."""

from __future__ import annotations
