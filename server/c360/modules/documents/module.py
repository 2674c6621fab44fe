"""Documents: which papers the bank holds of a customer, and until when they are good."""

from c360.core.registry import Module
from c360.core.viewer import SEE_CUSTOMER

MODULE = Module("documents", title="Documents", permission=SEE_CUSTOMER, grain="document")
