"""What a caller may have with a customer's first screen: answers of modules, in the same request.

A module's `api` names such answers in `CUSTOMER_PARTS`. Each stands in `included` byte for byte
as its own route gives it without parameters, with that route's own permission.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from c360.core.errors import bad_request
from c360.core.registry import plugs
from c360.http.answer import AnswerView


@dataclass(frozen=True)
class Part:
    """A view of one customer that may be included, and the shape of its answer."""

    view: type[AnswerView]
    shape: type[serializers.Serializer[Any]]


def known() -> dict[str, Part]:
    """Every module's parts by name, in alphabetical order."""
    every: list[Mapping[str, Part]] = [getattr(api, "CUSTOMER_PARTS", {}) for api in plugs("api")]
    return dict(sorted((name, part) for parts in every for name, part in parts.items()))


def asked_for(include: str) -> dict[str, Part]:
    """The parts of a comma-separated `include`; Problem unknown_part (400) for any other word."""
    if not include:
        return {}
    every, wanted = known(), include.split(",")
    if len({*wanted}) < len(wanted) or not {*wanted} <= {*every}:
        words = ", ".join(every)
        raise bad_request("unknown_part", f"include takes each once, parted by commas: {words}.")
    return {name: part for name, part in every.items() if name in wanted}


class Included(serializers.Serializer[Any]):
    """The parts that were asked for."""

    def get_fields(self) -> dict[str, Any]:
        """The modules say which there are."""
        return {name: part.shape(required=False) for name, part in known().items()}
