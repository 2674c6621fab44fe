"""The errors of the product: each says what happened, and whether to retry or to stop."""

from http import HTTPStatus


class C360Error(Exception):
    """An error with words for the person who meets it: what is wrong and the remedy."""


class SettingError(C360Error):
    """A setting is missing or wrong; the message names it and says how to set it."""


class MappingError(C360Error):
    """A bank's mapping does not yield the canonical model; the message names the line."""


class LoadRefused(C360Error):
    """A day's rows fail a check: nothing is published, yesterday stays."""


class Problem(C360Error):
    """An answer other than success, as RFC 9457 has it.

    `code` is the stable word programs rely on; `detail` is for people and never holds a
    customer's value. `retry_after` (seconds) is set where trying again can help.
    """

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        *,
        retry_after: int | None = None,
        extra: dict[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.retry_after = retry_after
        self.extra = extra or {}


def not_found() -> Problem:
    """The one 404: what is out of scope looks exactly like what does not exist."""
    return Problem(HTTPStatus.NOT_FOUND, "not_found", "There is nothing here that you may see.")


def bad_request(code: str, detail: str) -> Problem:
    """A request that cannot be read; `detail` names the field and the remedy."""
    return Problem(HTTPStatus.BAD_REQUEST, code, detail)
