"""The certification desk as it is drawn: the person, a row for each original, the price, who is to sign, where the cursor goes."""

from __future__ import annotations

import json

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.certification.deeds import RULES, Deed, Wrong
from motcua.domain.certification.usual import USUAL
from motcua.domain.hours import local
from motcua.queries import colleagues
from motcua.services import certification, walk_ins
from motcua.services.walk_ins import Fault
from motcua.web.counter import intake_page, intake_state
from motcua.web.counter.certification_state import CARD_FIELDS, Screen, desk
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import given
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import timeline

WRONG = {
    Wrong.NOTHING: lambda: _("Enter at least one paper."),
    Wrong.NAME: lambda: _("Enter what paper it is."),
    Wrong.PAGES: lambda: _("Pages are a whole number from 1 to 2,000."),
    Wrong.COPIES: lambda: _("Copies are a whole number from 1 to 500."),
    Wrong.TOO_MANY: lambda: _("One dossier takes 50 papers. Receive the others in a second one."),
}


def context(request: HttpRequest, screen: Screen, said: dict[str, list[str]], *, focus: bool = True) -> dict[str, object]:
    """Return everything the screen shows; `said` holds the messages by field."""
    state, data, deed = screen.state, screen.data, screen.deed
    rows = [
        {"index": index, "name": row.name, "pages": row.pages, "copies": row.copies, "faults": said.get(f"row-{index}", ())}
        for index, row in enumerate(screen.rows)
    ]
    return {
        "screen": screen, "state": state, "data": data, "said": said, "deed": deed.value, "rows": rows,
        "links": [(_anchor(name), message) for name, messages in said.items() for message in messages],
        "card": intake_page.card_question(state, said), "person": _person(state, said), "doubts": intake_page.doubts(state, CARD_FIELDS),
        "usual": USUAL[deed], "keys": json.dumps([[u.key, u.name, u.pages] for u in USUAL[deed]], ensure_ascii=False),
        "offered": certification.offered(deed, at=now(request)), "total": _total(request, screen), "signers": _signers(request, screen), "units": intake_page.units(state),
        "paid": _paid(data), "focus": _focus(screen) if focus and not said else "",
        "agreed": bool(given.text(data, "agreed")), "agreed_days": given.text(data, "agreed_days") or "2",
    }  # fmt: skip


def messages(screen: Screen, faults: list[Fault], originals: list[tuple[int, Wrong]]) -> dict[str, list[str]]:
    """Return what is wrong in words, by field and by row."""
    said = intake_page.messages(screen.state, faults, everything=True)
    shown = [index for index, row in enumerate(screen.rows) if not row.blank] or [0]
    for index, why in originals:
        row = shown[index] if index < len(shown) else shown[-1]
        said.setdefault(f"row-{row}", []).append(WRONG[why]())
    return said


def _anchor(name: str) -> str:
    if name.startswith("row-"):
        return f"name-of-{name.removeprefix('row-')}"
    return f"id_{name}" if name else ""


def _person(state: intake_state.State, said: dict[str, list[str]]) -> list[Question]:
    wanted = ("number", "name", "phone")
    return [question for question in intake_page.person(state, "", said) if question.name in wanted]


def _total(request: HttpRequest, screen: Screen) -> int:
    try:
        return certification.cost(screen.deed, desk(screen).originals, at=now(request))
    except certification.NotOffered:
        return 0


def _signers(request: HttpRequest, screen: Screen) -> list[dict[str, object]]:
    """Return who may sign here; the one chosen last is offered first."""
    unit = desk(screen).walk_in.received_unit
    found = colleagues.who_signs(unit=unit, procedure=RULES[screen.deed].procedure, day=local(now(request)).date())
    chosen = given.text(screen.data, "signer") or str(request.session.get("certification_signer", ""))
    known = {str(one.id) for one in found}
    chosen = chosen if chosen in known else (str(found[0].id) if found else "")
    return [{"id": one.id, "name": one.name, "title": one.title, "selected": str(one.id) == chosen} for one in found]


def _paid(data) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    chosen = given.text(data, "paid")
    labels = {"": pgettext("payment", "Not yet")} | {way: str(timeline.WAYS[way]) for way in walk_ins.WAYS if way}
    return [{"value": way, "label": labels[way], "checked": way == chosen} for way in walk_ins.WAYS]


def _focus(screen: Screen) -> str:
    """Return the id of the field the cursor goes to: what comes next for somebody who serves a queue."""
    data = screen.data
    if not given.text(data, "number"):
        return "id_card"
    if not given.text(data, "name"):
        return "id_name"
    for index, row in enumerate(screen.rows):
        if row.blank:
            return f"name-of-{index}"
    return f"name-of-{len(screen.rows) - 1}"


def titles() -> dict[str, str]:
    """Return what each kind of certification is called."""
    assert set(RULES) == set(Deed)
    return {
        Deed.COPY.value: _("Certified copies"),
        Deed.SIGNATURE.value: _("Certified signatures"),
    }
