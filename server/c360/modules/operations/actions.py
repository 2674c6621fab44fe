"""An operator asks for the load of a business day; the worker does it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from c360.core.days import today
from c360.core.errors import bad_request
from c360.core.viewer import Viewer
from c360.nightly.models import LOADS, LoadRequest

MOST_WAITING = 31
OPEN = (LoadRequest.State.WAITING, LoadRequest.State.RUNNING)


def ask_load(viewer: Viewer, as_of: date, why: str, *, restate: bool) -> tuple[LoadRequest, bool]:
    """Ask for the load of a day; the request, and whether it is new.

    A day that is asked for already, and not loaded yet, is not asked for twice. Problems:
    day_not_over for today and later, too_many_waiting past MOST_WAITING days.
    """
    if as_of >= today():
        raise bad_request("day_not_over", "A day can be loaded once it is over. Name an earlier.")
    waiting = LoadRequest.objects.filter(state__in=OPEN)
    if found := waiting.filter(as_of=as_of).first():
        return found, False
    if waiting.count() >= MOST_WAITING:
        raise bad_request("too_many_waiting", f"{MOST_WAITING} days wait. Let them be loaded.")
    try:
        with transaction.atomic():
            request = LoadRequest.objects.create(
                as_of=as_of,
                restate=restate,
                why=why,
                asked_by=viewer.username,
                asked_at=timezone.now(),
            )
    except IntegrityError:  # somebody asked for it in the same moment
        return waiting.get(as_of=as_of), False
    # In the request's own transaction: neither stands without the other.
    job = app.configure_task(LOADS.task, queue=LOADS.queue, lock=LOADS.lock)
    job.defer(request_id=request.pk)
    return request, True
