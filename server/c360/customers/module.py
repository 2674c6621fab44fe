"""The hall that every other module passes through: units, customers, holdings, search."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module(
    name="customers",
    title="Customers",
    permission=SEE_CUSTOMER,
    grain="a customer, and what the customer holds on the business date",
)
