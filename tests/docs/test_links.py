"""Links and paths in the documentation lead to files that exist."""

import re
from urllib.parse import unquote

import pytest

from tests.harness.program import REPOSITORY

LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(
    r"`((?:core|desktop|models|packaging|tests|docs|requirements|\.github|\.ci)/[\w./-]*)`"
)

LINKED = sorted(
    [
        *REPOSITORY.glob("*.md"),
        *(REPOSITORY / "docs").rglob("*.md"),
        *(REPOSITORY / "models").glob("*.md"),
        REPOSITORY / "models/digits/MODEL_CARD.md",
    ]
)
"""Documents whose links are checked."""

GUIDES = [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").glob("*.md"))]
"""Documents that describe the present; a decision may name a file of its time."""


def name(document):
    return str(document.relative_to(REPOSITORY))


def heading_ids(text):
    """What GitHub calls a document's headings."""
    headings = re.findall(r"^#+ (.*)", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", LINKED, ids=name)
def test_links_lead_to_files(document):
    text = document.read_text(encoding="utf-8")
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, heading = target.partition("#")
        there = document if not path else document.parent / unquote(path)
        assert there.exists(), target
        if heading:
            assert heading in heading_ids(there.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("document", GUIDES, ids=name)
def test_paths_in_guides_exist(document):
    missing = [
        path
        for path in PATH.findall(document.read_text(encoding="utf-8"))
        if not (REPOSITORY / path).exists()
    ]
    assert not missing
