"""A peer: Django REST framework as a team writes it first, with its pooling and paging switched on.

Plain `ModelViewSet`s over the ORM with django-filter; the customer's holdings are prefetched. It
signs nobody in, writes no audit and asks for one RM's rows by a parameter: less work than ours.
"""

import os

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bench",
    MIDDLEWARE=[],
    INSTALLED_APPS=["rest_framework", "django_filters"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ["PEER_HOST"],
            "PORT": os.environ["PEER_PORT"],
            "NAME": os.environ["PEER_DATABASE"],
            "USER": os.environ["PEER_USER"],
            "PASSWORD": os.environ["PEER_PASSWORD"],
            "OPTIONS": {
                "options": "-c search_path=peer",
                "pool": {"min_size": 2, "max_size": 4},
                "server_side_binding": True,
                "prepare_threshold": 3,
            },
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_FILTER_BACKENDS": [
            "django_filters.rest_framework.DjangoFilterBackend",
            "rest_framework.filters.OrderingFilter",
        ],
        "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
        "PAGE_SIZE": 50,
    },
)
django.setup()

from typing import Any  # noqa: E402

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db.models import Q  # noqa: E402
from rest_framework import routers, serializers, viewsets  # noqa: E402

from bench.peers.drf.tables import model_of  # noqa: E402

Customer = model_of("customer", "customer_id", {})
Holding = model_of("holding", "account_id", {"customer_id": (Customer, "holdings")})
Figures = model_of("figures", "customer_id", {})
Transaction = model_of("txn", "transaction_id", {})


OPERATING = ("owner", "joint", "authorised")


class HoldingSerializer(serializers.ModelSerializer[Any]):
    """An account as it is."""

    class Meta:
        model = Holding
        fields = "__all__"


class TransactionSerializer(serializers.ModelSerializer[Any]):
    """A booking as it is."""

    class Meta:
        model = Transaction
        fields = "__all__"


class CustomerSerializer(serializers.ModelSerializer[Any]):
    """A customer, and in the detail the accounts and the last 50 bookings."""

    holdings = HoldingSerializer(many=True, read_only=True)
    transactions = serializers.SerializerMethodField()

    class Meta:
        model = Customer
        fields = "__all__"

    def get_transactions(self, customer: Any) -> Any:
        """The last 50 of the accounts the customer holds."""
        accounts = [one.account_id for one in customer.holdings.all() if one.role in OPERATING]
        rows = Transaction._default_manager.filter(account_id__in=accounts)
        return TransactionSerializer(
            rows.order_by("-posted_on", "-posted_seq", "account_id")[:50], many=True
        ).data


class FoundSerializer(serializers.ModelSerializer[Any]):
    """A customer in the list of those found."""

    class Meta:
        model = Figures
        fields = ("customer_id", "full_name", "kind", "segment", "branch_id", "trv")


class FiguresSerializer(serializers.ModelSerializer[Any]):
    """A row of the book."""

    class Meta:
        model = Figures
        fields = "__all__"


class CustomerViewSet(viewsets.ModelViewSet):  # type: ignore[type-arg]
    """Customers of one RM."""

    queryset = Customer._default_manager.prefetch_related("holdings")
    serializer_class = CustomerSerializer
    filterset_fields = ("rm_seq",)


class FoundViewSet(viewsets.ModelViewSet):  # type: ignore[type-arg]
    """Customers of one RM with a word that begins as typed."""

    queryset = Figures._default_manager.all()
    serializer_class = FoundSerializer
    filterset_fields = ("rm_seq",)
    ordering_fields = ("trv",)

    def get_queryset(self) -> Any:
        """The first word, or a later one."""
        typed = self.request.query_params["typed"]
        first = Q(full_name__istartswith=typed)
        return super().get_queryset().filter(first | Q(full_name__icontains=f" {typed}"))


class FiguresViewSet(viewsets.ModelViewSet):  # type: ignore[type-arg]
    """The book as a grid."""

    queryset = Figures._default_manager.all()
    serializer_class = FiguresSerializer
    filterset_fields = ("rm_seq", "segment", "city")
    ordering_fields = "__all__"


router = routers.SimpleRouter(trailing_slash=False)
router.register("customers", CustomerViewSet)
router.register("figures", FiguresViewSet)
router.register("found", FoundViewSet, basename="found")
urlpatterns = router.urls
application = WSGIHandler()
