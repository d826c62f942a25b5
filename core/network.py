"""The exported Keras MLPs of a bundle, run by LiteRT."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.audio import Float32Array
from core.bundle import Bundle, BundleError, PhraseFiles
from core.decoding.decoder import PATCH
from core.decoding.viterbi import CLASSES


class _Model:
    """A model file with one input and named outputs, ready to run; one input at a time."""

    def __init__(self, bundle: Bundle, model: bytes, names: tuple[str, ...]) -> None:
        # Imported here, since it takes 0.1 s and not all commands classify.
        from ai_edge_litert.interpreter import (  # pyright: ignore[reportMissingTypeStubs]
            Interpreter,
        )

        try:
            self._net: Any = Interpreter(model_content=model, num_threads=1)
            self._net.allocate_tensors()
            run: Any = self._net.get_signature_runner("serving_default")
            inputs: dict[str, Any] = run.get_input_details()
            outputs: dict[str, Any] = run.get_output_details()
            source = next(iter(inputs.values()))
            self._input = source["index"]
            self._outputs = [outputs[name]["index"] for name in names]
            self.input_shape = tuple(int(n) for n in source["shape"])
            self.output_shape = tuple(int(n) for n in outputs[names[0]]["shape"])
        except (ValueError, RuntimeError, KeyError, StopIteration) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise BundleError(
                f"model bundle {bundle.directory}: LiteRT cannot run the model ({reason}); "
                "install the program again",
                "damaged",
                reason,
            ) from None

    def __call__(self, features: Float32Array) -> list[Float32Array]:
        self._net.set_tensor(self._input, features[None])
        self._net.invoke()
        return [self._net.get_tensor(output)[0] for output in self._outputs]

    def check(self, bundle: Bundle, output_shape: tuple[int, ...]) -> None:
        """Raise `BundleError` where the shapes are not those of the bundle's settings."""
        settings = bundle.spectrogram
        expected = (1, settings.n_frames, settings.n_mels), (1, *output_shape)
        if (self.input_shape, self.output_shape) != expected:
            raise BundleError(
                f"model bundle {bundle.directory}: the model's shapes {self.input_shape} -> "
                f"{self.output_shape} do not fit its settings; install the program again"
            )


def word_network(bundle: Bundle) -> Callable[[Float32Array], tuple[Float32Array, Float32Array]]:
    """The network for single words, ready to run.

    Returns
    -------
    callable
        Features, shape (n_frames, n_mels), float32 -> ``logits``, shape (11,), and ``hidden``,
        shape (width,), both float32.

    Raises
    ------
    BundleError
        LiteRT cannot load the model, or its shapes do not match the feature settings.
    """
    model = _Model(bundle, bundle.model, ("logits", "hidden"))
    model.check(bundle, (len(bundle.labels),))

    def run(features: Float32Array) -> tuple[Float32Array, Float32Array]:
        logits, hidden = model(features)
        return logits, hidden

    return run


def phrase_network(bundle: Bundle, files: PhraseFiles) -> Callable[[Float32Array], Float32Array]:
    """The network for connected digits, ready to run.

    Returns
    -------
    callable
        A window, shape (n_frames, n_mels), float32 -> logits, shape (patches, CLASSES), float32.

    Raises
    ------
    BundleError
        As `word_network`.
    """
    model = _Model(bundle, files.model, ("logits",))
    model.check(bundle, (bundle.spectrogram.n_frames // PATCH, CLASSES))
    return lambda window: model(window)[0]
