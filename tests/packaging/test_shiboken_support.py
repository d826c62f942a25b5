"""Shiboken's own modules, compiled at build time, are complete and the same in every build."""

import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from shiboken_support import DESTINATION, EMPTY, compile_support

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux")


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    """The compiled modules, as `compile_support` returns them."""
    return compile_support(tmp_path_factory.mktemp("support"))


def test_all_modules_of_the_library_are_compiled(modules):
    names = {
        f"{folder}/{Path(path).name}".removeprefix(f"{DESTINATION}/") for path, folder in modules
    }
    assert "shibokensupport/signature/loader.pyc" in names
    assert EMPTY.replace(".py", ".pyc") in names
    assert len(names) > 10


def test_two_builds_are_identical(modules, tmp_path):
    again = compile_support(tmp_path)
    assert [folder for _, folder in again] == [folder for _, folder in modules]
    for (one, _), (other, _) in zip(modules, again, strict=True):
        assert Path(one).read_bytes() == Path(other).read_bytes()


def test_pyside_uses_them_and_explains_wrong_arguments(modules, tmp_path):
    package = tmp_path / "shiboken6"
    package.mkdir()
    for path in Path(shiboken6.__file__).parent.iterdir():
        if path.name not in ("__pycache__", "files.dir"):
            (package / path.name).symlink_to(path)
    initial = package / "__init__.py"
    initial.unlink()  # a copy, since the path of the folder is resolved
    initial.write_bytes(Path(shiboken6.__file__).read_bytes())
    for path, folder in modules:
        target = tmp_path / folder / Path(path).name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(Path(path).read_bytes())
    code = (
        "from PySide6.QtCore import QTimer\n"
        "from shibokensupport.signature import loader\n"
        "print(loader.__file__)\n"
        "try:\n    QTimer().start('soon')\nexcept TypeError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    where, *explanation = done.stdout.splitlines()
    assert where == str(tmp_path / DESTINATION / "shibokensupport/signature/loader.pyc")
    assert "PySide6.QtCore.QTimer.start(msec: int" in "\n".join(explanation)
