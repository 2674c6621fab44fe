"""Oversight: what goes beyond the usual look at a customer, and who looked."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module("oversight", title="Access log", permission=SEE_CUSTOMER, grain="look")
