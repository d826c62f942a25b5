"""The API as an OpenAPI description, and the same for people at ``/docs``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from core.recordings.formats import FORMATS
from desktop.languages import Spoken, english_name, one_at_a_time, spoken_with
from desktop.server.access import SUBPROTOCOL
from desktop.server.parameters import LEAST_RATE, MOST_RATE
from desktop.server.problems import CAUSES, MEDIA_TYPE, STATUS, TITLE
from desktop.server.settings import ServerSettings
from desktop.server.streams import END, MESSAGE_BYTES, PROGRESS
from desktop.server.uploads import FIELD
from desktop.versions import package_version

Json = dict[str, Any]

REJECTIONS = (
    "silence", "too_short", "too_long", "too_quiet", "not_a_digit", "unsure", "several_digits",
)  # fmt: skip

RAW_TYPES = ("audio/wav", "audio/flac", "audio/ogg", "audio/mpeg", "application/octet-stream")

_PROBABILITY: Json = {"type": "number", "minimum": 0, "maximum": 1}
_DIGIT: Json = {"type": ["integer", "null"], "minimum": 0, "maximum": 9}
_REJECTED: Json = {"type": ["string", "null"], "enum": [*REJECTIONS, None]}

_SCHEMAS: Json = {
    "Prediction": {
        "type": "object",
        "required": ["file", "digit", "confidence", "probabilities", "rejected", "reason",
                     "latency_ms"],
        "properties": {
            "file": {"type": "string", "description": "Name of the file, as it was sent."},
            "digit": {**_DIGIT, "description": "null if rejected."},
            "confidence": _PROBABILITY,
            "probabilities": {
                "type": "array", "items": _PROBABILITY, "minItems": 10, "maxItems": 10,
                "description": "Of the digits 0 to 9.",
            },
            "rejected": {**_REJECTED, "description": "Why it was rejected."},
            "reason": {"type": "string", "description": "The same in words."},
            "latency_ms": {"type": "number", "minimum": 0},
        },
    },
    "Number": {
        "type": "object",
        "required": ["file", "number", "digits"],
        "properties": {
            "file": {"type": "string", "description": "Name of the file, as it was sent."},
            "number": {"type": "string", "pattern": "^[0-9?]*$",
                       "description": "All digits in order; ? for one that is not sure."},
            "digits": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["digit", "confidence", "start", "end", "rejected"],
                    "properties": {
                        "digit": _DIGIT,
                        "confidence": _PROBABILITY,
                        "start": {"type": "number", "description": "In seconds."},
                        "end": {"type": "number", "description": "In seconds."},
                        "rejected": _REJECTED,
                    },
                },
            },
        },
    },
    "Failure": {
        "type": "object",
        "description": "One of several files that cannot be used.",
        "required": ["file", "error"],
        "properties": {"file": {"type": "string"}, "error": {"type": "string"}},
    },
    "Problem": {
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What is wrong and what to do."},
            "code": {"type": "string", "enum": list(STATUS)},
            "cause": {"type": "string", "enum": list(CAUSES),
                      "description": "Why a recording cannot be used, where it is known."},
            "value": {"type": ["string", "number"],
                      "description": "What belongs to the cause: a format, or seconds; 0 if it is "
                                     "not known how much is missing."},
        },
    },
}  # fmt: skip


def description(settings: ServerSettings) -> Json:
    """The OpenAPI description (3.1) of a server with these settings."""
    security: list[Json] = [{"token": []}] if settings.token is not None else []
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Spoken Digits",
            "version": package_version(),
            "description": _what(spoken_with(settings.bundle)),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/api/predict": {"post": _recording_operation(
                settings, security, "predict", "One digit per recording", "Prediction",
                "Answers like `spoken-digits predict --json`.", [_REJECT],
            )},
            "/api/number": {"post": _recording_operation(
                settings, security, "number", "All digits of a recording, as a number", "Number",
                "Answers like `spoken-digits predict --number --json`.", [],
            )},
            "/api/stream": {"get": _stream_operation(security)},
            "/healthz": {"get": _plain_operation(
                "health", "Whether the server runs", "The server runs.", "application/json",
                {"type": "object", "required": ["status", "version", "model", "language"],
                 "properties": {"status": {"const": "ok"}, "version": {"type": "string"},
                                "model": {"type": "string"}, "language": {"type": "string"}}},
                "curl -sS {server}/healthz", [],
            )},
            "/metrics": {"get": _plain_operation(
                "metrics", "Figures for Prometheus", "Figures for Prometheus.",
                "text/plain", {"type": "string"},
                "curl -sS {token}{server}/metrics", security,
            )},
        },
        "components": {
            "schemas": _SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip


def _what(spoken: Spoken) -> str:
    """What the server does, as text."""
    what = f"Recognizes spoken {english_name(spoken.language)} digits in recordings and live sound."
    numbers = "" if spoken.has_numbers else f" {one_at_a_time(spoken.language)}"
    return f"{what}{numbers} Sound is not stored."


_REJECT: Json = {
    "name": "reject",
    "in": "query",
    "description": "false: give the likeliest digit of any sound.",
    "schema": {"type": "boolean", "default": True},
}


def _recording_operation(
    settings: ServerSettings,
    security: list[Json],
    name: str,
    summary: str,
    schema: str,
    what: str,
    parameters: list[Json],
) -> Json:
    one = {"$ref": f"#/components/schemas/{schema}"}
    failure = {"$ref": "#/components/schemas/Failure"}
    binary: Json = {"type": "string", "contentMediaType": "application/octet-stream"}
    codes = ["bad_request", "bad_parameter", "wrong_token", "foreign_origin", "too_slow",
             "too_large", "not_audio", "foreign_host", "unusable", "busy"]  # fmt: skip
    return {
        "operationId": name,
        "summary": summary,
        "description": f"{what} The body is a recording ({FORMATS}) of at most "
        f"{settings.max_seconds:g} s, or a form with up to {settings.limits.files} of them in the "
        f"field `{FIELD}`. One recording gets an object; several get an array in the same order.",
        "security": security,
        "parameters": parameters,
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": [FIELD],
                        "properties": {FIELD: {"type": "array", "items": binary, "minItems": 1}},
                    },
                },
                **{kind: {"schema": binary} for kind in RAW_TYPES},
            },
        },
        "responses": {
            "200": {
                "description": "What was recognized.",
                "content": {
                    "application/json": {
                        "schema": {
                            "oneOf": [
                                one,
                                {"type": "array", "items": {"oneOf": [one, failure]}},
                            ]
                        }
                    }
                },
            },
            **_problem_responses(codes),
        },
        "x-codeSamples": [
            {"lang": "Shell", "label": "a recording as the body",
             "source": f"curl -sS {{token}}--data-binary @recording.wav {{server}}/api/{name}"},
            {"lang": "Shell", "label": "several recordings in a form",
             "source": f"curl -sS {{token}}-F {FIELD}=@recording.wav -F {FIELD}=@recording.wav "
             f"{{server}}/api/{name}"},
        ],
    }  # fmt: skip


def _stream_operation(security: list[Json]) -> Json:
    return {
        "operationId": "stream",
        "summary": "Live sound in, events out (WebSocket)",
        "description": "Send binary messages with 16-bit mono samples (little-endian), at most "
        f"{MESSAGE_BYTES >> 20} MB each; a larger message closes the stream. Events come as JSON, "
        "one a message, as `spoken-digits listen --json` prints them. The text "
        f"`{END}` makes the server send the last events and close. If somebody is "
        "speaking then, `is_cut` of the last number is true: digits may be missing. A browser "
        "sends the token as the subprotocol `bearer.` with the token in base64url, besides "
        f"`{SUBPROTOCOL}`.",
        "security": security,
        "parameters": [
            {
                "name": "rate",
                "in": "query",
                "description": "Sample rate in Hz.",
                "schema": {
                    "type": "integer",
                    "minimum": LEAST_RATE,
                    "maximum": MOST_RATE,
                    "default": 16000,
                },
            },
            {
                "name": PROGRESS,
                "in": "query",
                "description": "Whether to say how much sound is recognized: after each second of "
                f'it, a message `{{"type": "{PROGRESS}", "seconds": 12.04}}`.',
                "schema": {"type": "boolean", "default": False},
            },
        ],
        "responses": {
            "101": {"description": "The stream begins."},
            **_problem_responses(
                ["bad_parameter", "wrong_token", "foreign_origin", "foreign_host",
                 "needs_websocket", "busy"]
            ),
        },
        "x-codeSamples": [
            {"lang": "Python", "label": "with the library `websockets`",
             "source": STREAM_EXAMPLE},
        ],
    }  # fmt: skip


STREAM_EXAMPLE = """\
import wave
from websockets.sync.client import connect

with wave.open("recording.wav") as recording:
    rate, samples = recording.getframerate(), recording.readframes(recording.getnframes())
with connect(f"{websocket}/api/stream?rate={rate}"{headers}) as stream:
    for begin in range(0, len(samples), 4096):
        stream.send(samples[begin : begin + 4096])
    stream.send("end")
    for event in stream:
        print(event)
"""


def _plain_operation(
    name: str,
    summary: str,
    answer: str,
    kind: str,
    schema: Json,
    example: str,
    security: list[Json],
) -> Json:
    codes = ["foreign_origin", "foreign_host", *(["wrong_token"] if security else [])]
    return {
        "operationId": name,
        "summary": summary,
        "security": security,
        "responses": {
            "200": {"description": answer, "content": {kind: {"schema": schema}}},
            **_problem_responses(codes),
        },
        "x-codeSamples": [{"lang": "Shell", "label": "", "source": example}],
    }


def _problem_responses(codes: list[str]) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    texts: dict[str, str] = {}
    for code in codes:
        texts.setdefault(str(int(STATUS[code])), TITLE[code])
    return {
        status: {"description": text, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status, text in texts.items()
    }


def examples(
    described: Mapping[str, Any], server: str, token: str | None
) -> Iterator[tuple[str, str, str]]:
    """The examples with the address and the token of a server.

    Yields
    ------
    operation, language, source : str
    """
    header = f"Authorization: Bearer {token}"
    for path in described["paths"].values():
        for operation in path.values():
            for sample in operation["x-codeSamples"]:
                source = sample["source"]
                if sample["lang"] == "Shell":
                    source = source.replace("{token}", f'-H "{header}" ' if token else "")
                    source = source.replace("{server}", server)
                else:
                    headers = {"Authorization": f"Bearer {token}"}
                    given = f", additional_headers={headers!r}" if token else ""
                    source = source.replace("{websocket}", server.replace("http", "ws", 1))
                    source = source.replace("{headers}", given)
                yield operation["operationId"], sample["lang"], source


def description_page(described: Mapping[str, Any], server: str, has_token: bool) -> str:
    """The description as an HTML page, without scripts."""
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width'>",
        "<title>Spoken Digits: API</title><link rel='icon' href='data:,'>",
        "<link rel='stylesheet' href='/assets/style.css'>",
        "<body class='docs'><main><h1>Spoken Digits: API</h1>",
        f"<p>{_marked(described['info']['description'])} ",
        "<a href='/openapi.json'>OpenAPI description</a> · <a href='/'>The page</a></p>",
    ]
    found: dict[str, list[str]] = {}
    for operation, _, source in examples(described, server, "TOKEN" if has_token else None):
        found.setdefault(operation, []).append(source)
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            parts += _operation_html(path, method, operation, found[operation["operationId"]])
    parts.append("<h2>Refusals</h2><p>Problem details (RFC 9457), by their code:</p><dl>")
    for code, status in STATUS.items():
        parts.append(
            f"<dt id='{code}'><code>{code}</code></dt>"
            f"<dd>{int(status)}: {escape(TITLE[code])}.</dd>"
        )
    parts.append("</dl></main></body></html>")
    return "\n".join(parts)


def _operation_html(path: str, method: str, operation: Json, samples: list[str]) -> list[str]:
    parts = [
        f"<section><h2 id='operation-{operation['operationId']}'>",
        f"<code>{method.upper()} {path}</code></h2>",
        f"<p><strong>{_marked(operation['summary'])}.</strong>",
        f"{_marked(operation.get('description', ''))}</p>",
    ]
    if operation.get("parameters"):
        parts.append("<dl>")
        parts += [
            f"<dt><code>{escape(one['name'])}</code></dt><dd>{_marked(one['description'])} "
            f"Default: <code>{escape(str(one['schema']['default']).lower())}</code>.</dd>"
            for one in operation["parameters"]
        ]
        parts.append("</dl>")
    parts += [f"<pre tabindex='0'><code>{escape(sample)}</code></pre>" for sample in samples]
    statuses = ", ".join(
        f"{status} {escape(_in_a_sentence(answer['description']))}"
        for status, answer in operation["responses"].items()
    )
    parts.append(f"<p>Answers: {statuses}.</p></section>")
    return parts


def _in_a_sentence(text: str) -> str:
    """A description as a part of a sentence: without its capital letter and its full stop."""
    return f"{text[0].lower()}{text[1:]}".rstrip(".")


def _marked(text: str) -> str:
    """Escape a text, with its `code` as HTML."""
    pieces = escape(text).split("`")
    return "".join(
        f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces)
    )
