"""Recognizers share a model, and the models used last stay in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.bundle import BundleError
from core.bundle_location import bundle_directory
from core.profiles.profile import ProfileError
from core.segmenter_settings import SENSITIVITIES
from desktop.audio.recognizers import Models, recognizer_maker


def test_recognizers_share_the_model_but_not_the_segmenter() -> None:
    make = recognizer_maker(sensitivity="low")
    first, second = make(), make()
    assert first.classifier is second.classifier
    assert first.segmenter is not second.segmenter
    assert first.segmenter.settings == SENSITIVITIES["low"]


def test_a_model_that_cannot_be_used_is_reported_at_the_first_recognizer(tmp_path: Path) -> None:
    make = recognizer_maker(tmp_path / "nowhere")
    with pytest.raises(BundleError, match="cannot be read"):
        make()


def test_a_missing_profile_is_reported_by_both() -> None:
    with pytest.raises(ProfileError, match="there is none of this name"):
        recognizer_maker(profile="Nobody")()
    with pytest.raises(ProfileError, match="there is none of this name"):
        Models(profile="Nobody").get("en")


@pytest.mark.parametrize(("kept", "is_kept"), [(1, False), (2, True)])
def test_the_models_used_last_stay_in_memory(kept: int, is_kept: bool) -> None:
    models = Models(kept=kept)
    english = models.get("en")
    assert models.get("en") is english
    assert models.get("de").bundle.language == "de"
    assert (models.get("en") is english) == is_kept


def test_a_chosen_bundle_is_used_for_every_language() -> None:
    models = Models(bundle_directory("de"))
    assert models.get("en") is models.get("fr")
    assert models.get("en").bundle.language == "de"
