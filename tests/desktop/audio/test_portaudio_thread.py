"""Calls of PortAudio run in one thread; callers may give up waiting."""

import threading

import pytest

from desktop.audio import portaudio_thread
from desktop.audio.errors import GivenUpError


@pytest.fixture
def thread(monkeypatch):
    """A new PortAudio thread; a string takes the place of the module sounddevice."""
    monkeypatch.setattr(portaudio_thread, "_sounddevice", lambda: "module")
    monkeypatch.setattr(portaudio_thread, "_THREAD", portaudio_thread._Thread())


@pytest.mark.usefixtures("thread")
def test_work_receives_the_module_and_its_result_is_returned():
    assert portaudio_thread.call(lambda module: module + "!") == "module!"


@pytest.mark.usefixtures("thread")
def test_all_work_runs_in_one_thread_and_in_order():
    done = []
    for number in range(20):
        portaudio_thread.submit(lambda _, n=number: done.append((n, threading.get_ident())))
    portaudio_thread.call(lambda _: None)
    assert [number for number, _ in done] == list(range(20))
    assert len({thread for _, thread in done}) == 1
    assert done[0][1] != threading.get_ident()


@pytest.mark.usefixtures("thread")
def test_an_error_is_raised_in_the_caller_and_the_thread_continues():
    def fail(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        portaudio_thread.call(fail)
    assert portaudio_thread.call(lambda _: 1) == 1


@pytest.mark.usefixtures("thread")
def test_after_the_timeout_the_caller_gives_up_and_the_work_still_runs():
    release, done = threading.Event(), threading.Event()

    def hang(_):
        release.wait(30.0)
        done.set()

    with pytest.raises(GivenUpError):
        portaudio_thread.call(hang, timeout=0.1)
    release.set()
    assert done.wait(30.0)


@pytest.mark.usefixtures("thread")
def test_a_caller_that_should_stop_gives_up():
    release = threading.Event()
    with pytest.raises(GivenUpError):
        portaudio_thread.call(lambda _: release.wait(30.0), should_stop=lambda: True)
    release.set()


@pytest.mark.usefixtures("thread")
def test_a_new_thread_takes_over_the_calls_that_wait_for_a_hung_one():
    release, hangs = threading.Event(), threading.Event()

    def hang(_):
        hangs.set()
        release.wait(30.0)

    portaudio_thread.submit(hang)
    assert hangs.wait(30.0)
    waiting = portaudio_thread.submit(lambda _: 7)
    portaudio_thread.note_runaway()
    assert portaudio_thread.wait(waiting, timeout=30.0) == 7
    release.set()


class Module:
    def __init__(self):
        self._initialized = 1
        self.log = []

    def _initialize(self):
        self._initialized += 1
        self.log.append("initialize")

    def _terminate(self):
        self._initialized -= 1
        self.log.append("terminate")


@pytest.mark.usefixtures("thread")
def test_portaudio_is_restarted_only_while_nothing_is_open():
    module, stream = Module(), object()
    portaudio_thread.note_open(stream)
    portaudio_thread.restart(module)
    assert module.log == []
    portaudio_thread.note_closed(stream)
    portaudio_thread.restart(module)
    assert module.log == ["terminate", "initialize"]
    assert module._initialized == 1
