"""What screens show of an identifier before it is revealed."""

DOT = "•"


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
