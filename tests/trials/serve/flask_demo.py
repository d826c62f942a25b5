"""The web demo that this project started from: Flask and `model.predict`, in one process.

Its network is `models.evaluation.baseline`. The weights are not kept, so it is untrained; that does
not change its speed.
"""

from __future__ import annotations

import io
import logging

import librosa
import numpy as np
from flask import Flask, request
from werkzeug.serving import make_server

from core.audio import Float32Array
from models.evaluation.baseline import RATE, build_baseline, flat_spectrogram


def make_demo() -> Flask:
    """The application, which has answered once."""
    app = Flask(__name__)
    network = build_baseline()

    def predicted(sound: Float32Array) -> Float32Array:
        return network.predict(flat_spectrogram(sound)[None], verbose=0)[0]  # pyright: ignore[reportArgumentType]

    def answer(recording: bytes) -> dict[str, object]:
        sound, _ = librosa.load(io.BytesIO(recording), sr=RATE, mono=True, duration=1.0)
        probabilities = predicted(sound)
        return {"digit": int(np.argmax(probabilities)), "probabilities": probabilities.tolist()}

    @app.post("/api/predict")
    def predict() -> dict[str, object]:
        return answer(request.get_data())

    predicted(np.zeros(RATE, np.float32))  # the first call is slow
    return app


def main() -> None:
    """Serve it at a free port, as `app.run()` does, and print its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request
    server = make_server("127.0.0.1", 0, make_demo(), threaded=True)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
