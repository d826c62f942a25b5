"""Whether the server in this container answers: exit code 0 or 1, for HEALTHCHECK."""

from __future__ import annotations

import os
import ssl
import sys
from http.client import HTTPConnection, HTTPException, HTTPSConnection


def is_healthy(port: int, *, https: bool = False) -> bool:
    """Ask the server for its health."""
    if https:
        # The certificate is for the public name of the server, not for 127.0.0.1.
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        connection: HTTPConnection = HTTPSConnection("127.0.0.1", port, timeout=3, context=context)
    else:
        connection = HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    has_certificate = bool(os.environ.get("SPOKEN_DIGITS_CERTIFICATE"))
    answers = is_healthy(int(os.environ.get("SPOKEN_DIGITS_PORT", "7860")), https=has_certificate)
    sys.exit(0 if answers else 1)
