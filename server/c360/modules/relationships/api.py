"""GET /customers/{id}/relationships."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from c360.core.viewer import SEE_CUSTOMER
from c360.http.answer import AnswerView
from c360.modules.relationships import queries


class TieSerializer(serializers.Serializer[Any]):
    """What ties the two; `account` is masked, null where no account does."""

    kind = serializers.CharField()
    account = serializers.CharField(allow_null=True)
    since = serializers.DateField(allow_null=True)


class RelatedPersonSerializer(serializers.Serializer[Any]):
    """A person or organisation in the viewer's scope; `trv` in minor units."""

    customer_id = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    segment = serializers.CharField(allow_null=True)
    rm_name = serializers.CharField(allow_null=True)
    trv = serializers.IntegerField()
    in_household = serializers.BooleanField()
    ties = TieSerializer(many=True)


class HouseholdTotalsSerializer(serializers.Serializer[Any]):
    """The members in the viewer's scope, an account counted once; minor units."""

    name = serializers.CharField()
    members = serializers.IntegerField()
    trv = serializers.IntegerField()
    casa = serializers.IntegerField()
    term_deposits = serializers.IntegerField()
    investments = serializers.IntegerField()
    loans = serializers.IntegerField()
    shared_accounts = serializers.IntegerField()


class RelationshipsSerializer(serializers.Serializer[Any]):
    """The people around a customer."""

    as_of = serializers.DateField()
    currency = serializers.CharField()
    household = HouseholdTotalsSerializer(allow_null=True)
    people = RelatedPersonSerializer(many=True)


class RelationshipsView(AnswerView):
    """The relationships tab."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="listRelationships", responses=RelationshipsSerializer, tags=["customer"]
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Household, ties and people on shared accounts, within the viewer's scope."""
        return queries.relationships(self.viewer, customer_id)


urlpatterns = [path("customers/<str:customer_id>/relationships", RelationshipsView.as_view())]
