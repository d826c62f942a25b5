"""The sinks: they deliver each number or report a problem."""

from __future__ import annotations

import json
import os
import select
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from desktop.kiosk.config import SinkConfig
from desktop.kiosk.delivery.journal import Record
from desktop.kiosk.delivery.sinks import (
    CommandSink,
    FileSink,
    PipeSink,
    SinkError,
    SocketSink,
    StdoutSink,
    sink_name,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def record(number: str = "7041", id_: str = "id-1") -> Record:
    return Record(id_, 1, "2026-11-25T12:00:00+00:00", "test", number, "voice", 4.2)


def arrived(path) -> list[str]:
    return [json.loads(line)["number"] for line in path.read_text().splitlines()]


def test_a_file_gets_one_line_per_number(tmp_path):
    path = tmp_path / "numbers.jsonl"
    sink = FileSink(path)
    for number in ("1", "2"):
        sink.deliver(record(number))
    assert arrived(path) == ["1", "2"]
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("last", ["numbers of ward 3", "[1,2]", "4711", '{"ward": 3'])
def test_a_line_of_somebody_else_stays(tmp_path, last):
    path = tmp_path / "numbers.jsonl"
    path.write_text(f"first\n{last}")
    FileSink(path).deliver(record("1"))
    lines = path.read_text().splitlines()
    assert lines[:2] == ["first", last]
    assert json.loads(lines[2])["number"] == "1"


def test_an_incomplete_line_is_removed(tmp_path):
    path = tmp_path / "numbers.jsonl"
    sink = FileSink(path)
    sink.deliver(record("1"))
    for rest in ('{"id":"x', '{"', "\0" * 10_000, '{"id":"' + "x" * 10_000):
        with path.open("a") as file:
            file.write(rest)
        sink.deliver(record("2"))
    assert arrived(path) == ["1", "2", "2", "2", "2"]
    path.write_text('{"id":"no complete line')
    sink.deliver(record("3"))
    assert arrived(path) == ["3"]


def test_a_record_whose_line_break_was_removed_stays(tmp_path):
    path = tmp_path / "numbers.jsonl"
    sink = FileSink(path)
    for number in ("1", "2"):
        sink.deliver(record(number))
    path.write_bytes(path.read_bytes().rstrip())  # as an editor does
    sink.deliver(record("3"))
    assert arrived(path) == ["1", "2", "3"]


def test_a_large_file_is_renamed_and_nothing_is_deleted(tmp_path):
    path = tmp_path / "numbers.jsonl"
    sink = FileSink(path, max_bytes=300)
    for number in range(20):
        sink.deliver(record(str(number)))
    files = sorted(tmp_path.glob("numbers*.jsonl"))
    assert len(files) > 4
    assert sorted(int(n) for file in files for n in arrived(file)) == list(range(20))


def test_the_message_about_a_missing_folder_does_not_contain_the_number(tmp_path):
    with pytest.raises(SinkError, match="No such file") as caught:
        FileSink(tmp_path / "none" / "numbers.jsonl").deliver(record("7041"))
    assert "7041" not in str(caught.value)


def deliver_forever(sink: StdoutSink) -> None:
    while True:
        sink.deliver(record())


@posix
def test_stdout_gets_lines_and_reports_a_reader_that_is_slow_or_gone():
    reading, writing = os.pipe()
    sink = StdoutSink(0.1, writing)
    sink.deliver(record("7041"))
    assert json.loads(os.read(reading, 1000))["number"] == "7041"
    with pytest.raises(SinkError, match="does not read"):
        deliver_forever(sink)
    os.close(reading)
    with pytest.raises(SinkError, match="Broken pipe"):
        sink.deliver(record())
    os.close(writing)


def test_a_command_gets_the_number_only_on_its_stdin(tmp_path):
    path = tmp_path / "taken.json"
    script = tmp_path / "take.py"
    script.write_text(
        "import json, os, sys\n"
        f"json.dump([sys.stdin.read(), sys.argv[1:], os.environ['SPOKEN_DIGITS_ID'],"
        f" '7041' in str(os.environ)], open({str(path)!r}, 'w'))\n"
    )
    CommandSink((sys.executable, str(script), "$(touch x); a b"), 20.0).deliver(record("7041"))
    assert json.loads(path.read_text()) == ["7041\n", ["$(touch x); a b"], "id-1", False]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "message"),
    [
        ((sys.executable, "-c", "raise SystemExit(3)"), "exit code 3"),
        ((sys.executable, "-c", "import time; time.sleep(60)"), "took longer than"),
        (("/no/such/program",), "cannot be started"),
        ((str(Path(__file__).parent),), "cannot be started"),
    ],
)
def test_a_failed_command_is_reported(command, message):
    with pytest.raises(SinkError, match=message):
        CommandSink(command, 1.0).deliver(record())


ERRORS = "import sys; sys.stderr.write({!r} + sys.stdin.read()); raise SystemExit(3)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n  desk 2: no paper\nsecond line ", "exit code 3 (desk #: no paper)"),
        ("cannot take ", "exit code 3 (cannot take #)"),  # followed by the number
        ("Traceback (most recent call last):\n  File\nValueError: ", "exit code 3 (ValueError: #)"),
        ("\x1b[31mred ", "exit code 3 ( [#mred #)"),
    ],
)
def test_one_line_of_the_errors_of_a_failed_command_is_reported_without_digits(text, message):
    with pytest.raises(SinkError) as caught:
        CommandSink((sys.executable, "-c", ERRORS.format(text)), 20.0).deliver(record("7041"))
    assert str(caught.value).endswith(message)


def test_a_command_may_leave_a_process_running_and_may_write_a_lot():
    script = (
        "import subprocess, sys; sys.stderr.write('x' * 1_000_000); sys.stderr.flush();"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(30)'])"
    )
    CommandSink((sys.executable, "-c", script), 15.0).deliver(record())
    many = "import sys; sys.stderr.write('x' * 1_000_000); raise SystemExit(1)"
    with pytest.raises(SinkError) as caught:
        CommandSink((sys.executable, "-c", many), 15.0).deliver(record())
    assert len(str(caught.value)) < 200


class Consumer:
    """Listens at a socket. Answers each line, in which "ID" is its id, or disconnects."""

    def __init__(self, path, *, answers: bool = True, answer: str = "ID\n") -> None:
        self.lines, self._answers, self._answer = [], answers, answer
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(str(path))
        self._server.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        try:
            while True:
                connection, _ = self._server.accept()
                with connection, connection.makefile("rw", newline="") as stream:
                    for line in stream:
                        self.lines.append(json.loads(line))
                        if not self._answers:
                            break
                        stream.write(self._answer.replace("ID", self.lines[-1]["id"]))
                        stream.flush()
        except OSError:
            return

    def close(self) -> None:
        self._server.close()


def test_sinks_that_the_system_does_not_have_report_this(tmp_path, monkeypatch):
    monkeypatch.delattr(socket, "AF_UNIX", raising=False)
    monkeypatch.delattr(os, "mkfifo", raising=False)
    with pytest.raises(SinkError, match="no Unix sockets"):
        SocketSink(tmp_path / "socket", 1.0).deliver(record())
    with pytest.raises(SinkError, match="no named pipes"):
        PipeSink(tmp_path / "pipe", 1.0).deliver(record())


@posix
def test_a_socket_delivers_what_the_consumer_acknowledges(tmp_path):
    path = tmp_path / "socket"
    sink = SocketSink(path, 2.0)
    with pytest.raises(SinkError, match="No such file"):
        sink.deliver(record())
    crashing = Consumer(path, answers=False)
    with pytest.raises(SinkError, match="without an answer"):
        sink.deliver(record())
    crashing.close()
    path.unlink()
    consumer = Consumer(path)
    for number in ("1", "2"):
        sink.deliver(record(number, f"id-{number}"))
    assert [line["number"] for line in consumer.lines] == ["1", "2"]
    sink.close()
    consumer.close()


@posix
def test_a_line_of_a_socket_may_end_as_on_windows(tmp_path):
    path = tmp_path / "socket"
    consumer = Consumer(path, answer="ID\r\n")
    sink = SocketSink(path, 2.0)
    for number in ("1", "2"):
        sink.deliver(record(number, f"id-{number}"))
    assert [line["number"] for line in consumer.lines] == ["1", "2"]
    sink.close()
    consumer.close()


@posix
@pytest.mark.parametrize("answer", ["ok 4271\n", "ID", "got ID\n"])
def test_a_wrong_answer_at_a_socket_is_told_but_not_shown(tmp_path, answer):
    path = tmp_path / "socket"
    consumer = Consumer(path, answer=answer)
    with pytest.raises(SinkError) as caught:
        SocketSink(path, 0.5).deliver(record("4271"))
    assert str(caught.value) == (
        f"{path}: the consumer answers with something other than the id on a line"
    )
    consumer.close()


@posix
def test_a_socket_without_an_answer_is_told(tmp_path):
    path = tmp_path / "socket"
    consumer = Consumer(path, answer="")
    with pytest.raises(SinkError, match="the consumer does not answer"):
        SocketSink(path, 0.2).deliver(record())
    consumer.close()


@posix
def test_a_pipe_keeps_what_a_reader_left_for_the_next_reader(tmp_path):
    path = tmp_path / "pipe"
    sink = PipeSink(path, 0.2)
    with pytest.raises(SinkError, match="not a named pipe"):
        sink.deliver(record())
    os.mkfifo(path)
    with pytest.raises(SinkError, match="no reader"):
        sink.deliver(record())
    first = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(SinkError, match="does not read"):
        sink.deliver(record("1"))
    os.close(first)
    second = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    got = []

    def read() -> None:
        time.sleep(0.05)
        got.append(os.read(second, 1000))

    reader = threading.Thread(target=read)
    reader.start()
    sink.deliver(record("1"))
    reader.join()
    assert [json.loads(line)["number"] for line in got[0].splitlines()] == ["1"]
    os.close(second)


@posix
def test_a_pipe_that_its_reader_makes_anew_is_opened_again(tmp_path):
    path = tmp_path / "pipe"
    sink = PipeSink(path, 5.0)
    for number in ("1", "2"):
        path.unlink(missing_ok=True)
        os.mkfifo(path)
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        delivery = threading.Thread(target=sink.deliver, args=[record(number)])
        delivery.start()
        select.select([reader], [], [])
        got = os.read(reader, 1000)
        delivery.join()
        os.close(reader)
        assert [json.loads(line)["number"] for line in got.splitlines()] == [number]
    path.unlink()
    with pytest.raises(SinkError, match="not a named pipe"):
        sink.deliver(record("3"))


def test_staff_read_where_a_sink_delivers_to():
    assert sink_name(SinkConfig("stdout")) == "stdout"
    assert sink_name(SinkConfig("socket", Path("/run/desk"))) == "socket /run/desk"
    # The arguments may contain a password.
    assert sink_name(SinkConfig("command", command=("/usr/bin/take", "-p", "x"))) == "command take"
