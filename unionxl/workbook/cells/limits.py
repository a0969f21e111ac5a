"""Every limit of the package adapter, in one place."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

# What is opened at all: figures far above any clerk's workbook, far below what stops a machine.
MAX_FILE_BYTES = 300 * MEGABYTE
MAX_ENTRIES = 20_000
MAX_PART_BYTES = 1024 * MEGABYTE
MAX_TOTAL_BYTES = 2048 * MEGABYTE
# Real sheets shrink 5 to 60 times; only what is large enough to do harm is measured.
MAX_RATIO = 200
RATIO_FROM_BYTES = 16 * MEGABYTE

# A reader fills the rectangle around all cells: far fewer cells than room means a stray one.
DENSE_FROM_CELLS = 1_000_000
MAX_ROOM_PER_CELL = 20
MAX_CELLS = 64_000_000
MAX_ROOM_PER_TABLE = 3  # what a sheet uses beside its table is read along with it up to so much

# What reading a sheet takes, measured with 12,000 to 100,000 rows: so often its bytes, and so much
# for the rest; more where the program does other things meanwhile.
READING_RATIO = 4
READING_BYTES = 24 * MEGABYTE
READING_AHEAD_BYTES = 112 * MEGABYTE

# Of the spreadsheet programs.
MAX_TEXT = 32_767
MAX_DIGITS = 15
MAX_LIST_FORMULA = 255
MAX_SHEET_NAME = 31
MAX_LINKS = 65_530

KEPT_BACKUPS = 20

# Rows of a table from which on what formulas come to is left to the program that opens the file.
MAX_COMPUTED_ROWS = 20_000
