"""Lists of her own into tables: what the columns mean, whose the rows are, what would change."""
