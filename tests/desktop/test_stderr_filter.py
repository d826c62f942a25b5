"""The filter of stderr removes messages of audio libraries and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.stderr_filter import CHATTER, chatter_filtered
from tests.harness.program import REPOSITORY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not filtered on Windows")

# From real machines.
CHATTERS = [
    b"ALSA lib pcm_pulse.c:758:(pulse_prepare) PulseAudio: Unable to create stream: No such entity",
    b"ALSA lib confmisc.c:855:(parse_card) cannot find card '0'",
    b"Expression 'ret' failed in 'src/hostapi/alsa/pa_linux_alsa.c', line: 1812",
    b"PulseAudio: Unable to create stream: No such entity",
    b"Stream error: Entity killed",
    b"Cannot connect to server socket err = No such file or directory",
    b"Cannot connect to server request channel",
    b"jack server is not running or cannot be started",
    b"JackShmReadWritePtr::~JackShmReadWritePtr - Init not done for -1, skipping unlock",
    b"||PaMacCore (AUHAL)|| Error on line 2523: err='-50', msg=Unknown Error",
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.",
    b"INFO: INFO: Created TensorFlow Lite XNNPACK delegate for CPU.",
    b"Created TensorFlow Lite XNNPACK delegate for CPU.",
    b"Note: Illegal Audio-MPEG-Header 0x00000000 at offset 1896.",
    b"",
]
OTHERS = [
    b"spoken-digits: No microphone found",
    b"qt.qpa.plugin: Could not load the Qt platform plugin",
    b"terminate called after throwing an instance of 'std::bad_alloc'",
    b"Fatal Python error: Segmentation fault",
    b"Expression of interest",
]


@pytest.mark.parametrize("line", CHATTERS)
def test_chatter_is_recognized(line):
    assert CHATTER.match(line)


@pytest.mark.parametrize("line", OTHERS)
def test_other_lines_are_not_chatter(line):
    assert not CHATTER.match(line)


def run(code):
    begin = "import os, sys\nfrom desktop.stderr_filter import chatter_filtered\n"
    return subprocess.run(
        [sys.executable, "-c", begin + code],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_native_lines_are_filtered_and_lines_from_python_are_not():
    done = run(
        "with chatter_filtered():\n"
        "    os.write(2, b'ALSA lib x\\nabort()\\nALSA lib y')\n"
        "    print('from Python', file=sys.stderr)\n"
        "    print('ALSA lib from Python', file=sys.stderr)\n"
        "os.write(2, b'after\\n')\n"
        "print('from Python, after', file=sys.stderr)\n"
    )
    assert sorted(done.stderr.splitlines()) == [
        "ALSA lib from Python",
        "abort()",
        "after",
        "from Python",
        "from Python, after",
    ]
    assert done.returncode == 0


@pytest.mark.slow
def test_a_child_process_is_filtered_and_does_not_delay_the_exit():
    done = run(
        "import subprocess\n"
        "with chatter_filtered():\n"
        "    script = 'echo ALSA lib z >&2; echo so >&2; echo done; exec sleep 30'\n"
        "    child = subprocess.Popen(['sh', '-c', script], stdout=subprocess.PIPE)\n"
        "    child.stdout.readline()\n"
        "child.kill(); child.wait()\n"
    )
    assert done.stderr == "so\n"


def test_much_chatter_does_not_make_the_writer_wait():
    done = run(
        "import desktop.stderr_filter\n"
        "desktop.stderr_filter.FLOOD_PAUSE = 0.005\n"
        "with chatter_filtered():\n"
        "    dropped = 0\n"
        "    for _ in range(2000):\n"
        "        try:\n"
        "            os.write(2, b'ALSA lib ' + b'x' * 1000 + b'\\n')\n"
        "        except BlockingIOError:\n"
        "            dropped += 1\n"
        "print('done')\n"
    )
    assert done.stdout == "done\n"
    assert done.stderr == ""


@pytest.mark.parametrize("end", ["os.abort()", "os.kill(os.getpid(), signal.SIGSEGV)"])
@pytest.mark.parametrize("is_busy", [False, True])
def test_the_last_words_of_a_library_are_shown_when_it_ends_the_process(end, is_busy):
    # Without the interpreter's lock, as in a native library, the filter cannot run any more.
    say = "os.write(2, b'ALSA lib x\\nlast words\\nrest')"
    if is_busy:
        say = (
            "ctypes.PyDLL(None).write(2, b'ALSA lib x\\nlast words\\nrest', 26)\n"
            "    ctypes.PyDLL(None).usleep(50_000)"
        )
    done = run(f"import ctypes, signal\nwith chatter_filtered():\n    {say}\n    {end}\n")
    assert done.returncode < 0
    lines = done.stderr.splitlines()
    assert "last words" in lines
    assert lines[-1] == "rest"


def test_the_reason_of_qt_is_shown_at_abort():
    code = (
        "from PySide6.QtGui import QGuiApplication\n"
        "os.environ['QT_QPA_PLATFORM'] = 'toaster'\n"
        "with chatter_filtered():\n"
        "    QGuiApplication([])\n"
    )
    done = run(code)
    assert done.returncode == -6
    assert 'Could not find the Qt platform plugin "toaster"' in done.stderr


def test_no_shell_is_left_behind():
    done = run(
        "with chatter_filtered():\n"
        "    os.system('true')\n"
        "try:\n"
        "    print(os.waitpid(-1, os.WNOHANG))\n"
        "except ChildProcessError:\n"
        "    print('none')\n"
    )
    assert done.stdout == "none\n"


def test_stderr_may_be_closed():
    done = run("os.close(2)\nwith chatter_filtered():\n    print('fine')\n")
    assert done.stdout == "fine\n"
    assert done.returncode == 0


def test_a_stream_in_memory_is_not_replaced(capsys):
    before = sys.stderr
    with chatter_filtered():
        print("to the test", file=sys.stderr)
        inside = sys.stderr
    assert inside is before
    assert capsys.readouterr().err == "to the test\n"


DESCRIPTORS = Path("/proc/self/fd")


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="needs /proc")
def test_all_descriptors_are_closed():
    before = len(list(DESCRIPTORS.iterdir()))
    for _ in range(5):
        with chatter_filtered():
            pass
    assert len(list(DESCRIPTORS.iterdir())) == before


@pytest.mark.slow
def test_the_stream_that_replaces_stderr_is_closed():
    code = "import warnings\nwarnings.simplefilter('error')\nwith chatter_filtered(): pass"
    done = run(f"{code}\nimport gc\ngc.collect()")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_endless_loop_is_slowed_down_and_reported_once():
    done = run(
        "import subprocess, time\n"
        "import desktop.stderr_filter\n"
        "desktop.stderr_filter.FLOOD_PAUSE = 0.02\n"
        "floods = []\n"
        "with chatter_filtered(on_flood=lambda: floods.append(1)):\n"
        # The shell would report that the pipe is full; a library does not.
        "    say = 'exec >&2 2>/dev/null; while :; do echo ALSA lib x; done'\n"
        "    loop = subprocess.Popen(['sh', '-c', say])\n"
        "    while not floods:\n"
        "        time.sleep(0.01)\n"
        "    time.sleep(0.2)\n"
        "    assert floods == [1]\n"
        "    print('still here', file=sys.stderr)\n"
        "os.write(2, b'ALSA lib y\\n')\n"
        "loop.kill(); loop.wait()\n"
    )
    assert done.returncode == 0
    assert done.stderr == "still here\n"
