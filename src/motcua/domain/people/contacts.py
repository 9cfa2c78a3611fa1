"""How people are reached: telephone numbers and e-mail addresses, read from a text or refused with a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.people.identity_codes import MOBILE_PREFIXES, REPLACED_PREFIXES
from motcua.domain.people.not_valid import Field, NotValid, Problem, present

_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


class PhoneKind(StrEnum):
    """What answers at a number: only mobiles take text messages."""

    MOBILE = "mobile"  # di động
    LANDLINE = "landline"  # cố định
    FOREIGN = "foreign"  # nước ngoài


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A telephone number, written 0912345678 in Viet Nam and +… elsewhere."""

    value: str
    kind: PhoneKind

    @property
    def international(self) -> str:
        """Write it with its country code: +84912345678."""
        return self.value if self.kind is PhoneKind.FOREIGN else f"+84{self.value[1:]}"


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An e-mail address, its domain in small letters."""

    value: str


def parse_phone(text: str) -> PhoneNumber:
    """Read a telephone number of Viet Nam (+84, 84 and 0084 become 0) or, after +, of another country.

    Raises NotValid(PHONE, …); a prefix replaced in 2018 is refused with the number of today as example.
    """
    compact = re.sub(r"[\s.\-()]", "", present(text, Field.PHONE))
    compact = re.sub(r"^(?:\+|00)840?|^84(?=\d{9,10}$)", "0", compact, flags=re.ASCII)
    if re.fullmatch(r"\+[1-9][0-9]{7,14}", compact):
        return PhoneNumber(compact, PhoneKind.FOREIGN)
    if not re.fullmatch(r"[0-9]+", compact):
        raise NotValid(Field.PHONE, Problem.CHARACTERS)
    if len(compact) == 10 and compact[:3] in MOBILE_PREFIXES:
        return PhoneNumber(compact, PhoneKind.MOBILE)
    if len(compact) == 11 and compact.startswith("02"):
        return PhoneNumber(compact, PhoneKind.LANDLINE)
    if len(compact) == 11 and compact[:4] in REPLACED_PREFIXES:
        raise NotValid(Field.PHONE, Problem.PREFIX_REPLACED, REPLACED_PREFIXES[compact[:4]] + compact[4:])
    raise NotValid(Field.PHONE, Problem.PREFIX if len(compact) in (10, 11) else Problem.LENGTH)


def parse_email(text: str) -> EmailAddress:
    """Read an e-mail address in its everyday form. Raises NotValid(EMAIL, …)."""
    address = present(text, Field.EMAIL)
    if not address.isascii() or re.search(r"\s", address):
        raise NotValid(Field.EMAIL, Problem.CHARACTERS)
    if "@" not in address:
        raise NotValid(Field.EMAIL, Problem.NO_AT)
    local, _, domain = address.rpartition("@")
    if len(address) > 254 or len(local) > 64:
        raise NotValid(Field.EMAIL, Problem.LENGTH)
    if not (_LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        raise NotValid(Field.EMAIL, Problem.FORMAT)
    return EmailAddress(f"{local}@{domain.lower()}")
