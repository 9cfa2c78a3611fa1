"""Giving the result to whoever comes for it: a party shows their number, anybody else shows an authorisation."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people import card
from motcua.domain.people.identity import IdentityKind, identify
from motcua.domain.people.not_valid import NotValid
from motcua.domain.permissions.roles import Actor
from motcua.queries import access
from motcua.services.dossiers import effects, moving
from motcua.services.dossiers.moving import Done
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier, Party

WAYS = {"counter": "Trực tiếp tại quầy", "online": "Bản điện tử"}  # by post: services.papers.posting
LETTERS = {
    "authorisation": "Giấy ủy quyền", "contract": "Hợp đồng ủy quyền", "introduction": "Giấy giới thiệu",
    "guardian": "Giấy tờ chứng minh quan hệ giám hộ, đại diện",
}  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """The letter by which somebody who is no party receives: what, its number and day, who certified it, its scan."""

    kind: str
    day: dt.date
    certified_by: str
    scan: uuid.UUID
    number: str = ""

    @property
    def words(self) -> str:
        """Return the letter as the return slip names it."""
        number = f" số {self.number}" if self.number else ""
        return f"{LETTERS[self.kind]}{number} ngày {self.day:%d/%m/%Y}, chứng thực: {self.certified_by}"


@dataclass(frozen=True)
class Recipient:
    """Who stands at the counter, as read from card or typed: `party` tells whether they are a party to the dossier."""

    number: str
    name: str
    party: bool


def recognise(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime, shown: str) -> Recipient:
    """Read a card's code or a number and say whether this person is a party to the dossier.

    Raises access.NotAllowed, NotValid for what is no number.
    """
    row = access.get(actor, Action.RETURN_RESULT, dossier_id)
    return _recognise(row, at, shown)


def give(
    *, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime, shown: str, name: str = "", letter: Letter | None = None,
    way: str = "counter", back: Sequence[uuid.UUID] = (),
) -> Done:
    """Give the result and record to whom, with the return slip; `back`: the papers that go back to the citizen with it.

    A party needs a number only; anybody else also a letter. Papers go back only from where they lie. Raises access.NotAllowed,
    NotPossible, NotValid, InputMissing (received_by, letter_kind), effects.InputWrong (way; back: not_here).
    """  # fmt: skip
    row = access.get(actor, Action.RETURN_RESULT, dossier_id)
    if way not in WAYS:
        raise effects.InputWrong("way", "unknown_way")
    who = _recognise(row, at, shown)
    received_by = name.strip() or who.name
    if not received_by:
        raise InputMissing(Action.RETURN_RESULT, "received_by")
    if not who.party and letter is None:
        raise InputMissing(Action.RETURN_RESULT, "letter_kind")
    kept = None if who.party else letter
    inputs = {
        "received_by": received_by, "identity": who.number, "on_behalf": kept.words if kept else "", "letter": kept,
        "way": WAYS[way], "back": list(back),
    }  # fmt: skip
    return moving.advance(dossier_id=dossier_id, action=Action.RETURN_RESULT, actor=actor, at=at, inputs=inputs)


def _recognise(row: Dossier, at: dt.datetime, shown: str) -> Recipient:
    number, name = _read(shown, local(at).date())
    key = sealing.blind("identity", number)
    if key not in row.party_keys:
        return Recipient(number, name, party=False)
    party = Party.objects.filter(dossier_id=row.id, identity_key=key).first()
    return Recipient(number, name or (party.name if party else ""), party=True)


def _read(shown: str, today: dt.date) -> tuple[str, str]:
    """Return number and name from a card's code, or a number of any paper of identity."""
    try:
        read = card.read(shown, today=today)
        return read.number.value, "" if read.doubted(card.CardField.NAME) else (read.name or "")
    except NotValid as not_a_card:
        for kind in (IdentityKind.OLD_NUMBER, IdentityKind.PASSPORT):
            try:
                return identify(kind, shown.strip()).number, ""
            except NotValid:
                continue
        raise not_a_card from None
