"""GET /customers/{id}/consents."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from c360.core.viewer import SEE_CUSTOMER
from c360.customers.serializers import ContactAction
from c360.http.answer import AnswerView
from c360.modules.consents import queries


class ConsentRowSerializer(serializers.Serializer[Any]):
    """What was agreed or withdrawn, and since when."""

    purpose = serializers.CharField()
    channel = serializers.CharField()
    status = serializers.ChoiceField(["granted", "withdrawn"])
    since = serializers.DateField(allow_null=True)


class ConsentListSerializer(serializers.Serializer[Any]):
    """Every purpose a customer was asked about."""

    as_of = serializers.DateField()
    contact = ContactAction(many=True)
    results = ConsentRowSerializer(many=True)


class ConsentsView(AnswerView):
    """The consent tab."""

    permission = SEE_CUSTOMER

    @extend_schema(operation_id="listConsents", responses=ConsentListSerializer, tags=["customer"])
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """What the customer agreed to, by purpose and channel."""
        return queries.consents(self.viewer, customer_id)


urlpatterns = [path("customers/<str:customer_id>/consents", ConsentsView.as_view())]
