"""Conversations: what was said, what was promised, and the customer's timeline."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module("conversations", title="Timeline", permission=SEE_CUSTOMER, grain="event")
