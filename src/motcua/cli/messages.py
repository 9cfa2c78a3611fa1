"""Translations: parts are merged into one catalogue and compiled with Babel (no gettext programs needed)."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


class Conflict(ValueError):
    """Two parts translate the same text differently."""


def merged() -> Catalog:
    """Return the Vietnamese catalogue of all parts. Raises Conflict naming the text and both parts."""
    whole = Catalog(locale="vi")
    origin: dict[object, str] = {}
    for path in sorted((LOCALE / "parts").glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale="vi")
        for message in part:
            if not message.id or not message.string:
                continue
            key = (message.id, message.context)
            known = whole.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise Conflict(f"{message.id!r}: {origin[key]} says {known.string!r}, {path.name} says {message.string!r}")
            origin[key] = path.name
            whole.add(message.id, message.string, context=message.context, flags=message.flags)
    return whole


def compile_all() -> int:
    """Write the compiled Vietnamese catalogue; return how many texts it holds."""
    catalogue = merged()
    target = LOCALE / "vi" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    target.write_bytes(buffer.getvalue())
    return len(catalogue)
