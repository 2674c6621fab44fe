"""Accounts: every account and facility of a customer."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module("accounts", title="Accounts", permission=SEE_CUSTOMER, grain="holding")
