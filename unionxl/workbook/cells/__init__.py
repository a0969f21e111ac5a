"""Cells, sheets and marks: what holds for every way of writing them."""

from __future__ import annotations
