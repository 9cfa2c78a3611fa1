"""VietQR: the text inside the QR code that a bank's app reads as a transfer to an account, with amount and message.

EMVCo merchant-presented mode as NAPAS uses it for transfers to accounts (service QRIBFTTA): fields of two digits for the
name, two for the length, then the value; the last is a CRC-16 over everything before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.domain import money

_NAPAS = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_DONG = "704"  # ISO 4217
LONGEST_MESSAGE = 25  # field 62-08
LONGEST_ACCOUNT = 19
_D = str.maketrans("đĐðÐ", "dDdD")


class NotPayable(ValueError):
    """The account cannot be written in a VietQR code: `what` is bin or account."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


@dataclass(frozen=True)
class Account:
    """Where the money goes: the bank's number at NAPAS (BIN), the account and the name it is kept under."""

    bin: str
    number: str
    holder: str = ""
    bank: str = ""


def check(account: Account) -> Account:
    """Return the account when a code can be made for it. Raises NotPayable."""
    if not re.fullmatch(r"97\d{4}", account.bin, re.ASCII):
        raise NotPayable("bin")
    if not re.fullmatch(rf"[0-9A-Za-z]{{4,{LONGEST_ACCOUNT}}}", account.number, re.ASCII):
        raise NotPayable("account")
    return account


def payload(account: Account, *, amount: int | None = None, text: str = "", label: str = "") -> str:
    """Return the text of the code; without an amount the payer types it. `label` is the payee's own number (62-01).

    Raises NotPayable, money.NotMoney.
    """
    check(account)
    to = _field("00", account.bin) + _field("01", account.number)
    parts = [
        _field("00", "01"),
        _field("01", "11" if amount is None else "12"),
        _field("38", _field("00", _NAPAS) + _field("01", to) + _field("02", _TO_ACCOUNT)),
        _field("53", _DONG),
    ]
    if amount is not None:
        parts.append(_field("54", str(money.vnd(amount))))
    parts.append(_field("58", "VN"))
    more = _field("01", label) if label else ""
    more += _field("08", message(text)) if message(text) else ""
    if more:
        parts.append(_field("62", more))
    whole = "".join(parts) + "6304"
    return whole + crc(whole)


def message(text: str) -> str:
    """Return a message as banks carry it: unmarked letters, digits and a few signs, at most 25."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    plain = re.sub(r"[^A-Za-z0-9 .\-]+", " ", bare.translate(_D))
    return " ".join(plain.split())[:LONGEST_MESSAGE].strip()


def message_for(codes: Sequence[str]) -> str:
    """Return the message of a payment for these dossiers: the first code, and how many more."""
    more = f" va {len(codes) - 1}" if len(codes) > 1 else ""
    return message(codes[0])[: LONGEST_MESSAGE - len(more)] + more


def crc(text: str) -> str:
    """Return the CRC-16/CCITT-FALSE of a text (polynomial 1021, start FFFF) in four capital hexadecimal digits."""
    register = 0xFFFF
    for byte in text.encode("ascii"):
        register ^= byte << 8
        for _bit in range(8):
            register = ((register << 1) ^ 0x1021 if register & 0x8000 else register << 1) & 0xFFFF
    return f"{register:04X}"


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"
