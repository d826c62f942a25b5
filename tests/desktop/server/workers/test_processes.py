"""Workers that crash or hang are replaced, and only their recording is refused."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import psutil
import pytest

from desktop.server.problems import Problem
from desktop.server.settings import Limits, ServerSettings
from desktop.server.workers.processes import RecordingPool, WorkerError
from tests.harness.program import AUDIO

CLIP = (AUDIO / "7_slt_0.flac").read_bytes()
HEAD = {"do": "predict", "file": "7.flac", "reject": True, "max_seconds": 60.0}


async def stays() -> bool:
    return False


async def goes() -> bool:
    return True


def children() -> set[psutil.Process]:
    return set(psutil.Process().children())


def with_pool(settings: ServerSettings, work) -> None:
    async def run() -> None:
        pool = RecordingPool(settings)
        await pool.start()
        try:
            await work(pool)
        finally:
            await pool.close()

    before = children()
    asyncio.run(run())
    assert children() == before, "a worker was left behind"


def test_as_many_processes_as_asked_for() -> None:
    before = children()

    async def work(pool: RecordingPool) -> None:
        assert len(children() - before) == 2
        answers = await asyncio.gather(*(pool.answer(HEAD, CLIP, stays) for _ in range(8)))
        assert [answer["digit"] for answer in answers] == [7] * 8

    with_pool(ServerSettings(workers=2), work)


def test_a_worker_that_crashes_is_replaced() -> None:
    before = children()

    async def work(pool: RecordingPool) -> None:
        for process in children() - before:
            process.kill()
        with pytest.raises(Problem) as refused:
            await pool.answer(HEAD, CLIP, stays)
        assert refused.value.code == "unusable"
        assert (await pool.answer(HEAD, CLIP, stays))["digit"] == 7
        assert pool.restarts == 1

    with_pool(ServerSettings(), work)


@pytest.mark.slow
def test_a_worker_that_hangs_is_replaced() -> None:
    before = children()

    async def work(pool: RecordingPool) -> None:
        (process,) = children() - before
        process.suspend()
        begun = time.monotonic()
        with pytest.raises(Problem) as refused:
            await pool.answer(HEAD, CLIP, stays)
        assert refused.value.code == "unusable"
        assert time.monotonic() - begun < 60
        for _ in range(100):  # the new one may need more than the limit to start
            try:
                assert (await pool.answer(HEAD, CLIP, stays))["digit"] == 7
                break
            except Problem:
                await asyncio.sleep(0.1)
        else:
            pytest.fail("no new worker")

    with_pool(ServerSettings(limits=Limits(answer_seconds=1.0)), work)


def test_too_many_that_wait_are_refused() -> None:
    async def work(pool: RecordingPool) -> None:
        asked = [pool.answer(HEAD, CLIP, stays) for _ in range(20)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        refused = [answer for answer in answers if isinstance(answer, Problem)]
        assert len(refused) == 15
        assert {problem.code for problem in refused} == {"busy"}
        assert pool.waiting == 0

    with_pool(ServerSettings(limits=Limits(waiting=5, refusal_seconds=0.1)), work)


def test_nothing_is_recognized_for_a_client_that_has_gone() -> None:
    async def work(pool: RecordingPool) -> None:
        with pytest.raises(Problem):
            await pool.answer(HEAD, CLIP, goes)
        assert (await pool.answer(HEAD, CLIP, stays))["digit"] == 7

    with_pool(ServerSettings(), work)


def test_a_model_that_cannot_be_loaded_is_one_line(tmp_path: Path) -> None:
    async def run() -> None:
        pool = RecordingPool(ServerSettings(bundle=tmp_path, workers=2))
        with pytest.raises(WorkerError, match="bundle"):
            await pool.start()
        await pool.close()

    before = children()
    asyncio.run(run())
    assert children() == before
