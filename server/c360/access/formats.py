"""How the reader has money and dates written: the bank's own ways, or what the reader chose."""

from c360.access.models import ReaderFormat
from c360.core import databases
from c360.core.viewer import Viewer

SHORT_UNITS = ("lakh_crore", "thousand_million")
DATE_FORMATS = ("dd MMM yyyy", "dd/MM/yyyy", "yyyy-MM-dd")


def chosen(viewer: Viewer) -> dict[str, str | None]:
    """`short_units` and `date_format` as chosen, each None where the bank's holds."""

    def read() -> ReaderFormat | None:
        kept = ReaderFormat.objects.using(databases.reading())
        return kept.filter(username=viewer.username).first()

    row = databases.ask(databases.newest(), read)
    return {
        "short_units": (row and row.short_units) or None,
        "date_format": (row and row.date_format) or None,
    }


def choose(viewer: Viewer, values: dict[str, str | None]) -> None:
    """Keep what is named in `values`; None there means the bank's again."""
    databases.require_primary()
    kept = {name: value or "" for name, value in values.items()}
    ReaderFormat.objects.update_or_create(username=viewer.username, defaults=kept)
