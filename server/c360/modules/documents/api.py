"""GET /customers/{id}/documents."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from c360.core.viewer import SEE_CUSTOMER
from c360.http.answer import AnswerView
from c360.modules.documents import queries


class DocumentSerializer(serializers.Serializer[Any]):
    """One paper; `standing` compares its end with the business date."""

    document_id = serializers.CharField()
    kind = serializers.CharField()
    received_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    status = serializers.CharField(allow_null=True)
    standing = serializers.ChoiceField(["expired", "soon", "valid", "open"])


class DocumentListSerializer(serializers.Serializer[Any]):
    """Every paper of a customer."""

    as_of = serializers.DateField()
    results = DocumentSerializer(many=True)


class DocumentsView(AnswerView):
    """The documents tab."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="listDocuments", responses=DocumentListSerializer, tags=["customer"]
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """The papers the bank holds of the customer, those that end first in front."""
        return queries.documents(self.viewer, customer_id, self.publication.as_of)


urlpatterns = [path("customers/<str:customer_id>/documents", DocumentsView.as_view())]
