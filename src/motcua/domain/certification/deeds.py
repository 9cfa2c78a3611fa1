"""What is certified at the counter (chứng thực), by which procedure, into which book, and the words that certify it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.books import kinds
from motcua.domain.books.kinds import Kind


class Deed(StrEnum):
    """A kind of certification (NĐ 23/2015/NĐ-CP Điều 2)."""

    COPY = "copy"  # chứng thực bản sao từ bản chính
    SIGNATURE = "signature"  # chứng thực chữ ký


@dataclass(frozen=True, slots=True)
class Rule:
    """How a kind of certification goes: the national code of its procedure, its book and fee, what stands behind a number."""

    procedure: str
    book: Kind
    fee: str  # key of the fee in the procedure
    mark: str  # ký hiệu after the number of the volume
    words: str  # what the lines of the book say


RULES: Mapping[Deed, Rule] = {
    Deed.COPY: Rule("2.000815", Kind.CERTIFIED_COPIES, "certified_copy", "SCT/BS", "Bản sao từ bản chính"),
    Deed.SIGNATURE: Rule("2.000884", Kind.SIGNATURES, "signature", "SCT/CK, ĐC", "Chữ ký"),
}
DEED_OF: Mapping[str, Deed] = {rule.procedure: deed for deed, rule in RULES.items()}
MOST_ORIGINALS, MOST_PAGES, MOST_COPIES = 50, 2000, 500


@dataclass(frozen=True, slots=True)
class Original:
    """One original, or one document to be signed: what it is, its pages, and how many copies are wanted."""

    name: str
    pages: int = 1
    copies: int = 1


class Wrong(StrEnum):
    """Why a row cannot be taken."""

    NOTHING = "nothing"  # no row at all
    NAME = "name"
    PAGES = "pages"
    COPIES = "copies"
    TOO_MANY = "too_many"


def check(originals: Sequence[Original]) -> list[tuple[int, Wrong]]:
    """Return what is wrong, as (index of the row, reason); an empty list when everything can be certified."""
    if not originals:
        return [(0, Wrong.NOTHING)]
    found = [(MOST_ORIGINALS, Wrong.TOO_MANY)] if len(originals) > MOST_ORIGINALS else []
    for index, one in enumerate(originals):
        if not one.name.strip():
            found.append((index, Wrong.NAME))
        if not 1 <= one.pages <= MOST_PAGES:
            found.append((index, Wrong.PAGES))
        if not 1 <= one.copies <= MOST_COPIES:
            found.append((index, Wrong.COPIES))
    return found


def number_words(deed: Deed, number: int, year: int, *, volume: str = "01") -> str:
    """Return "Số chứng thực: 07, quyển số: 01/2026 - SCT/BS" (mẫu lời chứng, TT 01/2020/TT-BTP Phụ lục)."""
    return f"Số chứng thực: {kinds.shown(number)}, quyển số: {volume}/{year} - {RULES[deed].mark}"


def numbers_words(deed: Deed, numbers: Sequence[int], year: int) -> str:
    """Return the numbers of one dossier as one: "07-11/2026-SCT/BS"; by commas where they do not follow one another."""
    found = sorted(numbers)
    if not found:
        return ""
    mark = f"/{year}-{RULES[deed].mark}"
    if len(found) > 1 and found[-1] - found[0] == len(found) - 1:
        return f"{kinds.shown(found[0])}-{kinds.shown(found[-1])}{mark}"
    return ", ".join(kinds.shown(n) for n in found)[:60] + mark


@dataclass(frozen=True, slots=True)
class Signer:
    """Who certifies: name and title, as on the day."""

    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Requester:
    """Who signs in front of the certifying person: name and identity paper."""

    name: str
    identity: str = ""


def copy_words(*, office: str) -> tuple[str, ...]:
    """Return the words that certify a copy (lời chứng chứng thực bản sao từ bản chính, TT 01/2020/TT-BTP Phụ lục)."""
    return ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", f"Tại {office}.")


def signature_words(
    *, office: str, signer: Signer, requester: Requester, document: str, on: dt.date
) -> tuple[str, ...]:
    """Return the words that certify a signature of one person (lời chứng chứng thực chữ ký, TT 01/2020/TT-BTP Phụ lục)."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)  # NĐ 30/2020: a zero before January and February
    day = f"Ngày {on.day:02d} tháng {month} năm {on.year}, tại {office}."
    signer_words = f"Tôi {signer.name or '…………………………'}, là {signer.title or '…………………………'}."
    shown = f", giấy tờ tùy thân số {requester.identity}," if requester.identity else ""
    witness = (
        f"Chứng thực ông/bà {requester.name}{shown} cam đoan đã hiểu, tự chịu trách nhiệm về nội dung của {document} "
        "và đã ký vào giấy tờ này trước mặt tôi."
    )
    return (day, signer_words, witness)
