"""What is added up with what: families of products, and bookings that are no flow of money."""

CASA_FAMILIES = ("savings", "current")
# Money moved between a customer's own accounts is neither in nor out.
OWN_MOVES = ("own_transfer", "td_open", "td_maturity")
NOT_ACTIVITY = ("interest", "fees")  # what the bank books of itself
