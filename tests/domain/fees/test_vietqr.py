"""VietQR codes are what NAPAS publishes: the whole text, sign by sign."""

from __future__ import annotations

import pytest

from motcua.domain.fees import vietqr
from motcua.domain.fees.vietqr import Account, NotPayable
from motcua.domain.money import NotMoney

SAMPLE = Account(bin="970403", number="0011012345678")

PUBLISHED = [
    # made from, the text, because
    (
        {"account": SAMPLE},
        "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F",
        "NAPAS QR format 1.5.2: to an account, the payer types the amount",
    ),
    (
        {"account": SAMPLE, "amount": 180_000, "label": "NPS6869", "text": "thanh toan don hang"},
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E",
        "NAPAS QR format 1.5.2: to an account, with amount and message",
    ),
]


@pytest.mark.parametrize(("given", "text", "because"), PUBLISHED)
def test_a_code_is_the_published_one(given: dict, text: str, because: str) -> None:  # type: ignore[type-arg]
    assert vietqr.payload(**given) == text, because


def test_the_check_sum_is_crc_16_ccitt_false() -> None:
    assert vietqr.crc("123456789") == "29B1"


MESSAGES = [
    ("H48.101.01-261116-0001", "H48.101.01-261116-0001", "a dossier's code stays as it is"),
    ("Lệ phí đăng ký: hộ tịch!", "Le phi dang ky ho tich", "banks carry no marks"),
    ("x" * 40, "x" * 25, "at most 25 signs"),
    ("  ", "", "nothing said"),
]


@pytest.mark.parametrize(("text", "carried", "because"), MESSAGES)
def test_a_message_is_what_banks_carry(text: str, carried: str, because: str) -> None:
    assert vietqr.message(text) == carried, because


def test_the_message_of_a_visit_names_the_first_dossier_and_how_many_more() -> None:
    codes = ["H48.101.01-261116-0001", "H48.101.01-261116-0002", "H48.101.01-261116-0003"]
    assert vietqr.message_for(codes[:1]) == codes[0]
    said = vietqr.message_for(codes)
    assert said.endswith(" va 2")
    assert len(said) <= vietqr.LONGEST_MESSAGE


@pytest.mark.parametrize(
    ("account", "what"),
    [(Account("12345", "001101"), "bin"), (Account("970403", "00 11"), "account"), (Account("970403", "1" * 20), "account")],
)
def test_an_account_that_cannot_be_is_refused(account: Account, what: str) -> None:
    with pytest.raises(NotPayable) as refused:
        vietqr.payload(account)
    assert refused.value.what == what


def test_an_amount_is_whole_dong() -> None:
    with pytest.raises(NotMoney):
        vietqr.payload(SAMPLE, amount=-1)
