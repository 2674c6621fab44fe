"""Relationships: household, ties and people on shared accounts."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module(
    "relationships", title="Relationships", permission=SEE_CUSTOMER, grain="relationship"
)
