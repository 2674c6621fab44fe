"""A day that an operator asked for, run by the worker from its queue."""

import logging
from datetime import date

from django.db import connections
from django.utils import timezone

from c360.core.errors import C360Error
from c360.nightly import run
from c360.nightly.models import Load, LoadRequest

log = logging.getLogger(__name__)


def run_requested(request_id: int) -> None:
    """Load the day of that request and write down what became of it; done twice is done once."""
    requests = LoadRequest.objects.using("owner")
    request = requests.filter(pk=request_id, ended_at=None).first()
    if request is None:
        return
    requests.filter(pk=request_id).update(state=LoadRequest.State.RUNNING)
    last = Load.objects.using("owner").order_by("-id").values_list("pk", flat=True).first() or 0
    state, error = LoadRequest.State.FAILED, "The load's process ended with an error; see its log."
    try:
        state, error = LoadRequest.State(run.load(request.as_of, restate=request.restate).state), ""
    except C360Error as refusal:
        log.error("The load of %s was refused: %s", request.as_of, refusal)
        state, error = LoadRequest.State.REFUSED, str(refusal)
    finally:
        requests.filter(pk=request_id).update(
            state=state, error=error, ended_at=timezone.now(), load=_try_at(request.as_of, last)
        )
        connections["owner"].close()


def give_up(request_id: int) -> None:
    """The worker ended each time it ran that request: it is not run again."""
    LoadRequest.objects.using("owner").filter(pk=request_id, ended_at=None).update(
        state=LoadRequest.State.FAILED,
        error="The worker ended before the load was done, each time it tried. See its log.",
        ended_at=timezone.now(),
    )
    connections["owner"].close()


def _try_at(as_of: date, after: int) -> Load | None:
    return Load.objects.using("owner").filter(as_of=as_of, pk__gt=after).order_by("id").first()
