"""One thread speaks to PortAudio; who asks may stop waiting."""

import threading
import time

import pytest

from desktop.audio import portaudio
from desktop.audio.portaudio import Call, GivenUpError


@pytest.fixture
def thread(monkeypatch):
    """A PortAudio thread of the test's own, whose module is a word."""
    monkeypatch.setattr(portaudio, "_sounddevice", lambda: "module")
    monkeypatch.setattr(portaudio, "_THREAD", portaudio._Thread())


@pytest.mark.usefixtures("thread")
def test_work_is_given_the_module_and_its_answer_returned():
    assert portaudio.call(lambda module: module + "!") == "module!"


@pytest.mark.usefixtures("thread")
def test_all_work_is_done_in_one_thread_and_in_order():
    done = []
    for number in range(20):
        portaudio.post(lambda _, n=number: done.append((n, threading.get_ident())))
    portaudio.call(lambda _: None)
    assert [number for number, _ in done] == list(range(20))
    assert len({thread for _, thread in done}) == 1
    assert done[0][1] != threading.get_ident()


@pytest.mark.usefixtures("thread")
def test_an_error_reaches_who_asked_and_the_thread_goes_on():
    def fail(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        portaudio.call(fail)
    assert portaudio.call(lambda _: 1) == 1


@pytest.mark.usefixtures("thread")
def test_who_waits_too_long_gives_up_and_the_work_is_done_all_the_same():
    release, done = threading.Event(), threading.Event()

    def hang(_):
        release.wait(30.0)
        done.set()

    with pytest.raises(GivenUpError):
        portaudio.call(hang, timeout=0.1)
    release.set()
    assert done.wait(30.0)


@pytest.mark.usefixtures("thread")
def test_who_is_called_away_gives_up():
    release = threading.Event()
    with pytest.raises(GivenUpError):
        portaudio.call(lambda _: release.wait(30.0), should_stop=lambda: True)
    release.set()


def test_an_answer_is_there_at_once_once_it_is_known():
    call = Call(lambda _: 7)
    call.run(lambda: None)
    begun = time.perf_counter()
    assert call.result(timeout=10.0) == 7
    assert time.perf_counter() - begun < 5.0


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
    portaudio.note_open(stream)
    portaudio.restart(module)
    assert module.log == []
    portaudio.note_closed(stream)
    portaudio.restart(module)
    assert module.log == ["terminate", "initialize"]
    assert module._initialized == 1
