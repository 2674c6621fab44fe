"""Whether sign-in and sessions work now: each raises when it does not."""

import threading
import time

from c360.access import directory, store

DIRECTORY_EVERY = 5.0  # seconds: probes of the load balancer must not load the directory
_lock = threading.Lock()
_directory_well_until = 0.0


def sessions() -> None:
    """The sessions Redis answers."""
    store.client().ping()


def people() -> None:
    """The directory takes the service's bind (asked every DIRECTORY_EVERY at most when well)."""
    global _directory_well_until
    with _lock:
        if time.monotonic() < _directory_well_until:
            return
        directory.ping()
        _directory_well_until = time.monotonic() + DIRECTORY_EVERY
