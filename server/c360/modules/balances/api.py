"""GET /customers/{id}/balances."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from c360.core.viewer import SEE_CUSTOMER
from c360.customers.included import Includable
from c360.customers.periods import PeriodSerializer, period_of
from c360.customers.serializers import ACCOUNT_KEY
from c360.http.answer import AnswerView
from c360.modules.balances import queries


class BalanceQuerySerializer(PeriodSerializer):
    """Which days, and which accounts (comma-separated keys; all savings and current if absent)."""

    account = serializers.CharField(required=False, help_text="Account keys, comma-separated")


class BalanceSeriesSerializer(serializers.Serializer[Any]):
    """One account's closing balances: `[business date, minor units]` on days that changed it."""

    account_key = serializers.CharField(help_text=ACCOUNT_KEY)
    number_masked = serializers.CharField()
    product = serializers.CharField()
    family = serializers.CharField()
    minimum_balance = serializers.IntegerField(allow_null=True)
    points = serializers.ListField(child=serializers.ListField(child=serializers.JSONField()))


class BalanceEventSerializer(serializers.Serializer[Any]):
    """What happened: salary, bounce, maturity, opening of a deposit, large_credit, large_debit."""

    on = serializers.DateField()
    kind = serializers.CharField()
    amount = serializers.IntegerField()
    account_key = serializers.CharField(help_text=ACCOUNT_KEY)

    def get_fields(self) -> dict[str, Any]:
        """`label` is a word of every field's own."""
        return {**super().get_fields(), "label": serializers.CharField()}


class BalanceTrendSerializer(serializers.Serializer[Any]):
    """Balance trend of a customer's accounts."""

    as_of = serializers.DateField()
    currency = serializers.CharField(allow_null=True)
    to = serializers.DateField()
    series = BalanceSeriesSerializer(many=True)
    events = BalanceEventSerializer(many=True)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python's own."""
        return {"from": serializers.DateField(), **super().get_fields()}


class BalancesView(AnswerView):
    """The balance chart."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="getBalanceTrend",
        parameters=[BalanceQuerySerializer],
        responses=BalanceTrendSerializer,
        tags=["customer"],
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Daily closing balances over 13 months, as points on the days that changed them."""
        query = BalanceQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        first, last = period_of(query.validated_data, self.publication.as_of)
        wanted = query.validated_data.get("account", "")
        return queries.balance_trend(
            self.viewer,
            customer_id,
            first=first,
            last=last,
            accounts=tuple(filter(None, wanted.split(","))),
        )


INCLUDABLE = {"balances": Includable(BalancesView, BalanceTrendSerializer)}
urlpatterns = [path("customers/<str:customer_id>/balances", BalancesView.as_view())]
