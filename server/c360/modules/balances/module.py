"""Balances: the daily balance trend of a customer's accounts."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module("balances", title="Balances", permission=SEE_CUSTOMER, grain="account x day")
