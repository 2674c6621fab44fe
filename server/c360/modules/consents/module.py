"""Consent: what a customer agreed to, by purpose and channel."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module("consents", title="Consent", permission=SEE_CUSTOMER, grain="consent")
