"""The setup of a kiosk and its removal, in a folder with the files of a small system.

useradd and systemctl are the real ones. ``make kiosk-boot`` does the same in a Debian that boots.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.kiosk.config import load_config
from desktop.kiosk.delivery.journal import Journal, journal_path
from desktop.kiosk.process.pin import is_correct
from desktop.kiosk.setup import requirements, steps
from desktop.kiosk.setup.commands import FOLDERS, SetupError
from desktop.kiosk.setup.paths import EXAMPLE, SHIPPED_UNIT, UNIT, Paths
from tests.harness.program import COMMAND, REPOSITORY, environment, run

pytestmark = [
    pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="setup needs root, on Linux"),
    pytest.mark.skipif(
        not all(shutil.which(name, path=FOLDERS) for name in ("systemctl", "useradd")),
        reason="needs systemctl and useradd",
    ),
]

FILES = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
    "etc/shadow": "root:*:19000:0:99999:7:::\n",
    "etc/group": "root:x:0:\naudio:x:29:\nvideo:x:44:\n",
    "etc/gshadow": "root:*::\naudio:*::\nvideo:*::\n",
    "usr/lib/systemd/system/multi-user.target": "[Unit]\nDescription=Multi-User System\n",
    "usr/lib/systemd/system/graphical.target": "[Unit]\nDescription=Graphical Interface\n",
    "usr/lib/systemd/system/ctrl-alt-del.target": "[Unit]\nDescription=Restart\n",
    "usr/lib/systemd/system/getty@.service": "[Service]\nExecStart=/sbin/agetty %I\n",
    "usr/lib/systemd/system/lightdm.service": "[Service]\nExecStart=/usr/sbin/lightdm\n",
    f"usr/lib/systemd/system/{UNIT}": SHIPPED_UNIT.read_text(encoding="utf-8"),
}
PROGRAMS = ("cage", "Xwayland", "seatd", "aplay")
SYSTEM = "etc/systemd/system"


@pytest.fixture
def system(tmp_path: Path) -> Paths:
    """A small system with the package and all that the kiosk needs."""
    root = tmp_path / "system"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "usr/bin").mkdir()
    for name in PROGRAMS:
        (root / "usr/bin" / name).write_text("")
        (root / "usr/bin" / name).chmod(0o755)
    (root / SYSTEM).mkdir(parents=True)
    (root / SYSTEM / "default.target").symlink_to("/usr/lib/systemd/system/graphical.target")
    return Paths(root)


def set_up(paths: Paths, pin: str = "4821", *, replace: bool = False) -> dict[str, bool]:
    """Set up; whether each step has changed something."""
    done: list[steps.Done] = []
    steps.set_up(paths, done.append, lambda: pin, replace_display_manager=replace)
    return {one.step: one.changed for one in done}


def remove(paths: Paths, *, purge: bool = False) -> list[str]:
    """Undo the setup; the lines for people."""
    done: list[steps.Done] = []
    steps.remove(paths, done.append, purge=purge)
    return [one.text for one in done]


def content(root: Path) -> dict[str, str]:
    """All files below a folder and the targets of links, without backups of passwd and the like."""
    found: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(root))] = str(path.readlink())
        elif path.is_file() and not path.name.endswith("-"):
            found[str(path.relative_to(root))] = path.read_text()
    return found


def test_a_unit_of_an_early_version_does_not_hide_the_packages(system: Paths) -> None:
    early = "[Service]\nType=simple\nExecStart=/usr/bin/cage -- /usr/bin/spoken-digits kiosk\n"
    system.own_unit.write_text(early)
    assert set_up(system)["unit_file"]
    assert not system.own_unit.exists()
    assert system.own_unit.with_name(f"{UNIT}.old").read_text() == early
    assert not set_up(system)["unit_file"]
    own = SHIPPED_UNIT.read_text(encoding="utf-8") + "# changed by staff\n"
    system.own_unit.write_text(own)
    assert not set_up(system)["unit_file"]
    assert system.own_unit.read_text() == own


def test_setup_creates_user_state_configuration_unit_and_pin(system):
    changed = set_up(system)
    assert all(changed[step] for step in ("user", "state", "config", "console", "unit", "pin"))
    passwd = (system.root / "etc/passwd").read_text().splitlines()
    (user,) = [line.split(":") for line in passwd if line.startswith("spoken-digits:")]
    assert user[5:] == ["/var/lib/spoken-digits", "/usr/sbin/nologin"]
    groups = (system.root / "etc/group").read_text()
    assert "audio:x:29:spoken-digits\n" in groups
    assert "video:x:44:spoken-digits\n" in groups
    state = system.state.stat()
    assert (state.st_uid, state.st_mode & 0o777) == (int(user[2]), 0o700)
    assert system.config.read_text() == EXAMPLE.read_text()
    assert load_config(system.config).state == Path("/var/lib/spoken-digits")
    assert (system.root / SYSTEM / "multi-user.target.wants" / UNIT).is_symlink()
    assert str((system.root / SYSTEM / "getty@tty1.service").readlink()) == "/dev/null"
    assert "NAutoVTs=0" in system.logind.read_text()
    assert is_correct(system.state, "4821")
    assert (system.state / "pin.json").stat().st_uid == int(user[2])


def test_a_second_setup_changes_nothing_and_keeps_what_staff_have_changed(system):
    set_up(system)
    system.config.write_text(EXAMPLE.read_text().replace("digits = 4", "digits = 6"))
    before = content(system.root)
    changed = set_up(system, pin="9999999")
    assert not any(changed.values()), changed
    assert content(system.root) == before
    assert is_correct(system.state, "4821")


def test_removal_restores_the_system_and_keeps_configuration_and_numbers(system):
    before = content(system.root)
    set_up(system)
    (system.state / "numbers.jsonl").write_text("{}\n")
    lines = remove(system)
    after = content(system.root)
    kept = {name for name in after if name not in before}
    assert kept == {
        "etc/spoken-digits/kiosk.toml",
        "var/lib/spoken-digits/numbers.jsonl",
        "var/lib/spoken-digits/pin.json",
    }
    assert {name: after[name] for name in before} == before
    assert any("kept" in line and "kiosk.toml" in line for line in lines)
    # Otherwise the next user with the free user ID could read them.
    for path in (system.state, *system.state.iterdir()):
        assert path.stat().st_uid == path.stat().st_gid == 0
        assert path.stat().st_mode & 0o077 == 0 or path.name == "numbers.jsonl"
    assert system.state.stat().st_mode & 0o777 == 0o700
    # The files that were kept belong to the new user after another setup.
    set_up(system)
    owner = system.state.stat().st_uid
    assert (system.state / "numbers.jsonl").stat().st_uid == owner != 0


def test_removal_with_purge_leaves_nothing(system):
    before = content(system.root)
    set_up(system)
    system.changes_of_unit.mkdir()
    (system.changes_of_unit / "override.conf").write_text("[Service]\n")
    remove(system, purge=True)
    assert content(system.root) == before
    assert not system.state.exists()
    assert not system.config.parent.exists()


def test_numbers_that_are_not_delivered_are_not_deleted(system):
    set_up(system)
    journal = Journal(journal_path(system.state))
    record = journal.append("4271", kiosk="", entered_by="voice", seconds=1.0, now="", id_="a")
    with pytest.raises(SetupError, match="1 number has not been delivered yet"):
        remove(system, purge=True)
    assert system.record.exists()  # the kiosk is still set up
    (line,) = [line for line in remove(system) if line.startswith(f"{system.state}: ")]
    assert line.startswith(f"{system.state}: kept; 1 number has not been delivered yet. ")
    set_up(system)
    journal.remove(record)
    journal.close()
    remove(system, purge=True)
    assert not system.state.exists()


def test_a_damaged_record_counts_as_not_delivered(system):
    set_up(system)
    journal = Journal(journal_path(system.state))
    journal.append("4271", kiosk="", entered_by="voice", seconds=1.0, now="", id_="a")
    journal.close()
    with journal_path(system.state).open("r+b") as file:
        file.seek(100)
        file.write(b"\xff")
    with pytest.raises(SetupError, match="1 number has not been delivered yet"):
        remove(system, purge=True)


def test_removal_keeps_what_staff_have_changed_in_the_unit_and_says_so(system):
    set_up(system)
    system.changes_of_unit.mkdir()
    (system.changes_of_unit / "override.conf").write_text("[Service]\n")
    assert f"{system.changes_of_unit}: kept. To delete it: rm -r {system.changes_of_unit}" in (
        remove(system)
    )
    assert (system.changes_of_unit / "override.conf").exists()


def test_the_unit_and_the_package_look_for_the_record_of_the_setup():
    unit = SHIPPED_UNIT.read_text(encoding="utf-8")
    assert f"AssertPathExists={Paths().record}\n" in unit
    assert f"record={Paths().record}\n" in (REPOSITORY / "packaging/deb.py").read_text("utf-8")


def test_there_is_a_record_even_if_nothing_had_to_be_masked(system):
    for name in steps.MASKED:
        (system.root / SYSTEM / name).symlink_to("/dev/null")
    set_up(system)
    assert system.record.exists()  # the package's removal looks for it
    remove(system)
    assert not system.record.exists()


def test_removal_without_a_setup_changes_nothing(system):
    before = content(system.root)
    remove(system)
    assert content(system.root) == before


def test_removal_keeps_masked_what_was_masked_before(system):
    (system.root / SYSTEM / "ctrl-alt-del.target").symlink_to("/dev/null")
    before = content(system.root)
    set_up(system)
    remove(system, purge=True)
    assert content(system.root) == before


def test_a_display_manager_is_turned_off_only_if_asked_and_removal_turns_it_on(system):
    link = system.root / SYSTEM / "display-manager.service"
    link.symlink_to("/usr/lib/systemd/system/lightdm.service")
    before = content(system.root)
    with pytest.raises(SetupError, match=r"lightdm\.service uses the screen: add --replace-disp"):
        set_up(system)
    assert content(system.root) == before
    set_up(system, replace=True)
    target = system.root / SYSTEM / "default.target"
    assert target.readlink().name == "multi-user.target"
    assert not set_up(system)["unit"]  # it is no longer in the way
    remove(system, purge=True)
    assert target.readlink().name == "graphical.target"
    assert content(system.root).keys() == before.keys()


def test_missing_packages_are_named_with_the_command_before_anything_changes(system):
    for name in ("Xwayland", "aplay"):
        (system.root / "usr/bin" / name).unlink()
    before = content(system.root)
    with pytest.raises(SetupError) as caught:
        set_up(system)
    assert str(caught.value) == (
        "not installed: Xwayland; run: apt-get install xwayland alsa-utils"
    )
    assert content(system.root) == before


def test_without_the_package_the_unit_starts_the_program_that_is_running(system, monkeypatch):
    system.packaged_unit.unlink()
    monkeypatch.setattr("sys.argv", ["/opt/spoken-digits/spoken-digits", "kiosk", "setup"])
    assert set_up(system)["unit_file"]
    unit = system.own_unit.read_text()
    assert "-- /opt/spoken-digits/spoken-digits kiosk --config /etc/spoken-digits/kiosk.t" in unit
    assert not set_up(system)["unit_file"]
    remove(system, purge=True)
    assert not system.own_unit.exists()


def test_a_program_that_the_unit_cannot_see_is_an_error(system, monkeypatch):
    system.packaged_unit.unlink()
    monkeypatch.setattr("sys.argv", ["/home/anna/spoken-digits", "kiosk", "setup"])
    before = content(system.root)
    with pytest.raises(SetupError, match="cannot use this folder; install the package"):
        set_up(system)
    assert content(system.root) == before


def test_without_a_pin_the_rest_is_set_up(system):
    assert not set_up(system, pin="")["pin"]
    assert set_up(system, pin="4821")["pin"]
    done: list[steps.Done] = []
    steps.set_up(system, done.append, lambda: "7351", replace_display_manager=False)
    (pin,) = [one for one in done if one.step == "pin"]
    assert (pin.changed, "is kept" in pin.text) == (False, True)
    assert is_correct(system.state, "4821")


def test_only_root_on_linux_can_set_up(monkeypatch):
    with pytest.raises(SetupError, match="setup is for Linux"):
        requirements.check_system(platform="darwin")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="run it as root"):
        requirements.check_system()


def test_the_command_says_what_it_did(system, tmp_path):
    command = [*COMMAND, "kiosk", "setup", "--root", str(system.root)]
    shared = {"cwd": REPOSITORY, "env": environment(tmp_path), "capture_output": True}
    done = subprocess.run(command, input=b"4821\n", check=False, **shared)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0] == "User spoken-digits: created, added to audio, video."
    assert f"Configuration {system.config}: created, with comments." in lines
    assert lines[-1] == "PIN for staff: set."
    assert b"Next: change" in done.stderr
    done = subprocess.run([*command, "--remove", "--json"], check=False, **shared)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["step"] for r in records if r["changed"]] == ["unit", "console", "logind", "user"]


def test_a_pin_that_is_not_allowed_is_an_error_after_the_other_steps(system, tmp_path):
    command = [*COMMAND, "kiosk", "setup", "--root", str(system.root)]
    done = subprocess.run(
        command, input="12\n", cwd=REPOSITORY, env=environment(tmp_path), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "a PIN has 4 to 12 digits" in done.stderr
    assert "the rest is set up" in done.stderr
    assert "Traceback" not in done.stderr
    assert system.config.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["setup", "--purge"], "--purge needs --remove"),
        (["setup", "--config", "other.toml"], "setup always uses /etc/spoken-digits/kiosk.toml"),
        (["--remove"], "--remove is an option of setup"),
        (["--replace-display-manager"], "--replace-display-manager is an option of setup"),
        (["set-pin", "--purge"], "kiosk set-pin: unrecognized arguments: --purge"),
        (["--purge", "set-pin"], "--purge is an option of setup"),
        (["--check", "setup"], "--check cannot be used together with setup"),
        (["--input", "a.wav", "set-pin"], "--input cannot be used together with set-pin"),
    ],
)
def test_options_that_do_not_fit_are_errors(tmp_path, words, message):
    done = run("kiosk", *words, env=environment(tmp_path))
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [["setup", "--remove"], ["--remove", "setup"]])
def test_removal_may_stand_before_or_after_setup(tmp_path, words):
    """It must never set up what somebody wants to remove."""
    root = tmp_path / "root"
    root.mkdir()
    done = run("kiosk", *words, "--root", root, env=environment(tmp_path))
    assert not list(root.rglob("kiosk.toml"))
    assert "Next:" not in done.stderr
