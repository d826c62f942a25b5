"""Settings that are valid but cannot work under the unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.kiosk.config import load_config
from desktop.kiosk.setup.limits import find_limits, find_limits_of_unit
from desktop.kiosk.setup.paths import EXAMPLE, Paths


@pytest.fixture
def system(tmp_path: Path) -> Paths:
    """A system with the unit and the example configuration."""
    paths = Paths(tmp_path)
    for path, text in ((paths.config, EXAMPLE.read_text("utf-8")), (paths.packaged_unit, "")):
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return paths


def limits(paths: Paths, before: str = "", after: str = "") -> list[str]:
    text = paths.config.read_text("utf-8")
    assert before in text
    paths.config.write_text(text.replace(before, after, 1), "utf-8")
    found = find_limits(load_config(paths.config), paths)
    return [line.removeprefix(f"{paths.config}: ") for line in found]


def test_the_example_works(system):
    assert limits(system) == []


def test_the_unit_can_write_only_below_its_state_folder(system):
    (line,) = limits(system, 'state = "/var/lib/spoken-digits"', 'state = "/srv"')
    assert line.startswith("kiosk.state: the unit lets the kiosk write only below /var/lib/spoken-")
    assert "ReadWritePaths" in line


@pytest.mark.parametrize("path", ["/srv/numbers.jsonl", "numbers.jsonl"])
def test_the_file_of_the_sink_must_be_writable_for_the_unit(system, path):
    lines = limits(system, '"/var/lib/spoken-digits/numbers.jsonl"', f'"{path}"')
    assert lines[-1].startswith("sink.path: the unit lets the kiosk write only below")


def test_a_copy_is_checked_for_the_unit_too_where_there_is_a_kiosk(system, tmp_path):
    copy = tmp_path / "copy.toml"
    copy.write_text(EXAMPLE.read_text("utf-8").replace('kind = "file"', 'kind = "stdout"'), "utf-8")
    text = copy.read_text("utf-8").replace(PATH, "# ")
    copy.write_text(text, "utf-8")
    assert find_limits_of_unit(load_config(copy), system) == []  # not set up
    system.record.write_text("{}")
    (line,) = find_limits_of_unit(load_config(copy), system)
    assert line.startswith('sink.kind: under the unit, "stdout" writes every number')
    assert find_limits_of_unit(load_config(system.config), system) == []


def test_two_dots_do_not_lead_out_of_the_state_folder(system):
    lines = limits(system, "spoken-digits/numbers.jsonl", "spoken-digits/../numbers.jsonl")
    assert "not to /var/lib/numbers.jsonl" in lines[-1]


PATH = 'path = "/var/lib/spoken-digits/numbers.jsonl"\nmax_bytes = 10_000_000 '


def use_sink(paths: Paths, keys: str) -> list[str]:
    assert PATH in paths.config.read_text("utf-8")
    paths.config.write_text(paths.config.read_text("utf-8").replace(PATH, "# "), "utf-8")
    return limits(paths, 'kind = "file"', keys)


def test_numbers_in_the_journal_of_systemd_are_a_problem(system):
    (line,) = use_sink(system, 'kind = "stdout"')
    assert "writes every number to the journal of systemd" in line


def test_the_unit_hides_home_folders_from_a_command(system):
    lines = use_sink(system, 'kind = "command"\ncommand = ["/home/anna/take-number"]')
    assert any("the unit hides the folder of /home/anna/take-number" in line for line in lines)


def test_the_unit_hides_home_folders_from_a_model(system):
    (line,) = limits(system, "[number]", 'bundle = "/home/anna/model"\n\n[number]')
    assert line.startswith("kiosk.bundle: the unit hides the folder of /home/anna/model")


def test_a_configuration_that_the_unit_does_not_use_may_write_anywhere(system):
    other = system.config.with_name("other.toml")
    text = system.config.read_text("utf-8")
    other.write_text(text.replace(PATH, "# ").replace('"file"', '"stdout"'), "utf-8")
    assert find_limits(load_config(other), system) == []
