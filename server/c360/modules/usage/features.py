"""The features there are to be used, so that what nobody used can be told.

A page is named as the web names it by its route, a press by its control's `data-use`. What a
module adds counts without standing here; here it is told also while nobody has used it.
"""

from c360.modules.usage.serializers import SEARCHES

TABS = "access-log accounts consent documents relationships service-requests timeline transactions"
PLACES = "book today customers follow-ups notes reviews covers units loads usage"
CLICKS = (
    "alert.acknowledge as-of book.columns book.follow-up book.tag break-glass call-and-log"
    " chart.download chart.table conversation.save cover.end cover.grant export.csv export.xlsx"
    " follow-up.done follow-up.later load.ask promise.add reveal review search sessions"
    " sessions.end theme today.call today.dismiss today.snooze unit.export unit.open"
    " unit.sort view.save"
)
KNOWN = (
    *(("page", name) for name in PLACES.split()),
    *(("page", f"customers.{name}") for name in TABS.split()),
    *(("click", name) for name in CLICKS.split()),
    *(("search", name) for name in SEARCHES),
)
