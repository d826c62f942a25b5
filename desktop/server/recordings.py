"""``POST /api/predict`` and ``POST /api/number``: recordings in, JSON out."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import JSONResponse

from desktop.records import error_record
from desktop.server.metrics import Metrics
from desktop.server.parameters import allow_only, flag_of
from desktop.server.problems import Problem
from desktop.server.settings import ServerSettings
from desktop.server.uploads import Memory, Upload, uploads
from desktop.server.workers.messages import Head
from desktop.server.workers.processes import RecordingPool


class Recordings:
    """The endpoints, with the pool that answers."""

    def __init__(self, settings: ServerSettings, pool: RecordingPool, metrics: Metrics) -> None:
        self._settings = settings
        self._pool = pool
        self._metrics = metrics
        self._memory = Memory(settings.limits.body_bytes)

    async def predict(self, request: Request) -> JSONResponse:
        """One digit for each recording; ``reject=false`` gives the likeliest one always."""
        allow_only(request, "reject")
        reject = flag_of(request, "reject", default=True)
        return await self._answer(request, {"do": "predict", "reject": reject})

    async def number(self, request: Request) -> JSONResponse:
        """All digits of each recording, as a number."""
        allow_only(request)
        return await self._answer(request, {"do": "number"})

    async def _answer(self, request: Request, head: Head) -> JSONResponse:
        async with uploads(request, self._settings, self._memory) as found:
            if len(found) == 1:
                return JSONResponse(await self._recognized(request, head, found[0]))
            # One after the other, so that a request with many recordings leaves room for others.
            records = []
            for upload in found:
                try:
                    records.append(await self._recognized(request, head, upload))
                except Problem as problem:
                    records.append(error_record(upload.name, problem.detail))
            return JSONResponse(records)

    async def _recognized(self, request: Request, head: Head, upload: Upload) -> Head:
        path = request.url.path
        begun = time.perf_counter()
        try:
            if not upload.data:
                raise Problem("empty", "The recording is empty. Record it again.")
            message = {**head, "file": upload.name, "max_seconds": self._settings.max_seconds}
            record = await self._pool.answer(message, upload.data, request.is_disconnected)
        except Problem as problem:
            self._metrics.recordings.labels(path, problem.code).inc()
            raise
        self._metrics.seconds.labels(path).observe(time.perf_counter() - begun)
        self._metrics.recordings.labels(path, "answered").inc()
        return record
