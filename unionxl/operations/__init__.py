"""What the buttons and the commands do, step by step, on any open workbook.

`catalogue` lists them as plain data. An operation reads, decides and writes through the port only,
saves at most once, and returns what to tell the clerk. It stops with a `UnionXLError` before
anything is written.
"""

from __future__ import annotations
