"""How sums of books become sums of units, for each combination of bands that a viewer may see.

A combination `bands` is 0 for plain customers alone, plus STAFF_BANDS and VIP_BANDS for the staff
and VIP customers too; it holds the bands that have no bit beyond its own.
"""

import ibis

from c360.core.viewer import BAND, BANDS
from c360.customers.source_day import exact
from c360.nightly.night import Night

COMBINATIONS = range(BANDS)


def by_book(rows: ibis.Table) -> ibis.Table:
    """The rows of customers in an RM's book, with the RM's number as `book`, and their `band`."""
    band = sum(
        ((rows.rm_seq >= n * BAND).cast("int16") for n in range(2, BANDS)),
        start=(rows.rm_seq >= BAND).cast("int16"),
    )
    rows = rows.mutate(book=(rows.rm_seq % BAND).cast("int32"), band=band.cast("int16"))
    return rows.filter(rows.book > 0)


def in_combinations(rows: ibis.Table) -> ibis.Table:
    """Each row once for every combination that holds its `band`, named `bands`.

    By a join: of a union of filters, engines work the rows out anew for each part.
    """
    bands = ibis.range(len(COMBINATIONS)).unnest().name("bands").as_table()
    bands = bands.select(bands=bands.bands.cast("int16"))
    return rows.join(bands, (rows.band & bands.bands) == rows.band).drop("band")


def under(night: Night, rows: ibis.Table) -> ibis.Table:
    """Each row of a `book` once for every unit it stands in or under, as `unit_id`."""
    units = night.built["unit"]
    spans = units.filter(units.rm_from <= units.rm_to)
    spans = spans.select("unit_id", first=spans.rm_from, last=spans.rm_to)
    found = rows.inner_join(spans, [rows.book >= spans["first"], rows.book <= spans["last"]])
    return found.drop("first", "last")


def added(rows: ibis.Table, keys: tuple[str, ...], amounts: tuple[str, ...]) -> ibis.Table:
    """The rows of equal keys added up."""
    return rows.group_by(*keys).agg(**{name: exact(rows[name].sum()) for name in amounts})


def of_units(
    night: Night, rows: ibis.Table, keys: tuple[str, ...], amounts: tuple[str, ...]
) -> ibis.Table:
    """Sums of books (`book`, `band`, keys, amounts) as those of each unit and combination.

    With the unit's first and last RM, by which a viewer's scope shows them.
    """
    rows = added(under(night, rows), ("unit_id", "band", *keys), amounts)
    rows = added(in_combinations(rows), ("unit_id", "bands", *keys), amounts)
    units = night.built["unit"].select("unit_id", "rm_from", "rm_to")
    rows = rows.inner_join(units, "unit_id")
    return rows.select("unit_id", "bands", *keys, "rm_from", "rm_to", *amounts)
