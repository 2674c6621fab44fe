"""The application with its first wall taken out: no query asks for the viewer's rows any more.

Every condition of the first wall is made from the viewer that a view is given. Here a view is
given one whose scope is the whole bank, while the transaction keeps the true one: what holds then
is row-level security alone, whatever a module's queries look like.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import HttpRequest

from c360.config.rsgi import application
from c360.core.pointer import Publication
from c360.core.viewer import SEE_STAFF, SEE_VIP, Viewer, in_bands
from c360.http import answer

from .bank import RMS

__all__ = ["application"]
EVERYTHING = in_bands(((0, RMS),), frozenset({SEE_STAFF, SEE_VIP}))


@dataclass(frozen=True)
class Unwalled(Viewer):
    """A viewer who asks for everything; `walled` is the one who really asks."""

    walled: Viewer | None = None

    @cached_property
    def scope_hash(self) -> str:
        """The true viewer's: the cache stays as it is."""
        assert self.walled is not None
        return self.walled.scope_hash


_in_publication = answer.in_publication
_prepare = answer.AnswerView._prepare


@contextmanager
def _as_who_really_asks(viewer: Viewer, publication: Publication | None) -> Iterator[None]:
    true = viewer.walled if isinstance(viewer, Unwalled) else viewer
    assert true is not None
    with _in_publication(true, publication):
        yield


def _prepared(view: answer.AnswerView, request: HttpRequest) -> None:
    _prepare(view, request)
    true = view.viewer
    fields = {**vars(replace(true)), "scope": EVERYTHING, "only": None, "own_customer_id": None}
    view.viewer = Unwalled(**fields, walled=true)


answer.in_publication = _as_who_really_asks
answer.AnswerView._prepare = _prepared  # type: ignore[assignment,method-assign]
