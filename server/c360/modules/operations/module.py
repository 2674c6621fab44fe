"""Operations: which day is served, and how each load went."""

from c360.core.registry import Module
from c360.core.viewer import SEE_LOADS

MODULE = Module("operations", title="Loads", permission=SEE_LOADS, grain="load")
