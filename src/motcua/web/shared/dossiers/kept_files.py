"""Files of a form that are kept as they come: a refusal elsewhere in the form never makes anybody choose them again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core import signing
from django.http import HttpRequest

from motcua import wiring
from motcua.domain.permissions.roles import Actor
from motcua.services import files
from motcua.web.shared.actors import now
from motcua.web.shared.uploads import TOO_LARGE

SALT = "counter.file"
ONE_DAY = 86_400  # seconds a kept file's token is good for: as long as orphans are left alone
FILES, KEPT = "files-", "kept-"


@dataclass(frozen=True)
class Held:
    """A file of a form that is kept already; its signed token comes back with the form."""

    id: uuid.UUID
    name: str
    token: str


@dataclass
class Keeping:
    """The files of a form by the key of their paper: those kept, and why one was not taken."""

    held: dict[str, list[Held]] = field(default_factory=dict)
    refused: dict[str, files.FileRefused] = field(default_factory=dict)

    @property
    def ids(self) -> Mapping[str, tuple[uuid.UUID, ...]]:
        return {key: tuple(one.id for one in held) for key, held in self.held.items()}


def taken(request: HttpRequest) -> Keeping:
    """Return what the form held before, without what was left out, and what came with it now."""
    kept, dropped = Keeping(), set(request.POST.getlist("drop"))
    for name in request.POST:
        if name.startswith(KEPT):
            tokens = [t for t in request.POST.getlist(name) if t not in dropped]
            kept.held[name.removeprefix(KEPT)] = [one for t in tokens if (one := _held(t, request)) is not None]
    for name in map(str, request.FILES):
        if not name.startswith(FILES):
            continue
        key = name.removeprefix(FILES)
        try:
            ids = stored(request, name)
        except files.FileRefused as refused:
            kept.refused[key] = refused
            continue
        names = [files.clean_name(f.name or "") for f in request.FILES.getlist(name)]
        kept.held.setdefault(key, []).extend(
            Held(i, n, token_of(i, n, request.actor)) for i, n in zip(ids, names, strict=True)  # type: ignore[attr-defined]
        )  # fmt: skip
    return kept


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


def token_of(file_id: uuid.UUID, name: str, actor: Actor) -> str:
    """Return the signed token by which a form holds a file that is kept already."""
    return signing.dumps([str(file_id), name, actor.id], salt=SALT)


def _held(token: str, request: HttpRequest) -> Held | None:
    try:
        file_id, name, who = signing.loads(token, salt=SALT, max_age=ONE_DAY)
    except signing.BadSignature:
        return None
    return Held(uuid.UUID(file_id), name, token) if who == request.actor.id else None  # type: ignore[attr-defined]
