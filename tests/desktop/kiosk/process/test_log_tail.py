"""The last entries of the log."""

from __future__ import annotations

from desktop.kiosk.process.log_tail import last_entries


def test_the_last_entries_come_without_tracebacks(tmp_path):
    path = tmp_path / "log"
    entries = [
        f"2026-11-30 10:00:0{n}.123+01:00 WARNING desktop.kiosk.ui.x: entry {n}: on"
        for n in range(5)
    ]
    path.write_text("\n".join([*entries[:4], "Traceback:", '  File "x"', entries[4]]) + "\n")
    assert last_entries(path, 2) == [
        "2026-11-30 10:00:03 WARNING: entry 3: on",
        "2026-11-30 10:00:04 WARNING: entry 4: on",
    ]


def test_a_long_log_is_read_from_its_end(tmp_path):
    path = tmp_path / "log"
    path.write_text("".join(f"2026-11-30 entry {n:06d} {'x' * 60}\n" for n in range(5000)))
    (last,) = last_entries(path, 1)
    assert last.startswith("2026-11-30 entry 004999")
    whole = last_entries(path, 1000)
    assert 50 < len(whole) < 200
    assert all(line.startswith("2026-11-30 entry") for line in whole)


def test_without_a_log_there_are_no_entries(tmp_path):
    assert last_entries(tmp_path / "log", 3) == []
    (tmp_path / "log").write_bytes(b"\xff\xfe\n")
    assert last_entries(tmp_path / "log", 3) == []
