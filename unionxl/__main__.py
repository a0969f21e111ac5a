"""`python -m unionxl`, the same as the command `unionxl`."""

from __future__ import annotations

from unionxl.cli import main

if __name__ == "__main__":
    main()
