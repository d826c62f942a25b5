"""The worker processes of the server: a bounded pool for recordings, and one for live streams."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count

from desktop.server.problems import Problem, busy
from desktop.server.settings import ServerSettings
from desktop.server.workers.messages import Head, packed, receive_async

log = logging.getLogger(__name__)

_KEEP_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "16000000", "MALLOC_MMAP_THRESHOLD_": "1000000"}
"""Environment of workers. Otherwise glibc returns up to a megabyte to the system several times for
each recording, and getting it again takes as long as a tenth of the recognition."""


class WorkerError(Exception):
    """A worker could not start; the text is one line for people."""


class WorkerDiedError(Exception):
    """A worker ended before it answered."""


class WorkerProcess:
    """A process of `desktop.server.workers.worker`, seen from the server.

    Attributes
    ----------
    load : int
        How many streams it has, or recordings.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._stdin, self._stdout = process.stdin, process.stdout
        self._waiting: deque[asyncio.Future[Head]] = deque()
        self._reader: asyncio.Task[None] | None = None
        self.is_alive = True
        self.load = 0

    @classmethod
    async def start(cls, settings: ServerSettings) -> WorkerProcess:
        """Start a worker and wait until it has loaded the model; raises `WorkerError`."""
        options = {"--bundle": settings.bundle, "--profile": settings.profile}
        given = [str(part) for option in options.items() if option[1] for part in option]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "desktop.server.workers.worker",
            *given,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=_KEEP_MEMORY | os.environ,
        )
        worker = cls(process)
        try:
            head, _ = await receive_async(worker._stdout)
        except asyncio.IncompleteReadError:
            head = {"error": "a worker process ended at once; the log says why"}
        except asyncio.CancelledError:
            worker.kill()
            await worker.close()
            raise
        if "error" in head:
            await worker.close()
            raise WorkerError(head["error"])
        worker._reader = asyncio.create_task(worker._read())
        return worker

    async def ask(self, head: Head, sound: bytes = b"") -> Head:
        """Send a message and wait for its answer; raises `WorkerDiedError`."""
        if not self.is_alive:
            raise WorkerDiedError
        answer: asyncio.Future[Head] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        self._stdin.write(packed(head, sound))
        with suppress(ConnectionError):  # the reader notices it as well
            await self._stdin.drain()
        return await answer

    async def _read(self) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                head, _ = await receive_async(self._stdout)
                answer = self._waiting.popleft()
                if not answer.done():  # its request may have been given up
                    answer.set_result(head)
        self.is_alive = False
        for answer in self._waiting:
            if not answer.done():
                answer.set_exception(WorkerDiedError())

    def kill(self) -> None:
        """End the process, whatever it does."""
        self.is_alive = False
        with suppress(ProcessLookupError):
            self._process.kill()

    async def close(self) -> None:
        """Let the process end, and wait for it."""
        self.is_alive = False
        self._stdin.close()
        try:
            async with asyncio.timeout(2.0):
                await self._process.wait()
        except TimeoutError:
            self.kill()
            await self._process.wait()
        if self._reader is not None:
            await self._reader


class RecordingPool:
    """A fixed number of workers, each with one recording at a time; the others wait in order.

    Attributes
    ----------
    waiting : int
        Recordings without an answer yet.
    restarts : int
        Workers that were replaced.
    """

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._idle: asyncio.Queue[WorkerProcess] = asyncio.Queue()
        self._workers: set[WorkerProcess] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._is_closing = False
        self.waiting = 0
        self.restarts = 0

    async def start(self) -> None:
        """Start all workers at once; raises `WorkerError`."""
        started = await asyncio.gather(
            *(self._add() for _ in range(self._settings.workers)), return_exceptions=True
        )
        for error in started:
            if error is not None:
                await self.close()
                raise error

    async def _add(self) -> None:
        worker = await WorkerProcess.start(self._settings)
        self._workers.add(worker)
        self._idle.put_nowait(worker)

    async def close(self) -> None:
        """End all workers."""
        self._is_closing = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.close() for worker in self._workers))
        self._workers.clear()

    async def answer(
        self, head: Head, recording: bytes, is_gone: Callable[[], Awaitable[bool]]
    ) -> Head:
        """Have a recording recognized.

        Parameters
        ----------
        head : dict
            The message for the worker.
        recording : bytes
        is_gone : callable
            Whether the client has gone away meanwhile.

        Raises
        ------
        Problem
            If the recording cannot be used, or too many wait already.
        """
        limits = self._settings.limits
        if self.waiting >= limits.waiting:
            await asyncio.sleep(limits.refusal_seconds)
            raise busy("Too many recordings are waiting. Try again in a moment.")
        self.waiting += 1
        try:
            worker = await self._free_worker()
            if await is_gone():
                self._idle.put_nowait(worker)
                raise Problem("bad_request", "The client has gone away.")
            answer = await self._ask(worker, head, recording)
        finally:
            self.waiting -= 1
        if "code" in answer:
            raise Problem(**answer)
        return answer["record"]

    async def _free_worker(self) -> WorkerProcess:
        try:
            async with asyncio.timeout(self._settings.limits.answer_seconds):
                return await self._idle.get()
        except TimeoutError:
            raise busy("No worker became free in time. Try again in a moment.") from None

    async def _ask(self, worker: WorkerProcess, head: Head, recording: bytes) -> Head:
        try:
            async with asyncio.timeout(self._settings.limits.answer_seconds):
                answer = await worker.ask(head, recording)
        except TimeoutError:
            self._replace(worker)
            raise Problem("unusable", "The recording took too long to recognize.") from None
        except WorkerDiedError:
            self._replace(worker)
            raise Problem("unusable", "The recording cannot be decoded.", cause="damaged") from None
        except BaseException:  # the request was cancelled: the answer is still to come
            self._replace(worker)
            raise
        self._idle.put_nowait(worker)
        return answer

    def _replace(self, worker: WorkerProcess) -> None:
        worker.kill()
        if self._is_closing:
            return
        self._workers.discard(worker)
        self.restarts += 1
        task = asyncio.create_task(self._restart(worker))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _restart(self, dead: WorkerProcess) -> None:
        await dead.close()
        while True:
            try:
                await self._add()
            except (WorkerError, OSError) as error:
                log.warning("a worker could not be replaced: %s", error)
                await asyncio.sleep(1.0)
            else:
                return


class Stream:
    """A live stream, recognized by a worker."""

    def __init__(self, worker: WorkerProcess, number: int) -> None:
        self._worker = worker
        self._number = number

    async def feed(self, sound: bytes) -> list[Head]:
        """Recognize 16-bit samples that have just arrived; raises `WorkerDiedError`."""
        head = {"do": "feed", "stream": self._number, "received": time.perf_counter()}
        return (await self._worker.ask(head, sound))["events"]

    async def end(self) -> list[Head]:
        """Recognize what is still open."""
        return (await self._worker.ask({"do": "end", "stream": self._number}))["events"]


class StreamPool:
    """Workers for live streams, started when they are needed.

    Recordings have workers of their own, so that a long one delays no stream.

    Attributes
    ----------
    streams : int
        Open streams.
    """

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._numbers = count(1)
        self._workers: list[WorkerProcess] = []
        self._starting = asyncio.Lock()
        self.streams = 0

    async def close(self) -> None:
        """End all workers."""
        await asyncio.gather(*(worker.close() for worker in self._workers))

    def check(self) -> None:
        """Raise `Problem` if there are too many streams for another one."""
        if self.streams >= self._settings.limits.streams:
            raise busy("Too many live streams are open. Try again in a moment.", seconds=10)

    def reserve(self) -> None:
        """Count a stream in; raises `Problem` if there are too many."""
        self.check()
        self.streams += 1

    def release(self) -> None:
        """Count a stream out."""
        self.streams -= 1

    async def open(self, rate: int) -> tuple[Stream, Callable[[], Awaitable[None]]]:
        """Open a stream on the worker that has the fewest.

        Returns
        -------
        stream : Stream
        close : callable
            Must be awaited at the end, however it came.
        """
        async with self._starting:
            worker = await self._least_loaded()
            worker.load += 1
        number = next(self._numbers)

        async def close() -> None:
            worker.load -= 1
            with suppress(WorkerDiedError):
                await worker.ask({"do": "close", "stream": number})

        try:
            await worker.ask({"do": "open", "stream": number, "rate": rate})
        except BaseException:
            worker.load -= 1
            raise
        return Stream(worker, number), close

    async def _least_loaded(self) -> WorkerProcess:
        self._workers = [worker for worker in self._workers if worker.is_alive]
        least = min(self._workers, key=lambda worker: worker.load, default=None)
        if least is not None and (least.load == 0 or len(self._workers) >= self._settings.workers):
            return least
        worker = await WorkerProcess.start(self._settings)
        self._workers.append(worker)
        return worker
