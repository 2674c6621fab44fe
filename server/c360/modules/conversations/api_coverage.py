"""Route of a unit's coverage: contacts by week and overdue promises, for its head."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request

from c360.core.days import today
from c360.core.viewer import SEE_BOOK, Viewer
from c360.customers.queries import is_few
from c360.http.answer import AnswerView
from c360.modules.conversations.coverage import coverage


class UnitCoverage(s.Serializer[object]):
    """A unit or an RM's book.

    `contacted` counts the customers spoken with in each week of the answer, also as logged here;
    `overdue_promises` the open follow-ups of its customers that were due before today.
    """

    id = s.CharField()
    overdue_promises = s.IntegerField()
    contacted = s.ListField(child=s.IntegerField())


class UnitCoverageAnswer(s.Serializer[object]):
    """A unit and what stands right under it; `weeks` are Mondays, the last week is running."""

    as_of = s.DateField()
    weeks = s.ListField(child=s.DateField())
    results = UnitCoverage(many=True)


class CoverageView(AnswerView):
    """How well a unit's customers are looked after."""

    permission = SEE_BOOK
    shows_books = True

    @extend_schema(operation_id="getUnitCoverage", responses=UnitCoverageAnswer, tags=["book"])
    def get(self, request: Request, unit_id: str) -> dict[str, Any]:
        """Contacts by week and overdue promises; 404 unless the unit is whole in scope."""
        return coverage(self.viewer, unit_id, self.publication.as_of)

    @classmethod
    def kept_under(cls, viewer: Viewer, versions: str) -> str | None:
        """A branch knows at once what was logged and promised here, a bank once a day."""
        return None if is_few(viewer) else str(today())


urlpatterns = [path("units/<str:unit_id>/coverage", CoverageView.as_view())]
