"""Keeps ALSA from loading a plugin that cannot record.

PortAudio opens every device of ALSA's configuration to learn what it can do. One of them, ``a52``,
encodes Dolby Digital for a digital output. Its plugin loads all of FFmpeg: 14 MB of memory that
stay in use, and 15 ms before the microphone is open.
"""

from __future__ import annotations

import ctypes
import sys

_ENCODER = b"a52"


def skip_encoder() -> None:
    """Remove the encoder from the configuration of this process, if ALSA has it.

    Call it before PortAudio is initialized, in the same thread. PortAudio reads the configuration
    again after each termination. A device of the user's own with this name stays, and so does
    everything if ALSA is missing or its configuration has errors, which PortAudio reports.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        alsa = ctypes.CDLL("libasound.so.2")
        if alsa.snd_config_update() < 0:
            return
        top = ctypes.c_void_p.in_dll(alsa, "snd_config")
        device, kind = ctypes.c_void_p(), ctypes.c_void_p()
        text = ctypes.c_char_p()
        if (
            alsa.snd_config_search(top, b"pcm." + _ENCODER, ctypes.byref(device)) == 0
            and alsa.snd_config_search(device, b"type", ctypes.byref(kind)) == 0
            and alsa.snd_config_get_string(kind, ctypes.byref(text)) == 0
            and text.value == _ENCODER
        ):
            alsa.snd_config_delete(device)
    except (OSError, AttributeError, ValueError):
        return
