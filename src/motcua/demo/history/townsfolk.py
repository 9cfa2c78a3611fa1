"""Invented people of a commune: a few dozen who come again and again, made when first met, their snapshot sealed once."""

from __future__ import annotations

import random
from dataclasses import dataclass

from motcua.demo import answers, names
from motcua.domain.folding import fold
from motcua.domain.people import party_json
from motcua.domain.people.identity import IdentityDocument, IdentityKind
from motcua.domain.people.party import Address, Letter, LetterKind, Party, PartyKind, PartyRole
from motcua.domain.people.units import Unit
from motcua.storage import sealing

PEOPLE = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a commune; what is sealed is text as COPY reads bytes."""

    name: str
    folded: str
    number: str
    identity_key: str
    phone: str
    phone_key: str
    address: str
    owner: str
    submitter: str  # of one's own dossier
    deputy: str  # of another's, by a letter of authorisation
    contact: str


class Townsfolk:
    """The people of one commune or district; the same ones for the same seed."""

    def __init__(self, unit: Unit, seed: int) -> None:
        self._unit, self._seed = unit, seed
        self._met: dict[int, Person] = {}

    def who(self, number: int) -> Person:
        """Return one of them, by a number below PEOPLE."""
        found = self._met.get(number)
        if found is None:
            found = self._met[number] = self._make(random.Random(f"{self._seed}:{self._unit.code}:{number}"))
        return found

    def _make(self, chance: random.Random) -> Person:
        name, sex = names.person(chance)
        number, phone = names.number(chance, sex, names.birthday(chance)), names.phone(chance)
        address = f"Thôn {chance.randint(1, 9)}, {answers.place(self._unit.name)}"
        contact = {"name": name, "phone": phone, "identity": number, "address": address}
        return Person(
            name=name, folded=fold(name), number=number, identity_key=sealing.blind("identity", number), phone=phone,
            phone_key=sealing.blind("phone", phone), address=address, owner=_party(PartyRole.OWNER, name, number, phone, address),
            submitter=_party(PartyRole.SUBMITTER, name, number, phone, address),
            deputy=_party(PartyRole.SUBMITTER, name, number, phone, address, LETTER),
            contact=copied(sealing.seal(contact, context="dossiers.contact")),
        )  # fmt: skip


LETTER = Letter(LetterKind.AUTHORISATION, certified_by="Dữ liệu mô phỏng")


def party(role: PartyRole, name: str, number: str, phone: str, address: str, letter: Letter | None = None) -> Party:
    """Return a person as a party."""
    return Party(
        role=role, kind=PartyKind.CITIZEN, name=name, identity=IdentityDocument(IdentityKind.CITIZEN_NUMBER, number), phone=phone,
        address=Address(text=address), letter=letter,
    )  # fmt: skip


def copied(value: bytes) -> str:
    """Return bytes as COPY reads them."""
    return "\\\\x" + value.hex()


def _party(role: PartyRole, name: str, number: str, phone: str, address: str, letter: Letter | None = None) -> str:
    return copied(sealing.seal(party_json.to_json(party(role, name, number, phone, address, letter)), context="dossiers.party"))
