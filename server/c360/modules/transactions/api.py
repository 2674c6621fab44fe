"""GET /customers/{id}/transactions, its summary, and /cashflow."""

from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from c360.core.viewer import SEE_CUSTOMER
from c360.customers.exports import FILE, ExportView, FormSerializer
from c360.customers.included import Includable
from c360.customers.periods import PageSerializer, PeriodSerializer, period_of
from c360.customers.serializers import ACCOUNT_KEY
from c360.http.answer import AnswerView
from c360.http.paging import decode_cursor, encode_cursor, page_limit
from c360.modules.transactions import export, queries
from c360.modules.transactions.filters import FilterSerializer, filters_of


class TransactionSerializer(serializers.Serializer[Any]):
    """A booking; amounts in minor units, negative for a debit."""

    transaction_id = serializers.CharField()
    posted_on = serializers.DateField()
    value_date = serializers.DateField(allow_null=True)
    account_key = serializers.CharField(help_text=ACCOUNT_KEY)
    number_masked = serializers.CharField()
    product = serializers.CharField()
    counterparty = serializers.CharField(allow_null=True)
    narration = serializers.CharField(allow_null=True)
    channel = serializers.CharField(allow_null=True)
    category = serializers.CharField(allow_null=True)
    amount = serializers.IntegerField()
    balance_after = serializers.IntegerField(allow_null=True)


class TransactionPageSerializer(serializers.Serializer[Any]):
    """A page of bookings, newest first; `next` is the cursor of the following page."""

    as_of = serializers.DateField()
    currency = serializers.CharField(allow_null=True)
    results = TransactionSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class MonthFlowSerializer(serializers.Serializer[Any]):
    """What came in and went out in a month (`2026-11`), both positive minor units."""

    month = serializers.CharField()
    money_in = serializers.IntegerField()
    money_out = serializers.IntegerField()


class CounterpartyNetSerializer(serializers.Serializer[Any]):
    """A counterparty with the net of all bookings."""

    name = serializers.CharField()
    net = serializers.IntegerField()


class FacetSerializer(serializers.Serializer[Any]):
    """A value that occurs and how often."""

    value = serializers.CharField()
    count = serializers.IntegerField()


class TransactionFacetsSerializer(serializers.Serializer[Any]):
    """What the period holds to filter by."""

    channels = FacetSerializer(many=True)
    categories = FacetSerializer(many=True)
    counterparties = FacetSerializer(many=True)


class TransactionSummarySerializer(serializers.Serializer[Any]):
    """Totals of the filtered bookings; months leave moves between own accounts out."""

    as_of = serializers.DateField()
    currency = serializers.CharField(allow_null=True)
    count = serializers.IntegerField()
    of_count = serializers.IntegerField()
    money_in = serializers.IntegerField()
    money_out = serializers.IntegerField()
    net = serializers.IntegerField()
    months = MonthFlowSerializer(many=True)
    counterparties = CounterpartyNetSerializer(many=True)
    facets = TransactionFacetsSerializer()


class CategoryFlowSerializer(serializers.Serializer[Any]):
    """In and out of one category over the period."""

    category = serializers.CharField()
    money_in = serializers.IntegerField()
    money_out = serializers.IntegerField()


class SalaryRegularitySerializer(serializers.Serializer[Any]):
    """In how many of the period's months a salary came."""

    months_paid = serializers.IntegerField()
    of_months = serializers.IntegerField()


class CashflowSerializer(serializers.Serializer[Any]):
    """In and out by month and by category."""

    as_of = serializers.DateField()
    currency = serializers.CharField(allow_null=True)
    months = serializers.ListField(child=serializers.CharField())
    money_in = serializers.ListField(child=serializers.IntegerField())
    money_out = serializers.ListField(child=serializers.IntegerField())
    categories = CategoryFlowSerializer(many=True)
    salary = SalaryRegularitySerializer(allow_null=True)


class TransactionsView(AnswerView):
    """The transactions tab."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="listTransactions",
        parameters=[FilterSerializer, PageSerializer],
        responses=TransactionPageSerializer,
        tags=["customer"],
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Bookings of all accounts the customer operates, newest first."""
        query = request.query_params
        route = f"transactions:{customer_id}"
        cursor = decode_cursor(self.viewer, route, query.get("cursor"), query)
        after = (date.fromisoformat(cursor[0]), cursor[1], cursor[2]) if cursor else None
        page = queries.transactions(
            self.viewer,
            customer_id,
            filters_of(query, self.publication.as_of),
            after=after,
            limit=page_limit(query),
        )
        following = None
        if page.last:
            values = [page.last[0].isoformat(), *page.last[1:]]
            following = encode_cursor(self.viewer, route, values, query)
        return {"currency": page.currency, "results": page.rows, "next": following}


class TransactionsFileView(ExportView):
    """The transactions tab as a file."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="exportTransactions",
        parameters=[FilterSerializer, FormSerializer],
        responses=FILE,
        tags=["customer"],
    )
    def get(self, request: Request, customer_id: str) -> HttpResponseBase:
        """Every booking that the filters let through, newest first."""
        filters = filters_of(request.query_params, self.publication.as_of)
        rows = export.rows(self.viewer, customer_id, filters)
        return self.file(request, "transactions", export.COLUMNS, rows)


class TransactionSummaryView(AnswerView):
    """Totals above the transactions."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="summariseTransactions",
        parameters=[FilterSerializer],
        responses=TransactionSummarySerializer,
        tags=["customer"],
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Count, in, out and net of what the filters let through, by month and counterparty."""
        filters = filters_of(request.query_params, self.publication.as_of)
        return queries.summary(self.viewer, customer_id, filters)


class CashflowView(AnswerView):
    """In and out bars, and where money goes."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="getCashflow",
        parameters=[PeriodSerializer],
        responses=CashflowSerializer,
        tags=["customer"],
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """In and out by month and category over the period, without own transfers."""
        query = PeriodSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        first, last = period_of(query.validated_data, self.publication.as_of)
        return queries.cashflow(self.viewer, customer_id, first=first, last=last)


INCLUDABLE = {
    "transactions": Includable(TransactionsView, TransactionPageSerializer),
    "cashflow": Includable(CashflowView, CashflowSerializer),
}
urlpatterns = [
    path("customers/<str:customer_id>/transactions", TransactionsView.as_view()),
    path("customers/<str:customer_id>/transactions/export", TransactionsFileView.as_view()),
    path("customers/<str:customer_id>/transactions/summary", TransactionSummaryView.as_view()),
    path("customers/<str:customer_id>/cashflow", CashflowView.as_view()),
]
