"""The other half of the double entry: the product's figures, worked out a second time."""
