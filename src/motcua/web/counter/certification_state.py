"""The certification desk as it was sent: the card worked in, keys turned into papers, rows counted, a blank row to go on."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from motcua.domain.certification import usual
from motcua.domain.certification.deeds import MOST_COPIES, Deed, Original
from motcua.domain.people.card import CardField
from motcua.services.certification import MOST_AGREED_DAYS, Desk
from motcua.services.walk_ins import WalkIn
from motcua.web.counter import intake_state
from motcua.web.counter.intake_state import State
from motcua.web.shared.dossiers import given

CARD_FIELDS = frozenset((CardField.LAYOUT, CardField.NAME))  # what this screen keeps of a card
BLANK_ROWS = 4  # without scripts, how many rows stand ready


@dataclass
class Row:
    """One row of the screen as typed; `faults` are the reasons it cannot be taken."""

    name: str = ""
    pages: str = ""
    copies: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return not self.name and not self.pages


@dataclass
class Screen:
    """Everything on the screen between two requests."""

    state: State
    deed: Deed
    rows: list[Row]

    @property
    def data(self) -> QueryDict:
        return self.state.data


def fresh(request: HttpRequest, deed: Deed, units: tuple[str, ...] = ()) -> Screen:
    """Return an empty screen with its own key against double submit; `units` where the counter is given."""
    data = QueryDict(mutable=True)
    data["key"], data["deed"] = str(uuid.uuid4()), deed.value
    intake_state.from_visit(data, request)
    return Screen(State(data, units or intake_state.units_of(request.actor)), deed, [Row() for _row in range(BLANK_ROWS)])  # type: ignore[attr-defined]


def sent(request: HttpRequest, units: tuple[str, ...] = ()) -> Screen:
    """Return the screen that was sent, one step further: the card read, keys turned into papers, usual pages filled in."""
    data = request.POST.copy()
    state = State(data, units or intake_state.units_of(request.actor))  # type: ignore[attr-defined]
    intake_state.read_cards(state, request)
    deed = Deed(given.text(data, "deed")) if given.text(data, "deed") in set(Deed) else Deed.COPY
    return Screen(state, deed, _rows(data, deed))


def _rows(data: QueryDict, deed: Deed) -> list[Row]:
    names, pages, copies = (data.getlist(name) for name in ("name_of", "pages_of", "copies_of"))
    found: list[Row] = []
    last = "1"
    for index, typed in enumerate(names):
        row = Row(typed.strip(), _at(pages, index), _at(copies, index))
        if row.name:
            paper = usual.named(deed, row.name)
            row.name = paper.name
            row.pages = row.pages or str(paper.pages)
            row.copies = row.copies or last
            last = row.copies
        if row.name or row.pages:
            found.append(row)
    return found + [Row() for _row in range(max(1, BLANK_ROWS - len(found)))]


def _at(values: list[str], index: int) -> str:
    return values[index].strip() if index < len(values) else ""


def desk(screen: Screen) -> Desk:
    """Return what the screen says, as the service takes it; a count that is no number counts as none."""
    data = screen.data
    walk_in = WalkIn(
        received_unit=uuid.UUID(intake_state.unit_of(screen.state)), submitter=intake_state.typed(data, ""),
        card=given.text(data, "card_read"), card_compared=bool(given.text(data, "card_compared")),
        card_fields=CARD_FIELDS, paid=given.text(data, "paid"),
    )  # fmt: skip
    originals = tuple(Original(row.name, _whole(row.pages), _whole(row.copies)) for row in screen.rows if not row.blank)
    days = given.whole(data, "agreed_days") if given.text(data, "agreed") else 0
    return Desk(walk_in, screen.deed, originals, agreed_days=min(days, MOST_AGREED_DAYS), signer=_signer(data))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(MOST_COPIES)) + 3 else 0


def _signer(data: QueryDict) -> uuid.UUID | None:
    try:
        return uuid.UUID(given.text(data, "signer"))
    except ValueError:
        return None
