"""Starts the window: python -m unionxl.window [FILE]."""

from __future__ import annotations

from unionxl.window import main

if __name__ == "__main__":
    main()
