"""GET /customers/{id}/accounts."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from c360.core.viewer import SEE_CUSTOMER
from c360.customers.included import Includable
from c360.customers.serializers import ACCOUNT_KEY
from c360.http.answer import AnswerView
from c360.modules.accounts import queries


class AccountSerializer(serializers.Serializer[Any]):
    """One account or facility; amounts in minor units of `currency`."""

    account_key = serializers.CharField(help_text=ACCOUNT_KEY)
    number_masked = serializers.CharField()
    product = serializers.CharField()
    kind = serializers.CharField()
    family = serializers.CharField()
    currency = serializers.CharField()
    role = serializers.CharField()
    holders = serializers.IntegerField()
    status = serializers.CharField()
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    closing = serializers.IntegerField()
    change_day = serializers.IntegerField()
    month_average = serializers.IntegerField()
    interest_rate = serializers.CharField(allow_null=True)
    matures_on = serializers.DateField(allow_null=True)
    renewal = serializers.CharField(allow_null=True)
    principal = serializers.IntegerField(allow_null=True)
    instalment = serializers.IntegerField(allow_null=True)
    instalment_day = serializers.IntegerField(allow_null=True)
    credit_limit = serializers.IntegerField(allow_null=True)
    minimum_balance = serializers.IntegerField(allow_null=True)
    overdue_days = serializers.IntegerField(allow_null=True)
    nominees = serializers.ListField(child=serializers.CharField())
    joint = serializers.ListField(child=serializers.CharField())


class AccountTotalsSerializer(serializers.Serializer[Any]):
    """Sums over the accounts the customer owns, in minor units."""

    casa = serializers.IntegerField()
    term_deposits = serializers.IntegerField()
    investments = serializers.IntegerField()
    loans = serializers.IntegerField()
    instalments = serializers.IntegerField()


class AccountListSerializer(serializers.Serializer[Any]):
    """Every account of a customer."""

    as_of = serializers.DateField()
    currency = serializers.CharField(allow_null=True)
    totals = AccountTotalsSerializer()
    results = AccountSerializer(many=True)


class AccountsView(AnswerView):
    """The accounts tab."""

    permission = SEE_CUSTOMER

    @extend_schema(operation_id="listAccounts", responses=AccountListSerializer, tags=["customer"])
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Every account and facility of the customer, owned, shared, nominated or guaranteed."""
        return queries.accounts(self.viewer, customer_id, month_days=self.publication.as_of.day)


INCLUDABLE = {"accounts": Includable(AccountsView, AccountListSerializer)}
urlpatterns = [path("customers/<str:customer_id>/accounts", AccountsView.as_view())]
