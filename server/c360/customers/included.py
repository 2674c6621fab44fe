"""What a caller may have with a customer's first screen: answers of modules, in the same request.

A module's `api` names such answers in `INCLUDABLE`. Each stands in `included` byte for byte as
its own route gives it without parameters, with that route's own permission.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from c360.core.errors import bad_request
from c360.core.registry import plugs
from c360.http.answer import AnswerView


@dataclass(frozen=True)
class Includable:
    """A view of one customer that may be included, and the shape of its answer."""

    view: type[AnswerView]
    shape: type[serializers.Serializer[Any]]


def known() -> dict[str, Includable]:
    """What every module lets include, by name, in alphabetical order."""
    every: list[Mapping[str, Includable]] = [getattr(a, "INCLUDABLE", {}) for a in plugs("api")]
    return dict(sorted((name, one) for named in every for name, one in named.items()))


def asked_for(include: str) -> dict[str, Includable]:
    """What a comma-separated `include` names; Problem unknown_include (400) for any other word."""
    if not include:
        return {}
    every, wanted = known(), include.split(",")
    if len({*wanted}) < len(wanted) or not {*wanted} <= {*every}:
        words = ", ".join(every)
        raise bad_request("unknown_include", f"include takes each once, parted by commas: {words}.")
    return {name: one for name, one in every.items() if name in wanted}


class Included(serializers.Serializer[Any]):
    """The answers that were asked for."""

    def get_fields(self) -> dict[str, Any]:
        """The modules say which there are."""
        return {name: one.shape(required=False) for name, one in known().items()}
