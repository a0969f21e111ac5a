"""What clerks write: numerals, months and days, names, relatives, purposes, and the word lists."""
