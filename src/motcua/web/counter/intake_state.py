"""The clerk's screen as it was sent: the scanned card worked in, the procedure found, files kept, ready for the service."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.http import HttpRequest, QueryDict

from motcua.domain.hours import local
from motcua.domain.people.card import CardField, CardReading
from motcua.domain.people.not_valid import NotValid
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.form import CompiledForm
from motcua.domain.procedures.revision import Channel
from motcua.queries import configuration, forms, search
from motcua.queries.search import Suggestion
from motcua.services import card_addresses, files, visits, walk_in_answers, walk_ins
from motcua.services.card_addresses import Guess
from motcua.services.dossiers.effects import InputWrong
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.walk_ins import Offered, Typed, WalkIn
from motcua.web.counter import answer_fields
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import given, kept_files
from motcua.web.shared.dossiers.kept_files import Held

PERSON = ("number", "name", "born", "phone", "email", "line", "commune", "province", "nationality")
EXTRA = "extra"
_CODE = re.compile(r"^\s*([0-9]\.[0-9]{6}(?:\.[0-9A-Z.]+)?)")


@dataclass
class State:
    """The screen between two requests; `data` is what the fields hold."""

    data: QueryDict
    units: tuple[str, ...]
    reading: CardReading | None = None
    guess: Guess | None = None
    card_refused: NotValid | None = None
    just_read: bool = False
    suggestions: Sequence[Suggestion] = ()
    searched: bool = False
    held: dict[str, list[Held]] = field(default_factory=dict)
    file_refused: dict[str, files.FileRefused] = field(default_factory=dict)
    paper_wrong: InputWrong | None = None
    offered: Offered | None = None
    compiled: CompiledForm | None = None
    walk_in: WalkIn | None = None
    filled: dict[str, object] = field(default_factory=dict)

    @property
    def found(self) -> Offered:
        assert self.offered is not None
        return self.offered


def fresh(request: HttpRequest, units: tuple[str, ...] = ()) -> State:
    """Return an empty screen with its own key against double submit; `units` where the counter is given."""
    data = QueryDict(mutable=True)
    data["key"] = str(uuid.uuid4())
    data["province"] = settings.ENVIRONMENT.province_name
    data["channel"] = Channel.COUNTER.value
    from_visit(data, request)
    code = request.GET.get("procedure", "")
    if code:
        data["procedure"] = code
    state = State(data, units or units_of(request.actor))  # type: ignore[attr-defined]
    if code:
        _find_procedure(state, request)
    _build(state, request)
    return state


def from_visit(data: QueryDict, request: HttpRequest) -> None:
    """Fill in the person of the visit the screen goes on with (`?luot=`): identity is taken once."""
    try:
        known = visits.person(visit_id=uuid.UUID(request.GET.get("luot", "")), actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except (ValueError, visits.NoSuchVisit):
        return
    data.update({name: value for name, value in known.items() if name in PERSON and name != "nationality"})


def sent(request: HttpRequest, units: tuple[str, ...] = ()) -> State:
    """Return the screen that was sent, one step further: card read, procedure found, files kept."""
    data = request.POST.copy()
    state = State(data, units or units_of(request.actor))  # type: ignore[attr-defined]
    read_cards(state, request)
    _find_procedure(state, request)
    _keep_files(state, request)
    _build(state, request)
    return state


def units_of(actor: Actor) -> tuple[str, ...]:
    """Return the counters at which the actor receives."""
    return tuple(sorted(actor.units_as(Role.CLERK, Role.ONE_STOP_HEAD)))


def read_cards(state: State, request: HttpRequest) -> None:
    """Work a scanned code into the fields, wherever the scanner's cursor stood."""
    data, today = state.data, local(now(request)).date()
    for box, prefix in (("card", ""), ("number", ""), ("owner_number", "owner_")):
        text = given.text(data, box)
        if not text or (box != "card" and "|" not in text):
            continue
        try:
            read = walk_ins.read_card(text, today=today)
        except NotValid as refused:
            state.card_refused = refused if box == "card" else state.card_refused
            continue
        state.guess = _fill(data, prefix, read)
        if not prefix:
            data["card"], data["card_read"], state.just_read = "", text, True
            data.pop("card_compared", None)
    kept = given.text(data, "card_read")
    if kept:
        state.reading = walk_ins.read_card(kept, today=today)


def _fill(data: QueryDict, prefix: str, read: CardReading) -> Guess | None:
    """Fill the fields of one person; the doubts of the submitter's card are shown, those of the owner's leave fields empty."""
    data[f"{prefix}number"] = read.number.value
    if read.name and not (prefix and read.doubted(CardField.NAME)):
        data[f"{prefix}name"] = read.name
    if read.born and not (prefix and read.doubted(CardField.BORN)):
        data[f"{prefix}born"] = str(read.born)
    if prefix and read.doubted(CardField.ADDRESS):
        return None
    if not read.address or read.doubted(CardField.ADDRESS):
        if read.address:
            data[f"{prefix}line"] = read.address
        return None
    guess = card_addresses.guess(read.address)
    data[f"{prefix}line"] = guess.line or read.address
    data[f"{prefix}commune"] = guess.commune
    if guess.province:
        data[f"{prefix}province"] = guess.province
    return guess


def _find_procedure(state: State, request: HttpRequest) -> None:
    """Settle which procedure is meant: a code, the one picked from those found, or the only one the words can mean."""
    data, day = state.data, local(now(request)).date()
    text, picked = given.text(data, "procedure"), given.text(data, "pick")
    config = configuration.current()
    code = _CODE.match(text)
    for wanted in (picked, code[1] if code else ""):
        if wanted and config.in_force(wanted, day) is not None:
            _choose(state, wanted, request)
            return
    if not text:
        data["code"] = ""
        return
    if text == given.text(data, "chosen_label") and config.in_force(given.text(data, "code"), day) is not None:
        return
    data["code"] = ""
    state.searched = True
    found = [s for s in search.suggest(text, on=day) if config.in_force(s.code, day) is not None]
    if len(found) == 1:
        _choose(state, found[0].code, request)
    else:
        state.suggestions = found


def _choose(state: State, code: str, request: HttpRequest) -> None:
    config, day = configuration.current(), local(now(request)).date()
    published = config.in_force(code, day)
    assert published is not None
    name = configuration.revision(published.id).name.vi
    state.data["code"] = code
    state.data["procedure"] = state.data["chosen_label"] = f"{code} – {name}"


def _keep_files(state: State, request: HttpRequest) -> None:
    """Keep files as they come, so that an error elsewhere never makes anybody choose them again."""
    keeping = kept_files.taken(request)
    state.held, state.file_refused = keeping.held, keeping.refused


def _build(state: State, request: HttpRequest) -> None:
    data, at = state.data, now(request)
    people = WalkIn(
        received_unit=uuid.UUID(unit_of(state)), code=given.text(data, "code"), channel=_channel(data), submitter=typed(data, ""), owner=_owner(data),
        authority=given.text(data, "authority"), letter_number=given.text(data, "letter_number"),
        letter_date=given.text(data, "letter_date"), card=given.text(data, "card_read"),
        card_compared=bool(given.text(data, "card_compared")), case=given.text(data, "case"), paid=given.text(data, "paid"),
        exemption=given.text(data, "exemption"), return_unit=_return_unit(data), chosen_fees=frozenset(data.getlist("fee")),
    )  # fmt: skip
    first = walk_ins.offered(people, at=at)
    if first is not None:
        state.compiled = forms.of(first.revision_id, first.revision)
        state.filled = walk_in_answers.known(state.compiled, people, province=settings.ENVIRONMENT.province_name)
        answers = state.filled | answer_fields.posted(state.compiled, data)
        people = replace(people, answers=answers)
        state.offered = walk_ins.offered(people, at=at)
    state.walk_in = replace(people, papers=tuple(_papers(state)), quantities=_quantities(state))


def unit_of(state: State) -> str:
    """Return the counter at which the clerk receives: the one chosen, else the first."""
    chosen = given.text(state.data, "received_unit")
    return chosen if chosen in state.units else state.units[0]


def _channel(data: QueryDict) -> Channel:
    return Channel.POST if given.text(data, "channel") == Channel.POST.value else Channel.COUNTER


def typed(data: QueryDict, prefix: str) -> Typed:
    """Return the person or organisation as typed into the fields of that prefix."""
    parts = {name: given.text(data, f"{prefix}{name}") for name in PERSON}
    return Typed(**parts, organisation=given.text(data, f"{prefix}kind") == "organisation")


def _owner(data: QueryDict) -> Typed | None:
    owner = typed(data, "owner_")
    return None if owner.blank else owner


def _return_unit(data: QueryDict) -> uuid.UUID | None:
    chosen = given.text(data, "return_unit")
    return uuid.UUID(chosen) if chosen in configuration.current().units else None


def paper_rows(state: State) -> list[dict[str, object]]:
    """Return the papers the procedure needs, and a line for another one, with what was ticked, counted and kept."""
    rows: list[dict[str, object]] = [
        {
            "key": c.key, "component": c.key, "name": c.name.vi, "originals": c.originals, "certified": c.certified,
            "copies": c.copies, "optional": not c.required, "show_only": c.show_only, "hint": c.hint,
        }
        for c in state.found.components
    ]  # fmt: skip
    rows.append({"key": EXTRA, "component": EXTRA, "name": "", "originals": 0, "certified": 0, "copies": 1, "optional": True})
    for row in rows:
        key = str(row["key"])
        refused = state.file_refused.get(key)
        row |= {f"typed_{kind}": given.text(state.data, f"{kind}-{key}") for kind in given.KINDS}
        row |= {"ticked": bool(given.text(state.data, f"have-{key}")), "typed": given.text(state.data, f"name-{key}"),
                "held": state.held.get(key, []), "refused": refused}  # fmt: skip
    return rows


def _papers(state: State) -> list[GivenPaper]:
    """Return the papers handed in; none where a line cannot be read, which is said before anything is received."""
    if state.offered is None:
        return []
    held = {key: tuple(one.id for one in kept) for key, kept in state.held.items()}
    try:
        return given.papers(state.data, paper_rows(state), held)
    except InputWrong as wrong:
        state.paper_wrong = wrong
        return []


def _quantities(state: State) -> dict[str, tuple[int, int]]:
    """Return how much of each fee was typed; what was not is left to the answers."""
    found = {}
    for item in state.offered.revision.fees if state.offered else ():
        units, copies = (given.text(state.data, f"{name}-{item.key}") for name in ("units", "times"))
        if units or copies:
            found[item.key] = (given.whole(state.data, f"units-{item.key}", 1), given.whole(state.data, f"times-{item.key}", 1))
    return found
