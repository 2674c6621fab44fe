"""Transactions: every booking, and what flowed in and out."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module("transactions", title="Transactions", permission=SEE_CUSTOMER, grain="booking")
