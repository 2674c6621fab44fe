"""When a customer was last spoken with: as the warehouse tells, and as was logged here since."""

from collections.abc import Iterable
from datetime import date

from django.db.models import DateField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from c360.customers.models import LastContact


def note(customer_id: str, contacted_on: date, channel: str) -> None:
    """Remember a contact unless a later one is known."""
    row = LastContact(customer_id=customer_id, contacted_on=contacted_on, channel=channel)
    LastContact.objects.bulk_create([row], ignore_conflicts=True)
    earlier = LastContact.objects.filter(customer_id=customer_id, contacted_on__lt=contacted_on)
    earlier.update(contacted_on=contacted_on, channel=channel)


def latest(customer_ids: Iterable[str]) -> dict[str, LastContact]:
    """The last contact logged here of each of these customers who has one."""
    return LastContact.objects.in_bulk(list(customer_ids))


def contact_day(never: date) -> Coalesce:
    """The later of both days, for rows with `customer_id` and `last_contact_on`."""
    logged: QuerySet[LastContact] = LastContact.objects.filter(customer_id=OuterRef("customer_id"))
    here = Subquery(logged.values("contacted_on")[:1], output_field=DateField())
    return Coalesce(Greatest(F("last_contact_on"), here), never)
