"""The clerk's screen as it is drawn: questions with what was typed, doubts of the card, papers, price, where the cursor goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from motcua.domain.certification.deeds import DEED_OF, Deed
from motcua.domain.hours import local
from motcua.domain.people.card import CardField
from motcua.domain.people.parties import LetterKind
from motcua.domain.people.party import ConsentHow
from motcua.domain.people.units import UnitKind, in_force
from motcua.domain.procedures.lists import ListKind
from motcua.domain.procedures.revision import Channel, FeeItem, Text
from motcua.queries import configuration, decided_lists, prices
from motcua.services import addresses, areas, visit_pages, walk_in_answers, walk_ins
from motcua.services.walk_ins import Fault, WalkIn
from motcua.web.counter import answer_fields
from motcua.web.counter.intake_state import State, paper_rows
from motcua.web.shared import words
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import given, paper_forms
from motcua.web.shared.dossiers.kept_files import token_of
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import clock, forms, identity, money, moves, people, slips, timeline

CENTRES = (UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT)


def context(request: HttpRequest, state: State, said: dict[str, list[str]], *, focus: bool = True) -> dict[str, object]:
    """Return everything the screen shows; `said` holds the messages by field."""
    found: dict[str, object] = {
        "state": state, "data": state.data, "said": said, "links": links(said),
        "card": card_question(state, said), "person": person(state, "", said), "owner": person(state, "owner_", said),
        "owner_open": state.walk_in is not None and state.walk_in.owner is not None, "authority": _authority(state, said),
        "doubts": doubts(state), "procedure": _procedure(state, said), "picks": _picks(state),
        "communes": communes(now(request)), "provinces": [p.name for p in areas.provinces()],
        "units": units(state), "channels": _channels(state),
    }  # fmt: skip
    if state.offered is not None:
        found |= _chosen(request, state, said)
    found["focus"] = _focus(state, found) if focus and not said else ""
    return found


def links(said: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Return where each message leads, in the order of the screen."""
    return [(_place(name), message) for name, messages in said.items() for message in messages]


def _place(name: str) -> str:
    """Return the id of the control of a name; the lines of papers go by the name itself."""
    part, line, _key = name.partition("-")
    return name if not name or (line and part in paper_forms.PARTS) else f"id_{name}"


def messages(state: State, faults: Sequence[Fault], *, everything: bool) -> dict[str, list[str]]:
    """Return the faults in words by field; without `everything` only those of fields that hold something."""
    said: dict[str, list[str]] = {}
    if state.card_refused is not None:
        said["card"] = [identity.say(state.card_refused)]
    if state.searched and not state.suggestions:
        said["procedure"] = [_("No procedure was found for these words. Try other words, or the code.")]
    for key, refused in state.file_refused.items():
        said[f"files-{key}"] = [moves.say(refused)]
    if state.paper_wrong is not None and everything:
        said[state.paper_wrong.name] = [moves.say(state.paper_wrong)]
    for fault in faults:
        if fault.answer is not None:
            said.setdefault(answer_fields.PREFIX + "-".join(str(p) for p in fault.answer.path), []).append(_answer(state, fault))
        elif everything or (fault.code != "missing" and given.text(state.data, fault.name)):
            said.setdefault(fault.name, []).append(_say(fault))
    return said


def _answer(state: State, fault: Fault) -> str:
    assert state.compiled is not None
    assert fault.answer is not None
    return forms.say(fault.answer, state.compiled)


_MISSING = {
    "name": lambda: _("Enter the name of the person who hands the dossier in."),
    "owner_name": lambda: _("Enter the name of the owner of the dossier."),
    "procedure": lambda: _("Choose the procedure."),
    "case": lambda: _("Choose the case of the procedure."),
    "papers": lambda: _("Tick at least one paper that was handed in."),
    "authority": lambda: _("Say by what right this person files for the owner."),
}


def _say(fault: Fault) -> str:
    if fault.refused is not None:
        return identity.say(fault.refused)
    match fault.code:
        case "missing":
            return _MISSING[fault.name]()
        case "doubts":
            return _("Compare what is doubtful with the card, correct it, and tick that you compared it.")
        case "unknown_commune":
            near = ", ".join(fault.near)
            if near:
                return _("The province has no such commune today. Perhaps: %(near)s.") % {"near": near}
            return _("The province has no such commune today. Choose one from the list.")
        case "unknown_province":
            return _("There is no such province today. Choose one from the list.")
    return moves.say(ValueError())


def _q(state: State, name: str, label: str, said: dict[str, list[str]], kind: str = "text", **more: object) -> Question:
    value = more.pop("value", None)
    return Question(
        name=name, label=label, kind=kind, value=state.data.get(name) or value or "", errors=said.get(name, ()), **more  # type: ignore[arg-type]
    )


def card_question(state: State, said: dict[str, list[str]]) -> Question:
    """Return the box a scanner types into."""
    attrs = {"autocomplete": "off", "data-key": "F2", "data-taken": "1", "spellcheck": "false"}
    return _q(state, "card", _("Scan the identity card here"), said, attrs=attrs)


def person(state: State, prefix: str, said: dict[str, list[str]]) -> list[Question]:
    """Return the questions about a person or organisation."""
    off = {"autocomplete": "off"}
    organisation = prefix and given.text(state.data, f"{prefix}kind") == "organisation"
    number = _("Tax code or agency identifier") if organisation else _("Identity number")
    asked = [
        _q(state, f"{prefix}number", number, said, attrs=off | {"inputmode": "text"}, shape={"width": 20}),
        _q(state, f"{prefix}name", pgettext("party", "Name"), said, attrs=off),
    ]
    if not organisation:
        asked.append(_q(state, f"{prefix}born", pgettext("party", "Born"), said, attrs=off | {"placeholder": "02/09/1990"}, shape={"width": 10}))
    return [
        *asked,
        _q(state, f"{prefix}phone", pgettext("party", "Telephone"), said, "phone", attrs=off),
        _q(state, f"{prefix}line", _("House number, street, hamlet"), said, attrs=off),
        _q(state, f"{prefix}commune", _("Commune or ward"), said, attrs=off | {"list": "communes"}),
        _q(state, f"{prefix}province", _("Province or city"), said, attrs=off | {"list": "provinces"}, value=settings.ENVIRONMENT.province_name),
    ]


def _authority(state: State, said: dict[str, list[str]]) -> list[Question]:
    choices = [("", "")] + [(k.value, str(people.LETTER_KINDS[k])) for k in LetterKind]
    choices.append(("legal_representative", _("Legal representative, guardian")))
    choices += [(h.value, str(people.CONSENTS[h])) for h in (ConsentHow.SIGNED, ConsentHow.BY_PHONE)]
    kinds = [("citizen", pgettext("party", "A person")), ("organisation", pgettext("party", "An organisation"))]
    return [
        _q(state, "owner_kind", _("The owner is"), said, "select", shape={"choices": kinds}, value="citizen"),
        _q(state, "authority", _("Files by right of"), said, "select", shape={"choices": choices}),
        _q(state, "letter_number", _("Number of the letter"), said, attrs={"autocomplete": "off"}, shape={"width": 20}),
        _q(state, "letter_date", _("Date of the letter"), said, attrs={"autocomplete": "off", "placeholder": "10/11/2026"}, shape={"width": 10}),
    ]


def doubts(state: State, fields: frozenset[CardField] = frozenset(CardField)) -> list[str]:
    """Return what the clerk has to compare with the card, of the fields the screen keeps, as long as it holds that person."""
    if state.reading is None or state.reading.number.value != "".join(given.text(state.data, "number").split()):
        return []
    return [identity.say_doubt(d) for d in state.reading.doubts if d.field in fields]


def _procedure(state: State, said: dict[str, list[str]]) -> Question:
    attrs = {
        "autocomplete": "off", "list": "procedures", "data-key": "F4", "hx-get": reverse("counter_suggest"), "hx-trigger": "input changed delay:250ms",
        "hx-target": "#procedures", "hx-swap": "innerHTML", "hx-select": "unset",
    }  # fmt: skip
    return _q(state, "procedure", _("What does the citizen need? Words or the code, then Enter"), said, attrs=attrs)


def _picks(state: State) -> list[dict[str, str]]:
    return [{"code": s.code, "label": _text(s.text)} for s in state.suggestions]


def units(state: State) -> list[dict[str, object]]:
    """Return the counters to choose from, where there is more than one."""
    units = configuration.current().units
    chosen = given.text(state.data, "received_unit")
    return [{"id": u, "name": units[u].name, "selected": u == chosen} for u in state.units if u in units] if len(state.units) > 1 else []


def _channels(state: State) -> list[dict[str, object]]:
    chosen = given.text(state.data, "channel")
    return [{"value": c.value, "label": str(slips.CHANNELS[c.value]), "checked": c.value == chosen} for c in (Channel.COUNTER, Channel.POST)]


def _chosen(request: HttpRequest, state: State, said: dict[str, list[str]]) -> dict[str, object]:
    offered, compiled, walk_in = state.found, state.compiled, state.walk_in
    assert compiled is not None
    assert walk_in is not None
    asked = walk_in_answers.asked(compiled, offered.revision, offered.checked, state.filled)
    errors = [e for e in offered.checked.errors if e.kind != "required"]
    cost = walk_ins.quote(walk_in, offered, at=now(request))
    free = [c for c in offered.revision.cases if c.when is None or not walk_in_answers.deciding(offered.revision) & set(compiled.fields)]
    cases = [("", ""), *((c.key, _text(c.name)) for c in free)]
    centres = _centres(request)
    this = str(walk_in.received_unit)
    return {
        "case": _q(state, "case", pgettext("dossier", "Case"), said, "select", value=offered.case, shape={"choices": cases}) if free else None,
        "case_name": next((_text(c.name) for c in offered.revision.cases if c.key == offered.case), ""),
        "limit": clock.limit(*offered.limit) if offered.limit else "",
        **_lists(walk_in, offered.revision.code, local(now(request)).date()),
        "handled_elsewhere": offered.revision.workflow is None,
        "papers": [paper_forms.marked(row, said) for row in paper_rows(state)], "paper_errors": said.get("papers", []),
        "deciding": answer_fields.blocks(compiled, asked.deciding, state.data, errors),
        "required": answer_fields.blocks(compiled, asked.required, state.data, errors),
        "required_open": any(name.startswith(answer_fields.PREFIX) for name in said) or str(state.data.get("do")).startswith("row:"),
        "quote": cost, "fees": _fees(state, cost), "optional_fees": _optional(state), "reliefs": _reliefs(state, local(now(request)).date()),
        "paid": _paid(state), **_known(request, state),
        "return_units": [{"id": i, "name": n, "selected": i == (given.text(state.data, "return_unit") or this)} for i, n in centres],
    }  # fmt: skip


def _lists(walk_in: WalkIn, code: str, day: dt.date) -> dict[str, object]:
    """Return what lists by decision ask of the clerk: papers ticked without a scan, and procedures that are filed online only."""
    scanned = decided_lists.on(ListKind.DIGITISED, code, day)
    bare = [p.name for p in walk_in.papers if not p.files] if scanned else []
    return {"must_scan": scanned, "not_scanned": bare, "online_only": decided_lists.on(ListKind.PILOT_ONLINE, code, day)}


def _fees(state: State, cost: walk_ins.Quote) -> list[dict[str, object]]:
    """Return the lines of the price; those counted in units can be counted here."""
    items = {item.key: item for item in state.found.revision.fees}
    return [
        {
            "line": line, "name": _text(line.name), "unit": line.unit, "basis": ", ".join(b.decision for b in line.basis),
            "relief_basis": f"{line.basis[-1].decision} {line.basis[-1].article}".strip() if line.relief else "",
            "counted": _counted_here(state, items[line.key]),
            "units": given.text(state.data, f"units-{line.key}"), "times": given.text(state.data, f"times-{line.key}"),
        }
        for line in cost.lines
    ]  # fmt: skip


def _counted_here(state: State, item: FeeItem) -> bool:
    """Tell whether a fee is charged by number and no question of the form asks for it."""
    asked = {name for name in (item.quantity_from, item.copies_from) if name}
    by_number = bool(item.tiers or item.optional or asked)
    return by_number and not (asked and state.compiled is not None and asked <= set(state.compiled.fields))


def _optional(state: State) -> list[dict[str, object]]:
    rule = state.found.revision.rule(state.walk_in.channel, state.found.case or None) if state.walk_in else None
    keys = set(rule.fees) if rule else set()
    chosen = set(state.data.getlist("fee"))
    return [
        {"key": f.key, "name": _text(f.name), "amount": f.amount, "unit": f.unit, "checked": f.key in chosen}
        for f in state.found.revision.fees if f.optional and f.key in keys
    ]  # fmt: skip


def _reliefs(state: State, day: dt.date) -> list[dict[str, object]]:
    """Return the groups that are exempt or pay less for this procedure, each with its article."""
    chosen = given.text(state.data, "exemption")
    groups = prices.reliefs(configuration.current(), state.found.revision, on=day)
    return [{"group": group, "label": f"{money.relief(group)} ({basis})", "chosen": group == chosen} for group, basis in groups]


def _paid(state: State) -> list[dict[str, object]]:
    chosen = given.text(state.data, "paid")
    labels = {"": pgettext("payment", "Not yet")} | {way: str(timeline.WAYS[way]) for way in walk_ins.WAYS if way}
    return [{"value": way, "label": labels[way], "checked": way == chosen} for way in walk_ins.WAYS]


def _known(request: HttpRequest, state: State) -> dict[str, object]:
    """Return what the person has with us already, papers to use again, and where this can be filed online."""
    components = [c.key for c in state.found.components]
    actor, number = request.actor, given.text(state.data, "number")  # type: ignore[attr-defined]
    known = visit_pages.known(number=number, code=state.found.revision.code, components=components, actor=actor, at=now(request))
    kept = [
        {"component": one.component, "name": one.name, "code": one.code, "on": one.on, "token": token_of(one.files[0], one.name, actor)}
        for one in known.papers if not state.held.get(one.component)
    ]  # fmt: skip
    online = state.found.revision.rule(Channel.ONLINE) is not None
    url = reverse("portal_procedure", args=[state.found.revision.code]) if online else ""
    deed = DEED_OF.get(state.found.revision.code)
    desk = reverse("counter_certify") + ("?loai=chu-ky" if deed is Deed.SIGNATURE else "") if deed else ""
    already = [(one.dossier_id, one.code) for one in known.under_way if one.same_procedure]
    return {"known": known, "already": already, "kept_papers": kept, "online_url": url, "desk_url": desk}


def _centres(request: HttpRequest) -> list[tuple[str, str]]:
    day = local(now(request)).date()
    units = configuration.current().units.items()
    return sorted(((i, u.name) for i, u in units if u.kind in CENTRES and in_force(u, day)), key=lambda pair: pair[1])


def communes(at) -> list[str]:  # type: ignore[no-untyped-def]
    """Return the communes of the province this installation serves."""
    return _communes(configuration.current().epoch, local(at).date())


@lru_cache(maxsize=4)
def _communes(epoch: int, day) -> list[str]:  # type: ignore[no-untyped-def]
    here = sorted(addresses.communes_here(configuration.current(), day))
    province = addresses.province_named(settings.ENVIRONMENT.province_name)
    return here or ([c.name for c in areas.communes(province.code)] if province else [])


def _focus(state: State, found: dict[str, object]) -> str:
    """Return the id of the field the cursor goes to: what comes next for somebody who serves a queue."""
    data = state.data
    if state.just_read and found["doubts"]:
        return _doubted_field(state)
    if state.just_read:
        return "id_phone" if not given.text(data, "phone") else "id_procedure"
    if not given.text(data, "number"):
        return "id_card"
    if not given.text(data, "name"):
        return "id_name"
    if state.suggestions:
        return "pick-0"
    if state.offered is None:
        return "id_procedure"
    blocks = found["deciding"]
    assert isinstance(blocks, list)
    for block in blocks:
        if block.question is not None and not block.question.value:
            return str(block.question.anchor)
    if not any(row["ticked"] for row in found["papers"]):  # type: ignore[attr-defined]
        return f"have-{found['papers'][0]['key']}"  # type: ignore[index]
    return "receive"


def _doubted_field(state: State) -> str:
    """Return the first field to correct, or the box to tick where there is none."""
    assert state.reading is not None
    boxes = ((CardField.NAME, "id_name"), (CardField.BORN, "id_born"), (CardField.ADDRESS, "id_line"))
    return next((box for field, box in boxes if state.reading.doubted(field)), "id_card_compared")


def _text(text: Text) -> str:
    return words.in_language(text, language=get_language() or "vi")[0]
