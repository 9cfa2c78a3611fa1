"""Reading what a form of the staff rooms sent: texts, days, amounts, papers with their files."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping

from django.http import HttpRequest, QueryDict

from motcua import wiring
from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.services import files
from motcua.services.dossiers.effects import InputWrong
from motcua.services.dossiers.filings import GivenPaper
from motcua.web.shared.actors import now
from motcua.web.shared.uploads import TOO_LARGE

KINDS = ("originals", "certified", "copies")
MOST_COPIES = 999


def text(data: QueryDict, name: str) -> str:
    """Return a text as typed, without the spaces around it."""
    return str(data.get(name) or "").strip()


def day(data: QueryDict, name: str, action: Action, *, required: bool = True) -> dt.date | None:
    """Return the day in three boxes. Raises InputMissing, InputWrong."""
    parts = [text(data, f"{name}-{part}") for part in ("day", "month", "year")]
    if not any(parts):
        if required:
            raise InputMissing(action, name)
        return None
    try:
        return dt.date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        raise InputWrong(name, "not_a_day") from None


def boxes(data: QueryDict, name: str) -> list[str]:
    """Return what the three boxes of a day hold."""
    return [text(data, f"{name}-{part}") for part in ("day", "month", "year")]


def amount(data: QueryDict, name: str) -> object:
    """Return whole đồng typed with or without points; what is no amount stays a text for the service to refuse."""
    typed = text(data, name)
    plain = re.sub(r"[\s.,\u00a0]|đồng|vnđ|vnd|[đ₫]", "", typed.lower())
    return int(plain) if re.fullmatch(r"\d{1,12}", plain, re.ASCII) else typed


def whole(data: QueryDict, name: str, otherwise: int = 0) -> int:
    """Return a small whole number; anything else counts as `otherwise`."""
    typed = text(data, name)
    return min(int(typed), MOST_COPIES) if re.fullmatch(r"\d{1,6}", typed, re.ASCII) else otherwise


def stored(request: HttpRequest, name: str) -> tuple[uuid.UUID, ...]:
    """Keep the files that came under a name and return their ids. Raises files.FileRefused."""
    kept = []
    for upload in request.FILES.getlist(name):
        if upload.content_type == TOO_LARGE:
            raise files.FileRefused("too_large", files.clean_name(upload.name or ""))
        kept.append(
            files.store(
                content=upload.file, name=upload.name or "tep", actor=request.actor, at=now(request), antivirus=wiring.antivirus()  # type: ignore[attr-defined]
            )
        )  # fmt: skip
    return tuple(kept)


def papers(request: HttpRequest, offered: Iterable[Mapping[str, object]]) -> list[GivenPaper]:
    """Return the papers that were ticked, counted or came with files. Raises files.FileRefused."""
    found = []
    for paper in offered:
        key = str(paper["key"])
        counts = {kind: whole(request.POST, f"{kind}-{key}") for kind in KINDS}
        ticked = text(request.POST, f"have-{key}") != ""
        if ticked and not any(counts.values()):
            counts = {kind: int(str(paper.get(kind) or 0)) for kind in KINDS}
            if not any(counts.values()):
                counts["copies"] = 1
        kept = stored(request, f"files-{key}")
        name = text(request.POST, f"name-{key}") or str(paper.get("name") or "")
        if (ticked or any(counts.values()) or kept) and name:
            found.append(GivenPaper(component=str(paper.get("component") or key), name=name, files=kept, **counts))
    return found
