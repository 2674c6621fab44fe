"""What a team would use instead, over the same rows of the same database."""
