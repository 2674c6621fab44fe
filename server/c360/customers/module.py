"""The hall that every other module passes through: units, customers, holdings, search."""

from c360.core.registry import Module

MODULE = Module(
    name="customers",
    title="Customers",
    permission="customer.read",
    grain="a customer, and what the customer holds on the business date",
)
