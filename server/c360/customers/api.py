"""Routes of the hall: search and the first screen of a customer."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from c360.core.viewer import SEARCH, SEE_CUSTOMER
from c360.customers import holdings, included, page, search
from c360.customers.serializers import CustomerAnswer, SearchAnswer
from c360.http.answer import AnswerView


class SearchView(AnswerView):
    """Customers by id, account number, mobile, PAN or name, within the viewer's scope."""

    permission = SEARCH

    @extend_schema(
        operation_id="search",
        responses=SearchAnswer,
        parameters=[OpenApiParameter("q", str, required=True, description="What was typed")],
    )
    def get(self, request: Request) -> dict[str, Any]:
        return search.answer(self.viewer, request.query_params.get("q", ""))


class CustomerView(AnswerView):
    """One customer: who, with whom, how much, what comes next."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="getCustomer",
        responses=CustomerAnswer,
        parameters=[
            OpenApiParameter(
                "include", str,
                description="Answers to have with it, comma-separated: the names of `included`",
            )
        ],
    )  # fmt: skip
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        wanted = included.asked_for(request.query_params.get("include", ""))
        with holdings.read_once():
            answer = page.answer(self.viewer, customer_id, self.publication.as_of)
            beside = {
                name: self.beside(one.view, customer_id=customer_id) for name, one in wanted.items()
            }
        return {**answer, "included": beside} if wanted else answer


urlpatterns = [
    path("search", SearchView.as_view(), name="search"),
    path("customers/<str:customer_id>", CustomerView.as_view(), name="customer"),
]
