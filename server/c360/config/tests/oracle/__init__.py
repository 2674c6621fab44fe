"""Who may see what, worked out slowly from the bank's own rows, and every route asked about it."""
