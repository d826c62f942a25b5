"""The index of the decision records is complete, and every mention of a record names one."""

import re
from collections import Counter

import pytest

from tests.harness.program import REPOSITORY

DECISIONS = REPOSITORY / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
INDEX = re.findall(
    r"^- \[(\d{4})\]\(([^)]+)\): \S", (DECISIONS / "README.md").read_text("utf-8"), re.MULTILINE
)
"""Number and file of each entry."""

MENTION = re.compile(r"decisions/(\d{4}[\w.-]*)")
FOLDERS = ("core", "desktop", "models", "packaging", "tests", "docs")
SUFFIXES = (".md", ".py", ".sh", ".toml")


def test_the_index_lists_every_record_once():
    assert Counter(file for _, file in INDEX) == Counter(record.name for record in RECORDS)


def test_numbers_in_the_index_are_those_of_the_files():
    assert all(file.startswith(f"{number}-") for number, file in INDEX)


def test_numbers_are_unique():
    numbers = [record.name[:4] for record in RECORDS]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name[:4])
def test_a_title_begins_with_the_number_of_its_file(record):
    title = record.read_text("utf-8").splitlines()[0]
    assert re.match(rf"# {int(record.name[:4])}\. [A-Z]", title)


def test_what_a_record_replaces_says_so_itself():
    status = {}
    for record in RECORDS:
        introduction = record.read_text("utf-8").split("\n## ")[0]
        _, _, after = introduction.partition("\nStatus: ")
        status[record.name] = set(re.findall(r"\]\((\d{4}-[^)]+)\)", after.split("\n\n")[0]))
    assert any(status.values())
    silent = [
        f"{other[:4]} does not mention {name[:4]}"
        for name, others in status.items()
        for other in others
        if name not in status[other]
    ]
    assert not silent


def test_every_mention_of_a_record_names_one():
    names = {record.stem for record in RECORDS} | {record.name[:4] for record in RECORDS}
    files = [*REPOSITORY.glob("*.md"), REPOSITORY / "pyproject.toml", REPOSITORY / "Makefile"]
    for folder in FOLDERS:
        files += [file for file in (REPOSITORY / folder).rglob("*") if file.suffix in SUFFIXES]
    unknown = [
        f"{file.relative_to(REPOSITORY)}: {mention}"
        for file in files
        for mention in MENTION.findall(file.read_text("utf-8"))
        if mention.rstrip(".-").removesuffix(".md") not in names
    ]
    assert not unknown
