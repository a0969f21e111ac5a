"""A workbook in the hands of a Python program: frames, findings, sheets; nothing is imported here.

The names that users import are those of `unionxl` itself.
"""

from __future__ import annotations
