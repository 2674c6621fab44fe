"""When a customer was last spoken with: as the warehouse tells, and as was logged here since."""

from collections.abc import Iterable
from datetime import date

from c360.access.books import note_writing
from c360.customers.models import LastContact
from c360.customers.queries import books_of

# Who speaks with a customer: a campaign, a complaint or a click is no contact by the bank.
CONTACT_KINDS = ("call", "visit", "review")


def note(customer_id: str, contacted_on: date, channel: str) -> None:
    """Remember a contact unless a later one is known."""
    note_writing(books_of([customer_id]))
    row = LastContact(customer_id=customer_id, contacted_on=contacted_on, channel=channel)
    LastContact.objects.bulk_create([row], ignore_conflicts=True)
    earlier = LastContact.objects.filter(customer_id=customer_id, contacted_on__lt=contacted_on)
    earlier.update(contacted_on=contacted_on, channel=channel)


def latest(customer_ids: Iterable[str]) -> dict[str, LastContact]:
    """The last contact logged here of each of these customers who has one."""
    return LastContact.objects.in_bulk(list(customer_ids))
