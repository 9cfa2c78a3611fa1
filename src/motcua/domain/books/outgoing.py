"""Number and symbol (số, ký hiệu) of an outgoing document, by the pattern in force (NĐ 30/2020/NĐ-CP Điều 15, Phụ lục I)."""

from __future__ import annotations

import re
from string import Formatter

from motcua.domain.books.kinds import shown

NAMES = frozenset({"number", "kind", "office", "year"})
BLANK = "……"

# The abbreviations of Phụ lục III, by how the name of the document begins; the first that fits counts.
KINDS: tuple[tuple[str, str], ...] = (
    ("Quyết định", "QĐ"), ("Giấy chứng nhận", "GCN"), ("Giấy xác nhận", "GXN"), ("Giấy phép", "GP"), ("Giấy khai sinh", "GKS"),
    ("Trích lục", "TL"), ("Thông báo", "TB"), ("Giấy mời", "GM"), ("Giấy giới thiệu", "GGT"), ("Bản sao", "BS"), ("Chứng chỉ", "CC"),
)  # fmt: skip


class BadPattern(ValueError):
    """The pattern cannot be used: it has no {number}, or names what is not known."""


def check(pattern: str) -> None:
    """Raise BadPattern unless the pattern has {number} and nothing else than kind, office and year."""
    try:
        names = [name for _text, name, spec, _how in Formatter().parse(pattern) if name is not None and not spec]
        strange = [name for _text, name, spec, _how in Formatter().parse(pattern) if name is not None and (spec or name not in NAMES)]
    except ValueError:
        raise BadPattern(pattern) from None
    if "number" not in names or strange:
        raise BadPattern(pattern)


def written(pattern: str, number: int | None, *, name: str, office: str, year: int) -> str:
    """Return the number as the document carries it: `01/GXN-UBND`; without a number yet its place stays open."""
    parts = {
        "number": BLANK if number is None else shown(number), "kind": abbreviation(name), "office": short_office(office),
        "year": str(year),
    }  # fmt: skip
    return pattern.format(**parts)


def abbreviation(name: str) -> str:
    """Return the abbreviation of a document's kind by its name: the decree's where it has one, else the initials."""
    folded = name.casefold()
    found = next((short for start, short in KINDS if folded.startswith(start.casefold())), None)
    return found or "".join(word[0] for word in re.findall(r"[^\W\d_]+", name)[:4]).upper()


def short_office(name: str) -> str:
    """Return the abbreviation of an agency: UBND for a committee, else the initials of its name (`Sở Nội vụ`: SNV)."""
    if name.startswith(("UBND", "Ủy ban", "Uỷ ban")):
        return "UBND"
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name)).upper()[:8]
