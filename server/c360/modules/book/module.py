"""Book home: how an RM's book, or all books under a head, stand this morning."""

from c360.core.registry import Module

MODULE = Module(
    name="book",
    title="Book",
    permission="book.read",
    grain="an RM's book at a month's end and on the business date",
)
