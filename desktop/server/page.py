"""The page: its files, its words, and the headers that keep it to this server."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from desktop.languages import spoken_with
from desktop.server.page_words import LANGUAGES, words
from desktop.server.problems import Problem
from desktop.server.settings import ServerSettings

FILES = Path(__file__).resolve().parent / "assets"

AUTHORITY = "/authority.crt"
"""Where devices get the certificate of the server's own authority."""

# The system's table may lack these, or say otherwise.
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".svg": "image/svg+xml",
}


def routes(settings: ServerSettings) -> list[Route]:
    """The routes of the page: each file, and the words of each language."""
    files = {path.name: path.read_bytes() for path in sorted(FILES.iterdir()) if path.is_file()}
    spoken = spoken_with(settings.bundle)
    tables = {language: words(language, spoken) for language in LANGUAGES}

    async def index(_: Request) -> Response:
        return _file("index.html", files)

    async def file(request: Request) -> Response:
        return _file(request.path_params["name"], files)

    async def table(request: Request) -> Response:
        language = request.path_params["language"]
        if language not in tables:
            raise Problem("not_found", f"The page has these languages: {', '.join(LANGUAGES)}.")
        return JSONResponse(tables[language])

    async def needs(_: Request) -> Response:
        return JSONResponse(
            {
                "token": settings.token is not None,
                "max_seconds": settings.max_seconds,
                "language": spoken.language,
                "numbers": spoken.has_numbers,
                "authority": settings.authority is not None,
            }
        )

    async def authority(_: Request) -> Response:
        if settings.authority is None:
            raise Problem("not_found", "The server has no authority of its own.")
        return Response(settings.authority, media_type="application/x-x509-ca-cert")

    return [
        Route("/", index, methods=["GET"]),
        Route(AUTHORITY, authority, methods=["GET"]),
        Route("/assets/{name}", file, methods=["GET"]),
        Route("/words/{language}", table, methods=["GET"]),
        Route("/needs", needs, methods=["GET"]),
    ]


def _file(name: str, files: Mapping[str, bytes]) -> Response:
    if name not in files:
        raise Problem("not_found", "There is nothing at this address; see /docs.")
    suffix = Path(name).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    # Asked for again at each visit, so that a new version of the program is seen at once.
    return Response(files[name], media_type=kind, headers={"cache-control": "no-cache"})


def security_headers(settings: ServerSettings) -> list[tuple[bytes, bytes]]:
    """Headers of every answer: the page may load from, and send to, this server alone."""
    frames = " ".join(["'self'", *(f"https://{name}" for name in settings.allowed)])
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {frames}"
    )
    return [
        (b"content-security-policy", policy.encode("latin-1")),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"permissions-policy", b"microphone=(self), camera=(), geolocation=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]
