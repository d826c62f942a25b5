"""The comparison of connected digits with other recognizers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.bundle import BUNDLE_FILE
from models.data.index import DataError
from models.evaluation.strings import rivals
from tests.harness.program import REPOSITORY

LINE = "whisper: strings 58/66 = 87.9 %, digits 98.3 % of 530 (ins 2 del 5 sub 2), 33.0 s"


def test_the_figures_of_a_line_are_read() -> None:
    row = rivals.parse(LINE)
    assert row["numbers_right"] == pytest.approx(58 / 66)
    assert row["digits_right"] == pytest.approx(0.983)
    assert [row[key] for key in ("numbers", "digits")] == [66, 530]
    assert [row[key] for key in ("insertions", "deletions", "substitutions")] == [2, 5, 2]


def test_an_error_in_place_of_a_line_is_told() -> None:
    with pytest.raises(DataError, match="No module named 'soxr'"):
        rivals.parse("ModuleNotFoundError: No module named 'soxr'")


def test_a_comparison_counts_for_its_own_bundle_only(tmp_path: Path) -> None:
    (tmp_path / BUNDLE_FILE).write_text("{}")
    assert rivals.read(tmp_path, tmp_path) == []
    rows = [{"set": "joined", "system": "whisper", **rivals.parse(LINE), "cpu_seconds": 0.5}]
    # The checksum of the bundle's file, as of `sha256sum`.
    checksum = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    (tmp_path / "rows.json").write_text(json.dumps({"bundle": checksum, "rows": rows}))
    assert rivals.read(tmp_path, tmp_path) == rows
    table = rivals.as_lines(rows)
    assert "Whisper tiny.en" in table[-1]
    assert " 87.9 %" in table[-1]
    assert table[-1].endswith(" 0.50")
    (tmp_path / BUNDLE_FILE).write_text("[]")
    assert rivals.read(tmp_path, tmp_path) == []


def test_the_report_of_the_shipped_model_has_the_table_as_it_is_written_now() -> None:
    report = REPOSITORY / "models" / "digits" / "report"
    rows = json.loads((report / "strings.json").read_text())["beside"]
    assert "\n".join(rivals.as_lines(rows)) in (report / "strings.txt").read_text()
