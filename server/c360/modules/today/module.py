"""Today: what is worth doing across the book, and what was decided about it."""

from c360.core.registry import Module
from c360.core.viewer import SEE_BOOK

MODULE = Module("today", title="Today", permission=SEE_BOOK, grain="insight")
