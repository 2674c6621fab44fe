"""The one door to a customer, and the first wall: only rows of the RMs in the viewer's scope."""

from django.conf import settings
from django.db.models import Q

from c360.core.errors import not_found
from c360.core.viewer import Viewer
from c360.customers.models import Customer

FEW_RMS = 50  # up to here the RMs are named one by one, which serves the index best


def within(viewer: Viewer) -> Q:
    """The rows of the viewer's scope, for every table that carries `rm_seq`."""
    if sum(last - first + 1 for first, last in viewer.scope) <= FEW_RMS:
        return Q(rm_seq__in=[n for first, last in viewer.scope for n in range(first, last + 1)])
    wall = Q()
    for first, last in viewer.scope:
        wall |= Q(rm_seq__range=(first, last))
    return wall


def customer_of(viewer: Viewer, customer_id: str) -> Customer:
    """The customer of that id; raises the one not-found problem out of the viewer's scope."""
    customer = Customer.objects.filter(within(viewer), customer_id=customer_id).first()
    if customer is None:
        raise not_found()
    return customer


def bank_currency() -> str:
    """The currency the bank's figures are in (ISO 4217), as bank.toml says."""
    return str(settings.C360_BANK_SETTINGS["currency"])
