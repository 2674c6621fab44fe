"""A synthetic Indian bank's warehouse, made from a number of customers and a seed."""
