"""Which published business day is served."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Publication:
    """One published business day; its tables stand in the PostgreSQL schema of that name.

    `generation` only grows, also when an operator rolls back to an earlier day.
    """

    generation: int
    schema: str
    as_of: date
    published_at: datetime
