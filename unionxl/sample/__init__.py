"""An invented kindergarten union and its year, for `unionxl demo` and for trying the rules."""

from __future__ import annotations
