"""Replies without detours: plain records straight to JSON."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.http import HttpResponse

_encoder = msgspec.json.Encoder(enc_hook=str)


def json(body: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return the body as JSON; it may hold personal data, so nobody between us may keep it."""
    response = HttpResponse(_encoder.encode(body), status=status, content_type="application/json", headers=headers)
    response["Cache-Control"] = "no-store"
    return response
