"""The README is for a person in a hurry: two screens, and a small animation."""

from PIL import Image, ImageSequence

from tests.harness.program import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
ANIMATION = REPOSITORY / "docs/screenshots/number.webp"


def test_it_fits_on_two_screens():
    assert len(README.splitlines()) <= 110


def test_the_animation_is_small_and_repeats():
    assert f"]({ANIMATION.relative_to(REPOSITORY)})" in README
    assert ANIMATION.stat().st_size < 600_000
    with Image.open(ANIMATION) as animation:
        assert len(list(ImageSequence.Iterator(animation))) > 20
        assert animation.info["loop"] == 0  # for ever
