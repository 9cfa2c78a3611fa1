"""What somebody typed when their session had ended: sealed, and given back when they have signed in again."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence

from motcua.storage import sealing

CONTEXT = "web.aside"
LONGEST = 200_000  # characters of everything typed
KEPT = dt.timedelta(minutes=30)


def put(*, path: str, typed: Mapping[str, Sequence[str]], at: dt.datetime) -> str | None:
    """Return what was typed as one sealed text, or None where there is more of it than a page holds."""
    values = {name: list(texts) for name, texts in typed.items()}
    if sum(len(text) for texts in values.values() for text in texts) > LONGEST:
        return None
    sealed = sealing.seal({"path": path, "typed": values, "at": at.isoformat()}, context=CONTEXT)
    return base64.b64encode(sealed).decode()


def take(*, sealed: str, path: str, at: dt.datetime) -> dict[str, list[str]] | None:
    """Return what was typed on the page at this path within the last half hour, else None."""
    try:
        kept = sealing.unseal(base64.b64decode(sealed), context=CONTEXT)
    except (sealing.CannotOpen, ValueError, IndexError):
        return None
    if (
        not isinstance(kept, dict)
        or kept["path"] != path
        or at - dt.datetime.fromisoformat(kept["at"]) > KEPT
    ):
        return None
    typed = kept["typed"]
    return dict(typed) if isinstance(typed, dict) else None
