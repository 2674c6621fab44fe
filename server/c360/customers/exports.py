"""The view of a list as a file: any viewer who may see the list, and always in the audit."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from c360.access import store
from c360.access.limits import take_export
from c360.core.problems import request_id_of
from c360.http.answer import AnswerView
from c360.http.export import MEDIA_TYPES, Column, export

FILE = {(200, kind.partition(";")[0]): OpenApiTypes.BINARY for kind in MEDIA_TYPES.values()}


class FormSerializer(serializers.Serializer[Any]):
    """What kind of file."""

    form = serializers.ChoiceField(["csv", "xlsx"], required=False, default="csv")


class ExportView(AnswerView):
    """A subclass's `get` gives `self.file(...)`; the answer's X-Export-Rows counts the rows."""

    cached = False
    writes = True  # each file is counted

    def file(
        self,
        request: Request,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Any]],
        **said: str | int,
    ) -> HttpResponseBase:
        """Write the rows as the file asked for; the audit says so, and what was `said`, before."""
        serializer = FormSerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        form = serializer.validated_data["form"]
        take_export(self.viewer.username)
        made = export(f"{name}-{self.publication.as_of}", form, columns, rows)
        match = request._request.resolver_match
        store.note(
            {
                "kind": "export",
                "request_id": request_id_of(request._request),
                "user": self.viewer.username,
                "session": self.viewer.session,
                "route": match.route if match else "unknown",
                **{f"path_{key}": str(value)[:64] for key, value in self.kwargs.items()},
                "form": form,
                "rows": made.rows,
                **said,
            }
        )
        return made.response
