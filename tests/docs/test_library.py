"""The example of `core` as a library in docs/architecture.md works as it stands."""

import re
import subprocess
import sys

import numpy as np
import soundfile

from core.audio import SAMPLE_RATE, load
from tests.harness.program import AUDIO, REPOSITORY

GUIDE = REPOSITORY / "docs" / "architecture.md"


def test_the_example_recognizes_a_recording(tmp_path):
    (example,) = re.findall(
        r"^```python\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    pause = np.zeros(SAMPLE_RATE // 2, np.float32)
    words = [load(AUDIO / f"{digit}_slt_0.flac") for digit in (7, 3)]
    # Two phrases, whose pause is too short to end the number.
    samples = np.concatenate([pause, words[0], pause[: len(pause) // 4], words[1], pause])
    soundfile.write(tmp_path / "recording.wav", samples, SAMPLE_RATE)
    script = f"import sys\nsys.path.insert(0, {str(REPOSITORY)!r})\n{example}"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[0].startswith(("digit: 7 0.9", "digit: 3 0.9"))
    assert [line for line in lines if line.startswith("number:")] == ["number: 73"]
    in_stream = [line for line in lines if line.startswith("number in the stream:")]
    assert in_stream == ["number in the stream: 73"]
    assert sum(line.startswith("digit 7 ") for line in lines) == 1
