"""Google Analytics 4 by the measurement protocol, where the bank wants it: counts, nothing else.

Sent are the kind and name of a feature, the role and how often. The client id is the same for
the whole installation: there is no person, no unit, no customer and no address of a page in it.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

log = logging.getLogger(__name__)
AT_ONCE = 25  # events a request may hold
TIME_LIMIT = 3.0  # seconds
CLIENT = "c360.installation"


def send(events: Mapping[tuple[datetime, str, str, str, str], int]) -> None:
    """Send the counts of events; nothing where no measurement id is set. Failures are logged."""
    if not settings.C360_GA4_MEASUREMENT_ID or not events:
        return
    query = urlencode(
        {
            "measurement_id": settings.C360_GA4_MEASUREMENT_ID,
            "api_secret": settings.C360_GA4_API_SECRET,
        }
    )
    for body in bodies(events):
        request = Request(  # noqa: S310 (the operator's own setting)
            f"{settings.C360_GA4_URL}?{query}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        try:
            with urlopen(request, timeout=TIME_LIMIT):  # noqa: S310
                pass
        except (URLError, OSError) as error:
            log.warning("usage: analytics does not answer: %s", type(error).__name__)
            return


def bodies(
    events: Mapping[tuple[datetime, str, str, str, str], int],
) -> Iterator[dict[str, object]]:
    """The requests' bodies, at most 25 events each."""
    counted = [
        {"name": f"c360_{kind}", "params": {"feature": name, "role": role, "times": times}}
        for (_, kind, name, role, _), times in events.items()
    ]
    for start in range(0, len(counted), AT_ONCE):
        yield {
            "client_id": CLIENT,
            "non_personalized_ads": True,
            "events": counted[start : start + AT_ONCE],
        }
