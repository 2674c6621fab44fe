"""API clients: other applications of the bank, each with scopes inside one organisation unit.

The secret is shown once and kept as a hash: 256 random bits need no slow one. The web's role may
read clients and nothing more; `c360 client` makes and revokes them.
"""

import getpass
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence

from django.db import connections
from django.http import HttpRequest
from django.utils import timezone
from psycopg import sql

from c360.access import attempts, sessions, store
from c360.access.models import CLIENT_PREFIX, ApiClient
from c360.access.roles import CLIENT, CLIENT_SCOPES
from c360.access.scope import Person
from c360.access.sessions import Session
from c360.core import publications
from c360.core.errors import C360Error

SECRET_BYTES = 32
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


def make(client_id: str, name: str, unit_id: str, scopes: Sequence[str]) -> str:
    """Register a client; its secret, shown this once.

    Raises C360Error for a name that is taken or ill-formed, an unknown scope or unit.
    """
    if not _ID.fullmatch(client_id):
        raise C360Error("A client's id is 2 to 40 small letters, digits and hyphens.")
    if unknown := sorted(set(scopes) - CLIENT_SCOPES):
        raise C360Error(f"No such scope: {', '.join(unknown)}. {_known_scopes()}")
    if not scopes:
        raise C360Error(f"Name at least one scope. {_known_scopes()}")
    if not _is_unit(unit_id):
        raise C360Error(f"The published day has no organisation unit {unit_id}.")
    if ApiClient.objects.using("owner").filter(client_id=client_id).exists():
        raise C360Error(f"There is a client {client_id} already; a revoked one keeps its id.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    ApiClient.objects.using("owner").create(
        client_id=client_id,
        name=name,
        unit_id=unit_id,
        scopes=sorted(set(scopes)),
        secret_hash=hash_of(secret),
        created_by=getpass.getuser(),
    )
    _note("client_made", client_id, {"scopes": ",".join(sorted(set(scopes))), "unit": unit_id})
    return secret


def revoke(client_id: str) -> int:
    """End a client and its sessions at once; how many were live. C360Error for an unknown one."""
    row = ApiClient.objects.using("owner").filter(client_id=client_id).first()
    if row is None:
        raise C360Error(f"There is no client {client_id}.")
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.revoked_by = getpass.getuser()
        row.save(using="owner", update_fields=["revoked_at", "revoked_by"])
        _note("client_revoked", client_id, {})
    return sessions.revoke(row.username, "client revoked")


def listed() -> list[str]:
    """A line for each client, the newest last; no secret is known here."""
    return [
        f"{row.client_id}  {row.name}  unit {row.unit_id}  {','.join(row.scopes)}  "
        + (f"revoked {row.revoked_at:%Y-%m-%d %H:%M} UTC" if row.revoked_at else "live")
        for row in ApiClient.objects.using("owner").order_by("created_at")
    ]


def sign_in(request: HttpRequest, client_id: str, client_secret: str) -> tuple[str, Session]:
    """A token and its session. Problems: wrong_client (401), locked_out (423)."""
    username = CLIENT_PREFIX + client_id
    attempt = attempts.begin(username, sessions.address_of(request))
    person = _authenticated(client_id, client_secret)
    if person is None:
        sessions.note(request, "sign_in_refused", username, {"reason": "wrong_client"})
        raise sessions.unauthorized("wrong_client", "No such client, or its secret is wrong.")
    attempts.succeeded(attempt)
    return sessions.begin(request, person)


def _authenticated(client_id: str, secret: str) -> Person | None:
    """Who has this secret; None for an unknown or revoked client or a wrong secret."""
    row = ApiClient.objects.using("default").filter(client_id=client_id).first()
    kept = row.secret_hash if row else hash_of("")
    is_right = hmac.compare_digest(kept, hash_of(secret))
    if row is None or row.revoked_at is not None or not is_right:
        return None
    return Person(
        row.username, row.name, CLIENT, None, extra=tuple(row.scopes), unit_id=row.unit_id
    )


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _known_scopes() -> str:
    return f"There are {', '.join(sorted(CLIENT_SCOPES))}."


def _is_unit(unit_id: str) -> bool:
    publication = publications.current()
    if publication is None:
        raise C360Error("No business day is published yet: its organisation units are needed.")
    found = sql.SQL("select from {}.unit where unit_id = %s").format(
        sql.Identifier(publication.schema)
    )
    with connections["default"].cursor() as cursor:
        cursor.execute(found, [unit_id])
        return cursor.fetchone() is not None


def _note(kind: str, client_id: str, said: dict[str, str]) -> None:
    user = f"system:{getpass.getuser()}"
    store.note({"kind": kind, "user": user, "request_id": "", "client": client_id, **said})
