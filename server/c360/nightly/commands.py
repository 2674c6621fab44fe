"""The commands of the load: each answers the exit code of its process."""

from datetime import date

from django.conf import settings

from c360.nightly import check, run, schedule
from c360.nightly.bank import load_bank
from c360.nightly.lanes import yield_to_readers


def load(as_of: date, *, restate: bool = False) -> int:
    """`c360 load`: publish a business day; C360Error where it cannot be."""
    yield_to_readers(settings.C360_LOAD_NICENESS)
    run.load(as_of, restate=restate)
    return 0


def mapping_check() -> int:
    """`c360 mapping check`: print what the mapping lacks; 1 where a load would be refused."""
    findings = check.check_mapping(load_bank())
    for finding in findings:
        print(finding)  # noqa: T201
    return 1 if any(finding.is_error for finding in findings) else 0


def run_worker() -> int:
    """`c360 worker`: the nightly schedule and the audit's sealer, until it is stopped."""
    return schedule.run_worker()
