"""Usage: which features people use and how long answers take; never a customer, never a person."""

from c360.core.registry import Module
from c360.core.viewer import SEE_LOADS

MODULE = Module("usage", title="Usage", permission=SEE_LOADS, grain="an hour of a feature")
