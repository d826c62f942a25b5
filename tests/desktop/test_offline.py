"""The program uses no network, and imports nothing that only training needs.

A seccomp filter makes the kernel end the process at the first internet socket, no matter whether
Python, PortAudio or another library opens it.
"""

import platform
import signal
import subprocess
import sys

import pytest

from tests.harness.program import REPOSITORY, environment

# Number of the system call `socket`, and the audit architecture (linux/audit.h).
MACHINES = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}

FORBIDDEN = "tensorflow", "keras", "librosa", "scipy", "sklearn", "matplotlib"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in MACHINES,
    reason="seccomp needs Linux",
)

GUARD = """
import ctypes, socket, struct, sys

def forbid_internet_sockets(call, architecture):
    LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
    ALLOW, KILL = 0x7FFF0000, 0x80000000
    program = [
        (LOAD, 0, 0, 4), (EQUAL, 0, 5, architecture),
        (LOAD, 0, 0, 0), (EQUAL, 0, 3, call),
        (LOAD, 0, 0, 16), (EQUAL, 2, 0, socket.AF_INET), (EQUAL, 1, 0, socket.AF_INET6),
        (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, KILL),
    ]
    code = b"".join(struct.pack("HBBI", *line) for line in program)
    buffer = ctypes.create_string_buffer(code)
    pointer = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
    zero = ctypes.c_ulong(0)
    if libc.prctl(NO_NEW_PRIVILEGES, ctypes.c_ulong(1), zero, zero, zero):
        sys.exit("prctl: no_new_privs")
    if libc.prctl(SECCOMP, ctypes.c_ulong(FILTER), ctypes.c_char_p(pointer), zero, zero):
        sys.exit(f"prctl: seccomp, errno {ctypes.get_errno()}")

forbid_internet_sockets(int(sys.argv.pop(1)), int(sys.argv.pop(1)))
"""


def run_filtered(code, *arguments, env):
    call, architecture = MACHINES[platform.machine()]
    return subprocess.run(
        [sys.executable, "-c", GUARD + code, str(call), str(architecture), *arguments],
        cwd=REPOSITORY,
        env=env,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.fixture
def guarded_env(tmp_path):
    env = environment(tmp_path)
    done = run_filtered("print('ready')", env=env)
    if done.stdout != "ready\n":
        pytest.skip(f"seccomp is not available: {done.stderr.strip()}")
    return env


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_the_filter_ends_a_process_that_opens_an_internet_socket(guarded_env, family):
    done = run_filtered(f"socket.socket(socket.{family})", env=guarded_env)
    assert done.returncode == -signal.SIGSYS


def test_the_filter_applies_to_native_code(guarded_env):
    code = "ctypes.CDLL(None).socket(socket.AF_INET, socket.SOCK_DGRAM, 0)"
    assert run_filtered(code, env=guarded_env).returncode == -signal.SIGSYS


def test_the_filter_allows_local_sockets(guarded_env):
    assert run_filtered("socket.socket(socket.AF_UNIX)", env=guarded_env).returncode == 0


ENTRY_POINT = """
from desktop.cli import main
code = main(sys.argv[1:])
print("LOADED", *sorted(sys.modules))
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["listen", "--demo", "--fast"], 0),
        (["listen"], 1),
        (["predict", "tests/audio/7_slt_0.flac"], 0),
        (["devices"], 1),
    ],
)
def test_no_command_opens_an_internet_socket_or_imports_training_libraries(
    guarded_env, arguments, exit_code
):
    done = run_filtered(ENTRY_POINT, *arguments, env=guarded_env)
    assert done.returncode == exit_code, done.stderr
    loaded = done.stdout.rpartition("LOADED ")[2].split()
    assert "core.recognizer" in loaded or arguments == ["devices"]
    assert not {name.partition(".")[0] for name in loaded} & {*FORBIDDEN, "PySide6", "pyqtgraph"}


def test_the_window_imports_no_training_libraries(guarded_env):
    code = "import desktop.app\nprint('LOADED', *sorted(sys.modules))"
    done = run_filtered(code, env={**guarded_env, "QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.rpartition("LOADED ")[2].split()
    assert "PySide6.QtWidgets" in loaded
    assert not {name.partition(".")[0] for name in loaded} & set(FORBIDDEN)
