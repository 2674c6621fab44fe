"""Routes of what people keep about their book: saved views, and tags on customers."""

from http import HTTPStatus
from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from c360.core.viewer import SEE_BOOK, WRITE_CUSTOMER
from c360.http.answer import WriteView
from c360.modules.book import actions, saved
from c360.modules.book import serializers_kept as shapes


class SavedViewsView(WriteView):
    """The saved views of the grid."""

    permission = SEE_BOOK

    @extend_schema(operation_id="listSavedViews", responses=shapes.SavedViews, tags=["book"])
    def get(self, request: Request) -> dict[str, Any]:
        """The viewer's own, then those shared by people who serve the same books."""
        return {"results": saved.views(self.viewer, self.publication.as_of)}

    @extend_schema(
        operation_id="saveView",
        request=shapes.SavedViewWrite,
        responses={201: shapes.SavedViewAnswer},
        tags=["book"],
    )
    def post(self, request: Request) -> Response:
        """Keep the grid's filters, order and columns under a name; an own name again replaces."""
        serializer = shapes.SavedViewWrite(data=request.data)
        serializer.is_valid(raise_exception=True)
        row = actions.save_view(self.viewer, dict(serializer.validated_data))
        answer = {"as_of": self.publication.as_of, **saved.view_json(self.viewer, row)}
        return Response(answer, status=HTTPStatus.CREATED)


class SavedViewView(WriteView):
    """One saved view."""

    permission = SEE_BOOK

    @extend_schema(
        operation_id="changeView",
        request=shapes.SavedViewChange,
        responses=shapes.SavedViewAnswer,
        tags=["book"],
    )
    def patch(self, request: Request, view_id: int) -> dict[str, Any]:
        """Rename, share or change a view of one's own."""
        serializer = shapes.SavedViewChange(data=request.data)
        serializer.is_valid(raise_exception=True)
        row = actions.change_view(self.viewer, view_id, dict(serializer.validated_data))
        return saved.view_json(self.viewer, row)

    @extend_schema(operation_id="deleteView", responses={204: None}, tags=["book"])
    def delete(self, request: Request, view_id: int) -> Response:
        """Delete a view of one's own."""
        actions.delete_view(self.viewer, view_id)
        return Response(status=HTTPStatus.NO_CONTENT)


class TagsView(WriteView):
    """Tags on many customers."""

    permission = WRITE_CUSTOMER

    @extend_schema(
        operation_id="tagCustomers",
        request=shapes.TagWrite,
        responses=shapes.TagAnswer,
        tags=["book"],
    )
    def post(self, request: Request) -> dict[str, Any]:
        """Put a word on customers, or take it away; all of them or none."""
        serializer = shapes.TagWrite(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        ids = values["customer_ids"]
        customers = actions.tag(self.viewer, ids, add=values["add"], remove=values["remove"])
        return {"customers": customers}


urlpatterns = [
    path("book/views", SavedViewsView.as_view(), name="book-views"),
    path("book/views/<int:view_id>", SavedViewView.as_view(), name="book-view"),
    path("book/tags", TagsView.as_view(), name="book-tags"),
]
