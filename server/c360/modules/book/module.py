"""Book home: how an RM's book, or all books under a head, stand this morning."""

from c360.core.registry import Module
from c360.core.viewer import SEE_BOOK

MODULE = Module(
    name="book",
    title="Book",
    permission=SEE_BOOK,
    grain="an RM's book at a month's end and on the business date",
)
