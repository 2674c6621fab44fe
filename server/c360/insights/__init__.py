"""Rules over the night's tables: what an RM should know or do, and why."""
