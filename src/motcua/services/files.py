"""Files people hand in: checked, sealed on disk under a data key of their own, opened by the right to what they belong to."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db.models import F, Func, Q

from motcua.domain import folding
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.ports.antivirus import Antivirus, ScanFailed
from motcua.queries import access
from motcua.queries import drafts as draft_queries
from motcua.services import file_types, ledger
from motcua.storage import ids, sealing
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import DraftFile, Result
from motcua.storage.fallback.models import LateEntry
from motcua.storage.papers.models import PaperFile, StoredFile

CHUNK = 256 * 1024  # bytes sealed at a time
TAG = 16
LONGEST_NAME = 200
ORPHAN_AFTER = dt.timedelta(hours=24)
_KEY_CONTEXT, _NAME_CONTEXT = "papers.file_key", "papers.file_name"


class FileRefused(ValueError):
    """The file is not taken; nothing of it was kept. `why`: empty, too_large, type, infected, not_scanned."""

    def __init__(self, why: str, name: str) -> None:
        self.why, self.name = why, name
        super().__init__(why)


class NoSuchFile(LookupError):
    """There is no such file, or not for this person: the two are not told apart."""


@dataclass(frozen=True)
class Readable:
    """A file that may be read: its content comes in chunks, opened as it goes."""

    id: uuid.UUID
    name: str
    mime: str
    size: int
    digest: str
    chunks: Iterator[bytes]


def store(*, content: BinaryIO, name: str, actor: Actor, at: dt.datetime, antivirus: Antivirus) -> uuid.UUID:
    """Check a seekable file, seal it on disk and return its id; the row is written after the content.

    Sizes are in bytes (`UPLOAD_MAX_BYTES`). Raises FileRefused.
    """
    name = clean_name(name)
    content.seek(0)
    if not content.read(1):
        raise FileRefused("empty", name)
    mime = file_types.sniff(content)
    if mime is None:
        raise FileRefused("type", name)
    file_id, key = ids.new(), AESGCM.generate_key(bit_length=256)
    waiting = _root() / "incoming" / str(file_id)
    waiting.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        digest, size = _take_in(content, waiting, file_id, key, antivirus, name)
        place = f"{digest[:2]}/{digest[2:4]}/{digest}-{file_id}"
        (_root() / place).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        waiting.replace(_root() / place)
    finally:
        waiting.unlink(missing_ok=True)
    StoredFile(
        id=file_id, digest=digest, size=size, mime=mime, name_sealed=sealing.seal(name, context=_NAME_CONTEXT), place=place,
        key_sealed=sealing.seal_bytes(key, context=_KEY_CONTEXT), created_at=at,
        created_by=f"{actor.kind.value}:{actor.id}"[:80],
    ).save(force_insert=True)  # fmt: skip
    return file_id


def clean_name(name: str) -> str:
    """Return the name people gave the file, without folders and control signs; every letter is kept."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = folding.clean_text(bare.encode("utf-8", "replace").decode()).strip(". ") or "tep"
    if len(kept) <= LONGEST_NAME:
        return kept
    stem, dot, ending = kept.rpartition(".")
    ending = ending if dot and len(ending) <= 10 else ""
    return f"{(stem or kept)[: LONGEST_NAME - len(ending) - 1]}{dot if ending else ''}{ending}"


def of_draft(*, draft_id: uuid.UUID, file_id: uuid.UUID, actor: Actor) -> Readable:
    """Open a file of a draft for its owner. Raises NoSuchFile."""
    try:
        held = draft_queries.get(draft_id=draft_id, actor=actor)
    except draft_queries.NoDraft:
        raise NoSuchFile(str(file_id)) from None
    if file_id not in {f.id for f in held.every_file}:
        raise NoSuchFile(str(file_id))
    return _readable(file_id)


def of_dossier(
    *, dossier_id: uuid.UUID, file_id: uuid.UUID, actor: Actor, at: dt.datetime, purpose: str = "file"
) -> Readable:
    """Open a paper's or result's file of a dossier within the actor's reach, and record the reading. Raises NoSuchFile."""
    try:
        row = access.get(actor, Action.READ, dossier_id)
    except access.NotAllowed:
        raise NoSuchFile(str(file_id)) from None
    in_paper = PaperFile.objects.filter(file_id=file_id, paper__dossier_id=row.id).exists()
    in_task = Task.objects.filter(file_id=file_id, dossier_id=row.id).exists()  # what an agency answered
    if not in_paper and not in_task and not Result.objects.filter(file_id=file_id, dossier_id=row.id).exists():
        raise NoSuchFile(str(file_id))
    found = _readable(file_id)
    ledger.read(actor=actor, at=at, purpose=purpose, dossier_ids=[row.id])
    return found


def sweep(*, at: dt.datetime, older: dt.timedelta = ORPHAN_AFTER) -> int:
    """Delete files that nothing has used for a day, rows and contents; return how many."""
    before = at - older
    used = Q(id__in=DraftFile.objects.values("file_id")) | Q(
        id__in=Result.objects.filter(file_id__isnull=False).values("file_id")
    )
    used |= Q(id__in=Task.objects.filter(file_id__isnull=False).values("file_id"))
    held = LateEntry.objects.exclude(file_ids=[]).annotate(file=Func(F("file_ids"), function="unnest")).values("file")
    orphans = StoredFile.objects.filter(created_at__lt=before, uses=None).exclude(used).exclude(id__in=held)
    gone = 0
    for row in list(orphans[:1000]):
        row.delete()
        (_root() / row.place).unlink(missing_ok=True)
        gone += 1
    return gone + _sweep_contents(before)


def _sweep_contents(before: dt.datetime) -> int:
    """Delete contents without a row: what was written before a failure, and uploads that never ended."""
    old = (p for p in _root().glob("*/*/*") if p.is_file() and p.stat().st_mtime < before.timestamp())
    gone = 0
    for paths in iter(lambda: list(itertools.islice(old, 500)), []):
        by_id = {_id_in(path.name): path for path in paths}
        known = set(StoredFile.objects.filter(id__in=[i for i in by_id if i]).values_list("id", flat=True))
        for file_id in by_id.keys() - known:
            by_id[file_id].unlink(missing_ok=True)
            gone += 1
    for path in (_root() / "incoming").glob("*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _id_in(name: str) -> uuid.UUID | None:
    """Read the id at the end of a content's name, `<sha256>-<id>`."""
    try:
        return uuid.UUID(name[65:])
    except ValueError:
        return None


def _take_in(
    content: BinaryIO, path: Path, file_id: uuid.UUID, key: bytes, antivirus: Antivirus, name: str
) -> tuple[str, int]:
    """Read once: count, digest, seal and scan chunk by chunk. Returns digest and size. Raises FileRefused."""
    digest, size = hashlib.sha256(), 0

    def sealed_as_read(out: BinaryIO) -> Iterator[bytes]:
        nonlocal size
        for number, chunk, last in _in_chunks(content):
            size += len(chunk)
            if size > settings.UPLOAD_MAX_BYTES:
                raise FileRefused("too_large", name)
            digest.update(chunk)
            out.write(AESGCM(key).encrypt(_nonce(number, last), chunk, file_id.bytes))
            yield chunk

    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        reading = sealed_as_read(out)
        try:
            found = antivirus.scan(reading)
        except ScanFailed:
            raise FileRefused("not_scanned", name) from None
        _drain(reading)
        if found is not None:
            raise FileRefused("infected", name)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def _in_chunks(content: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    content.seek(0)
    number, chunk = 0, content.read(CHUNK)
    while chunk:
        following = content.read(CHUNK)
        yield number, chunk, not following
        number, chunk = number + 1, following


def _drain(rest: Iterable[bytes]) -> None:
    for _chunk in rest:
        pass


def _nonce(number: int, last: bool) -> bytes:
    """The key is used for one file only, so the chunk's number is nonce enough; the last one is marked against cutting."""
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _readable(file_id: uuid.UUID) -> Readable:
    row = StoredFile.objects.filter(id=file_id).first()
    if row is None:
        raise NoSuchFile(str(file_id))
    name = str(sealing.unseal(row.name_sealed, context=_NAME_CONTEXT))
    return Readable(row.id, name, row.mime, row.size, row.digest, _opened(row))


def _opened(row: StoredFile) -> Iterator[bytes]:
    key = sealing.unseal_bytes(bytes(row.key_sealed), context=_KEY_CONTEXT)
    total = -(-row.size // CHUNK)
    with (_root() / row.place).open("rb") as sealed:
        for number in range(total):
            try:
                yield AESGCM(key).decrypt(
                    _nonce(number, number == total - 1), sealed.read(CHUNK + TAG), row.id.bytes
                )
            except InvalidTag:
                raise sealing.CannotOpen(f"file {row.id} was altered on disk") from None


def _root() -> Path:
    return Path(settings.FILES_ROOT)
