"""What operators measure: answers by route and how the cache stood to each."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

ANSWERS = Counter(
    "c360_answers_total", "Answers by route, status and cache outcome", ["route", "status", "cache"]
)
SECONDS = Histogram("c360_answer_seconds", "Time to answer", ["route", "cache"], buckets=_BUCKETS)
READS = Counter("c360_reads_total", "Answers read from PostgreSQL, by database", ["database"])
CACHE_FAILURES = Counter("c360_answer_cache_failures_total", "Answer cache calls that failed")
DAYS_LATE = Gauge(
    "c360_served_days_late",
    "Calendar days between the business day served and the one to be expected",
    multiprocess_mode="mostrecent",
)
