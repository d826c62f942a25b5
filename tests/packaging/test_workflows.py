"""The GitHub workflows: actions are pinned by commit, and what they run exists."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
FOLDERS = ("core", "desktop", "docs", "models", "packaging", "requirements", "tests", ".ci")
PYTHONS = {"3.11", "3.12", "3.13"}

PINNED = re.compile(r"uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

both = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs(path):
    return read(path)["jobs"]


def commands(path):
    """The lines of all `run` steps."""
    for job in jobs(path).values():
        for step in job["steps"]:
            yield from step.get("run", "").replace("\\\n", " ").splitlines()


def test_there_are_two_workflows():
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml"]


@both
def test_actions_are_pinned_by_commit_with_their_version(path):
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    used = [line.removeprefix("- ") for line in lines if re.match(r"(- )?uses:", line)]
    assert used
    assert [line for line in used if not PINNED.match(line)] == []
    # What is written is what is read: none hides in another form.
    assert len(used) == sum("uses" in step for job in jobs(path).values() for step in job["steps"])


@both
def test_only_the_release_job_may_write(path):
    assert read(path)["permissions"] == {"contents": "read"}
    writing = [name for name, job in jobs(path).items() if "permissions" in job]
    assert writing == (["release"] if path.name == "release.yml" else [])


@both
def test_make_targets_exist(path):
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    called = {line.split()[1] for line in commands(path) if line.startswith("make ")}
    assert called <= targets


@both
def test_programs_and_files_of_the_repository_exist(path):
    for line in commands(path):
        for word in shlex.split(line, comments=True):
            if word.split("/")[0] in FOLDERS and "/" in word:
                assert (REPOSITORY / word).exists(), line


def test_changes_are_checked_on_every_supported_python():
    (path,) = (path for path in WORKFLOWS if path.name == "ci.yml")
    triggers = read(path)[True]  # YAML 1.1 reads the key "on" as true
    assert set(triggers) == {"push", "pull_request"}
    assert set(jobs(path)["check"]["strategy"]["matrix"]["python"]) == PYTHONS


def test_jobs_that_never_ran_say_so_and_do_not_stop_a_release():
    (path,) = (path for path in WORKFLOWS if path.name == "release.yml")
    for name, job in jobs(path).items():
        is_untried = "untried" in job.get("name", "")
        assert is_untried == (name in ("windows", "macos"))
        assert bool(job.get("continue-on-error")) == is_untried


def test_a_release_has_checksums_of_all_packages():
    (path,) = (path for path in WORKFLOWS if path.name == "release.yml")
    job = jobs(path)["release"]
    assert {"linux", "windows", "macos"} <= set(job["needs"])
    script = "\n".join(step.get("run", "") for step in job["steps"])
    assert "sha256sum -- *" in script
    assert "gh release create" in script
    assert "packages/*" in script
