"""The parts of a dossier's page as plain records: papers, requests, opinions, notes, slips, results, money, events."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.domain.people import party_json
from motcua.domain.people.party import Party
from motcua.queries import actors
from motcua.queries.configuration import Configuration
from motcua.storage import sealing
from motcua.storage.dossiers import models
from motcua.storage.ledger.models import Entry
from motcua.storage.papers.models import Paper, PaperFile

REASON = "dossiers.reason"  # what the seal of a reason is bound to


@dataclass(frozen=True)
class SeenReason:
    """Why a dossier is refused or stopped, with the article named for it; false where nothing was said."""

    text: str = ""
    basis: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


NO_REASON = SeenReason()


@dataclass(frozen=True)
class SeenFile:
    """A file of a paper."""

    id: uuid.UUID
    name: str
    size: int
    mime: str


@dataclass(frozen=True)
class SeenPaper:
    """A paper handed in, with its files."""

    component: str
    name: str
    originals: int
    certified: int
    copies: int
    given_at: dt.datetime
    files: tuple[SeenFile, ...] = ()


@dataclass(frozen=True)
class SeenRequest:
    """A request to the citizen."""

    kind: str
    stage: str
    items: tuple[Mapping[str, object], ...]
    reason: str
    amount: int
    answer_by: dt.date | None
    asked_at: dt.datetime
    answered_at: dt.datetime | None


@dataclass(frozen=True)
class SeenConsultation:
    """An opinion asked of a unit."""

    id: uuid.UUID
    unit_id: str
    unit: str
    question: str
    answer: str
    asked_at: dt.datetime
    due_at: dt.datetime | None
    answered_at: dt.datetime | None
    asked_by: str
    answered_by: str
    silence: str = ""  # the article by which no answer in time is consent


@dataclass(frozen=True)
class SeenNote:
    text: str
    at: dt.datetime
    by: str


@dataclass(frozen=True)
class SeenSlip:
    id: uuid.UUID
    kind: str
    number: str
    issued_at: dt.datetime
    reprints: int = 0


@dataclass(frozen=True)
class SeenResult:
    """A result document: drafted, then issued with its file."""

    id: uuid.UUID
    key: str
    name: str
    number: str
    issued_on: dt.date | None
    source: str
    file_id: uuid.UUID | None
    signed: bool
    content: str
    signed_by: str = ""  # the block and the name of whoever signed it


@dataclass(frozen=True)
class SeenFee:
    name: str
    quantity: int
    amount: int
    basis: str
    paid_at: dt.datetime | None
    kind: str = "phi"
    before: int | None = None
    relief: str = ""
    relief_basis: str = ""


@dataclass(frozen=True)
class SeenPayment:
    amount: int
    way: str
    at: dt.datetime


@dataclass(frozen=True)
class Event:
    """One entry of the ledger, with names in place of ids; doors put it into words."""

    at: dt.datetime
    action: str
    before: int | None
    after: int | None
    step: str | None
    unit: str
    who: str
    who_kind: str
    data: Mapping[str, object]


class Names:
    """Names of units and staff by id; all staff of a page are fetched in one statement."""

    def __init__(self, config: Configuration) -> None:
        self.config = config
        self.people: dict[uuid.UUID, str] = {}

    def unit(self, unit_id: object) -> str:
        found = self.config.units.get(str(unit_id))
        return found.name if found else ""

    def fetch(self, ids: Iterable[object]) -> None:
        wanted = {found for i in ids if (found := _uuid(i)) is not None} - set(self.people)
        if wanted:
            self.people |= actors.names(wanted)

    def person(self, person_id: object) -> str:
        self.fetch([person_id])
        found = _uuid(person_id)
        return self.people.get(found, "") if found else ""


def _uuid(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value)) if value else None
    except ValueError:
        return None


def parties(row: models.Dossier) -> tuple[Party, ...]:
    """Return the parties as they stood at filing."""
    found = models.Party.objects.filter(dossier_id=row.id).order_by("ordinal")
    opened = (sealing.unseal(p.details_sealed, context="dossiers.party") for p in found)
    return tuple(party_json.from_json(kept) for kept in opened if isinstance(kept, Mapping))


def papers(dossier_id: uuid.UUID) -> tuple[SeenPaper, ...]:
    """Return the papers handed in with their files: two statements."""
    rows = list(Paper.objects.filter(dossier_id=dossier_id).order_by("ordinal", "given_at"))
    files: dict[uuid.UUID, list[SeenFile]] = {}
    for use in PaperFile.objects.filter(paper_id__in=[p.id for p in rows]).select_related("file").order_by("ordinal"):
        files.setdefault(use.paper_id, []).append(_file(use))
    return tuple(
        SeenPaper(p.component, p.name, p.originals, p.certified, p.copies, p.given_at, tuple(files.get(p.id, ()))) for p in rows
    )


def _file(use: PaperFile) -> SeenFile:
    name = str(sealing.unseal(use.file.name_sealed, context="papers.file_name") or "")
    return SeenFile(use.file_id, name, use.file.size, use.file.mime)


def request(row: models.Request) -> SeenRequest:
    """Return a request unsealed."""
    kept = sealing.unseal(row.items_sealed, context="dossiers.request")
    body = kept if isinstance(kept, Mapping) else {}
    items = body.get("items") or ()
    listed = tuple(i for i in items if isinstance(i, Mapping)) if isinstance(items, list) else ()
    return SeenRequest(
        row.kind, row.stage, listed, str(body.get("reason") or ""), row.amount, row.answer_by, row.asked_at, row.answered_at
    )


def consultation(row: models.Consultation, names: Names) -> SeenConsultation:
    """Return a consultation unsealed, with names."""
    return SeenConsultation(
        id=row.id, unit_id=str(row.unit_id), unit=names.unit(row.unit_id),
        question=opened(row.question_sealed, "dossiers.consultation"), answer=opened(row.answer_sealed, "dossiers.consultation"),
        asked_at=row.asked_at, due_at=row.due_at, answered_at=row.answered_at, asked_by=names.person(row.asked_by),
        answered_by=names.person(row.answered_by), silence=row.silence,
    )  # fmt: skip


def result(row: models.Result) -> SeenResult:
    """Return a result unsealed."""
    return SeenResult(
        row.id, row.key, row.name, row.number, row.issued_on, row.source, row.file_id, row.signed,
        opened(row.content_sealed, "dossiers.result"), _block(row.signature) if row.signature_id else "",
    )  # fmt: skip


def _block(row: models.Signature | None) -> str:
    return " – ".join(part for part in (*row.authority.splitlines(), row.position, row.name) if part) if row else ""


def events(entries: Iterable[Entry], names: Names) -> tuple[Event, ...]:
    """Return the entries of a dossier in their order: who took it on to another unit did so from the unit it was at before."""
    found, at = [], None
    for entry in entries:
        found.append(event(entry, names, unit=at if at is not None and entry.data.get("to") else entry.unit_id))
        at = entry.unit_id or at
    return tuple(found)


def event(entry: Entry, names: Names, *, unit: object = None) -> Event:
    """Return a ledger entry with names in place of ids, and with the unit where it was done."""
    data = dict(entry.data)
    if data.get("assignee"):
        data["assignee_name"] = names.person(data["assignee"])
    if data.get("instead_of"):
        data["instead_of_name"] = names.person(data["instead_of"])
    if data.get("seconded_by"):
        data["seconded_name"] = names.person(data["seconded_by"])
    return Event(
        at=entry.at, action=entry.action, before=entry.before, after=entry.after, step=entry.step,
        unit=names.unit(unit or entry.unit_id), who=names.person(entry.actor) if entry.actor_kind == "staff" else "",
        who_kind=entry.actor_kind, data=data,
    )  # fmt: skip


def reason(row: models.Dossier) -> SeenReason:
    """Return why the dossier is, or is proposed to be, refused or stopped."""
    kept = sealing.unseal(row.reason_sealed, context=REASON) if row.reason_sealed else None
    return SeenReason(str(kept["text"]), str(kept["basis"])) if isinstance(kept, dict) else NO_REASON


def opened(sealed: bytes | memoryview | None, context: str) -> str:
    """Return a sealed text; nothing stays empty."""
    return str(sealing.unseal(sealed, context=context) or "")
