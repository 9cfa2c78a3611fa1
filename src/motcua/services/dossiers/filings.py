"""What is handed in: the filing as every door (web, counter, API, connector) gives it to the services."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.domain.dossiers.states import Place
from motcua.domain.people.party import Party
from motcua.domain.procedures.revision import Channel


@dataclass(frozen=True)
class Reference:
    """A file that stays in another system: its name there, its address, and the digest it was announced with."""

    name: str
    address: str
    digest: str = ""


@dataclass(frozen=True)
class GivenPaper:
    """A paper handed in, counted by kind of copy, with files already stored."""

    component: str
    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    files: tuple[uuid.UUID, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Foreign:
    """What a dossier from the national portal or a sector system brings along: its code is kept."""

    code: str
    filed_at: dt.datetime | None = None
    system: str = "national"


@dataclass(frozen=True)
class GivenConsent:
    """Filed on behalf of the owner: how they agreed."""

    how: str


@dataclass(frozen=True)
class Filing:
    """A filing before it is checked. `received_unit` is where it is handed in; `received_at` only in foreign ones."""

    procedure_code: str
    channel: Channel
    place: Place
    received_unit: uuid.UUID
    parties: tuple[Party, ...]
    answers: Mapping[str, object] = field(default_factory=dict)
    papers: tuple[GivenPaper, ...] = ()
    case: str = ""
    competent_unit: uuid.UUID | None = None
    help_unit: uuid.UUID | None = None
    return_unit: uuid.UUID | None = None
    quantities: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # fee key -> units of one copy, copies
    each: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)  # the same for things priced one by one
    papers_stay: bool = True  # False: shown, compared and given back over the counter; they make no bundle
    agreed_days: int = 0  # working days agreed in writing instead of "trong ngày"; 0: none
    chosen_fees: frozenset[str] = frozenset()  # optional fees asked for
    paid: str = ""  # way the fee was taken at the counter: cash, transfer, card; empty = not yet
    exemption: str = ""
    foreign: Foreign | None = None
    consent: GivenConsent | None = None
    deliver: str = ""  # how the result is to be received: counter, post, online; empty = not said
    deliver_to: str = ""  # the address for the post
    revision_id: uuid.UUID | None = None  # a draft is pinned when it is begun; None: in force on the day


@dataclass(frozen=True)
class OnPaper:
    """Received on a fallback slip and entered later: only `services.fallback.receiving` makes one."""

    dossier_id: uuid.UUID
    code: str  # the slip's, reserved when it was printed
    written_at: dt.datetime  # when it becomes a dossier: the ledger is written then, whatever the true time
    said: Mapping[str, object]  # what the ledger says of it: true time, entry time, who, second person, outage


class FilingRefused(ValueError):
    """The filing cannot be taken: `problems` are (path, kind, params) for the door to word; nothing was stored."""

    def __init__(self, problems: list[tuple[str, str, Mapping[str, object]]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{path}: {kind}" for path, kind, _params in problems))


@dataclass(frozen=True)
class Opened:
    """A dossier that now exists."""

    id: uuid.UUID
    code: str
    status: int
    repeated: bool = False  # the same request had been made before: this is its dossier
