"""Links, paths and names of code in the documentation lead to something that exists."""

import re
from urllib.parse import unquote

import pytest

from tests.harness.program import REPOSITORY

LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(
    r"`((?:core|desktop|models|packaging|tests|docs|requirements|\.github|\.ci)/[\w./-]*)`"
)

MEMBER = re.compile(r"`([A-Z]\w+)\.((?!md`)\w+)`")
"""A method or attribute of a class: ``MainWindow.end_number``."""

FUNCTION = re.compile(r"`([a-z]+(?:_[a-z]+)+)`")
"""A function, method or attribute: ``end_number``."""

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


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_names_of_code_in_guides_for_developers_exist(document):
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    modules = [
        module.read_text(encoding="utf-8")
        for folder in ("core", "desktop", "models", "packaging", "tests")
        for module in (REPOSITORY / folder).rglob("*.py")
    ]

    def is_defined(name, owner=None):
        defined = re.compile(rf"\b(?:def {name}\b|{name} *[:=])")
        return any(
            defined.search(code)
            for code in modules
            if owner is None or re.search(rf"^class {owner}\b", code, re.MULTILINE)
        )

    members = MEMBER.findall(text)
    functions = FUNCTION.findall(text)
    assert members or functions
    missing = [f"{owner}.{name}" for owner, name in members if not is_defined(name, owner)]
    missing += [name for name in functions if not is_defined(name)]
    assert not missing
