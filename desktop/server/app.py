"""The ASGI application: its paths, and what surrounds every request."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.languages import spoken_with
from desktop.server import page
from desktop.server.access import Access
from desktop.server.description import description, description_page
from desktop.server.draining import Draining
from desktop.server.metrics import Metrics
from desktop.server.problems import Problem, busy
from desktop.server.recordings import Recordings
from desktop.server.settings import ServerSettings
from desktop.server.streams import Streams, stream_parameters
from desktop.server.workers.processes import RecordingPool, StreamPool
from desktop.versions import model_version, package_version

log = logging.getLogger(__name__)

_CODE_OF = {404: "not_found", 405: "wrong_method"}


def make_app(settings: ServerSettings) -> Starlette:
    """The application; its workers run while its lifespan does.

    Raises
    ------
    desktop.server.workers.processes.WorkerError
        When it starts, if the model cannot be loaded.
    """
    metrics = Metrics()
    pool, stream_pool = RecordingPool(settings), StreamPool(settings)
    recordings = Recordings(settings, pool, metrics)
    streams = Streams(settings, stream_pool, metrics)
    metrics.watch("waiting", "Recordings without an answer yet.", lambda: pool.waiting)
    metrics.watch("worker_restarts", "Workers that were replaced.", lambda: pool.restarts)
    metrics.watch("streams", "Open live streams.", lambda: stream_pool.streams)
    described = description(settings)
    has_token = settings.token is not None
    state = {
        "status": "ok",
        "version": package_version(),
        "model": model_version(settings.bundle),
        "language": spoken_with(settings.bundle).language,
    }

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            await pool.start()
        except Exception as error:
            app.state.failure = error  # uvicorn only logs it
            raise
        try:
            yield
        finally:
            await pool.close()
            await stream_pool.close()

    async def health(_: Request) -> Response:
        return JSONResponse(state)

    async def figures(_: Request) -> Response:
        return Response(metrics.text(), headers={"content-type": metrics.content_type})

    async def openapi(_: Request) -> Response:
        return JSONResponse(described)

    async def docs(request: Request) -> Response:
        address = f"{request.url.scheme}://{request.url.netloc}"
        return HTMLResponse(description_page(described, address, has_token))

    async def needs_websocket(request: Request) -> Response:
        stream_parameters(request)
        stream_pool.check()  # a browser asks here why it got no stream
        raise Problem(
            "needs_websocket", "Open a WebSocket here; see /docs.", {"Upgrade": "websocket"}
        )

    routes = [
        Route("/api/predict", recordings.predict, methods=["POST"]),
        Route("/api/number", recordings.number, methods=["POST"]),
        WebSocketRoute("/api/stream", streams.stream),
        Route("/api/stream", needs_websocket, methods=["GET"]),
        Route("/healthz", health, methods=["GET"]),
        Route("/metrics", figures, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
        Route("/docs", docs, methods=["GET"]),
        *page.routes(settings),
    ]
    paths = frozenset(route.path for route in routes)
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[
            Middleware(Surroundings, settings=settings, metrics=metrics, paths=paths),
            Middleware(Draining, seconds=settings.limits.drain_seconds),
            Middleware(Access, settings=settings),
        ],
        exception_handlers={
            Problem: _problem,
            HTTPException: _http_problem,
            ClientDisconnect: _gone,
        },
    )
    # Starlette would do this while the server starts, where uvicorn hides the cause of an error.
    app.middleware_stack = app.build_middleware_stack()
    return app


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODE_OF.get(error.status_code, "bad_request")
    detail = {
        "not_found": "There is nothing at this address; see /docs.",
        "wrong_method": f"{request.method} is not allowed here; see /docs.",
    }.get(code, "The request is not valid; see /docs.")
    return Problem(code, detail, error.headers or {}).response()


async def _gone(_: Request, __: Exception) -> Response:
    """Nobody reads this answer."""
    return Problem("bad_request", "The client has gone away.").response()


class Surroundings:
    """ASGI middleware: security headers, figures, and one line instead of a traceback."""

    def __init__(
        self, app: ASGIApp, settings: ServerSettings, metrics: Metrics, paths: frozenset[str]
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._paths = paths
        self._headers = page.security_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *self._headers]
            elif message["type"] == "websocket.accept":
                status = 101
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except asyncio.CancelledError:
            # The server stops, and has waited long enough for this request.
            if status != 0 or scope["type"] != "http":
                raise
            problem = busy("The server is stopping. Try again in a moment.")
            await problem.response()(scope, receive, send_with_headers)
        except Exception:
            log.exception("a request failed")
            if status == 0 and scope["type"] == "http":
                problem = Problem("internal", "The server has logged the cause.")
                await problem.response()(scope, receive, send_with_headers)
        finally:
            path = scope["path"] if scope["path"] in self._paths else "other"
            self._metrics.requests.labels(path, str(status)).inc()
