"""What screens show of an identifier before it is revealed."""

import base64

from django.utils.crypto import salted_hmac

DOT = "•"


def account_key(account_id: str) -> str:
    """What names an account in answers and addresses: the same every night, never its number.

    16 characters of an HMAC under C360_SECRET_KEY: who knows the key cannot work the number out.
    """
    digest = salted_hmac("c360.account_key", account_id, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:12]).decode()


def pseudonym(customer_id: str) -> str:
    """What stands for a forgotten customer where a row must stay; the same each time."""
    digest = salted_hmac("c360.forgotten", customer_id, algorithm="sha256").digest()
    return f"forgotten-{base64.urlsafe_b64encode(digest[:9]).decode()}"


def number_masked(account_id: str) -> str:
    """An account's number as screens show it: its last four digits."""
    return f"XX{account_id[-4:]}"


def last_four(text: str | None) -> str | None:
    """Dots for all but the last four characters; all dots where there are no more than four."""
    if not text:
        return None
    shown = text[-4:] if len(text) > 4 else ""
    return DOT * (len(text) - len(shown)) + shown


def email_masked(text: str | None) -> str | None:
    """The first letter and the last part of the domain: `k•••••@•••••.in`."""
    if not text or "@" not in text:
        return last_four(text)
    name, _, domain = text.rpartition("@")
    _, dot, ending = domain.rpartition(".")
    return f"{name[:1]}{DOT * 5}@{DOT * 5}{dot}{ending if dot else ''}"
