"""Refusals as one JSON object: problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, get_args

from starlette.responses import JSONResponse

from core.recordings.refusals import AudioProblem, WarningProblem

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[str, HTTPStatus] = {
    "bad_request": HTTPStatus.BAD_REQUEST,
    "empty": HTTPStatus.BAD_REQUEST,
    "missing_field": HTTPStatus.BAD_REQUEST,
    "bad_parameter": HTTPStatus.BAD_REQUEST,
    "wrong_token": HTTPStatus.UNAUTHORIZED,
    "foreign_origin": HTTPStatus.FORBIDDEN,
    "not_found": HTTPStatus.NOT_FOUND,
    "wrong_method": HTTPStatus.METHOD_NOT_ALLOWED,
    "too_slow": HTTPStatus.REQUEST_TIMEOUT,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_many_files": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "not_audio": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "foreign_host": HTTPStatus.MISDIRECTED_REQUEST,
    "unusable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "needs_websocket": HTTPStatus.UPGRADE_REQUIRED,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""The stable codes, and the HTTP status of each."""

CAUSES: tuple[str, ...] = (*get_args(AudioProblem), *get_args(WarningProblem))
"""Why a recording cannot be used, in more detail than the code."""

TITLE: Mapping[str, str] = {
    "bad_request": "The request is not valid",
    "empty": "The recording is empty",
    "missing_field": "The recording is missing",
    "bad_parameter": "A parameter is not valid",
    "wrong_token": "The token is missing or wrong",
    "foreign_origin": "This page may not use the server",
    "not_found": "There is nothing at this address",
    "wrong_method": "The method is not allowed here",
    "too_slow": "The request took too long",
    "too_large": "The request is too large",
    "too_long": "The recording is too long",
    "too_many_files": "The request holds too many files",
    "not_audio": "This is not a recording",
    "foreign_host": "The server is not known by this name",
    "unusable": "The recording cannot be used",
    "needs_websocket": "This address needs a WebSocket",
    "internal": "Internal error",
    "busy": "The server is busy",
}


@dataclass
class Problem(Exception):  # noqa: N818 - the RFC's word
    """A refusal.

    Attributes
    ----------
    code : str
        One of `STATUS`.
    detail : str
        One line for people: what is wrong and what to do.
    headers : mapping of str to str
    cause : str
        Why a recording cannot be used, where it is known: one of `CAUSES`.
    value : str or float
        What belongs to the cause: a format, or seconds.
    """

    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    cause: str = ""
    value: str | float = ""

    @property
    def status(self) -> HTTPStatus:
        """The HTTP status."""
        return STATUS[self.code]

    def record(self) -> dict[str, Any]:
        """The members of the JSON object."""
        cause = {"cause": self.cause, "value": self.value} if self.cause else {}
        return {
            "type": f"/docs#{self.code}",
            "title": TITLE[self.code],
            "status": int(self.status),
            "detail": self.detail,
            "code": self.code,
            **cause,
        }

    def response(self) -> JSONResponse:
        """The answer to the client."""
        return JSONResponse(
            self.record(), self.status, headers=dict(self.headers), media_type=MEDIA_TYPE
        )


def busy(detail: str, seconds: int = 1) -> Problem:
    """A refusal that asks the client to come back after some seconds."""
    return Problem("busy", detail, {"Retry-After": str(seconds)})
