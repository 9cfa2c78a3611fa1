"""A published record of a procedure in its source's own words, read from the shapes in which sources come.

Nothing is understood here: texts are cleaned and put in their places; what they mean is `understanding`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.domain import folding
from motcua.domain.procedures import publishers
from motcua.domain.procedures.revision import Channel

NO_CODE = "no-code:"  # a record without a code is known by its name and agency
_CUT = ("Cán bộ, công chức", "Cán bộ, công chức, viên chức")


class NotARecord(ValueError):
    """The data is no procedure record: says what is missing."""


@dataclass(frozen=True)
class ChannelText:
    """One way of filing (cách thức thực hiện); `channel` is None where the way is not one of the three."""

    channel: Channel | None
    way: str
    limit: str = ""
    fee: str = ""
    description: str = ""


@dataclass(frozen=True)
class PaperText:
    """One component (thành phần hồ sơ); None where the source gives no number."""

    name: str
    originals: int | None = None
    copies: int | None = None
    form: str = ""
    case: str = ""
    code: str = ""


@dataclass(frozen=True)
class CaseText:
    """One case (trường hợp) as the portal lists it."""

    code: str
    name: str
    limit: str = ""


@dataclass(frozen=True)
class ResultText:
    name: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record; every text is cleaned and otherwise as published."""

    code: str
    name: str
    publisher: str
    source: str
    code_as_given: str = ""
    published_by: str = ""
    field: str = ""
    agency: str = ""
    levels: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    limit: str = ""
    fee: str = ""
    channels: tuple[ChannelText, ...] = ()
    papers: tuple[PaperText, ...] = ()
    cases: tuple[CaseText, ...] = ()
    results: tuple[ResultText, ...] = ()
    legal_basis: tuple[str, ...] = ()
    decision: str = ""
    steps: str = ""
    conditions: str = ""
    kind: str = ""
    online: str = ""
    url: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two tellings the same procedure: code and publisher."""
        return self.code, self.publisher

    @property
    def coded(self) -> bool:
        return not self.code.startswith(NO_CODE)


_WAYS = {
    "truc tiep": Channel.COUNTER,
    "direct": Channel.COUNTER,
    "truc tuyen": Channel.ONLINE,
    "online": Channel.ONLINE,
    "dich vu buu chinh": Channel.POST,
    "buu chinh": Channel.POST,
    "postal": Channel.POST,
}
_CODE = re.compile(r"(\d{1,2}\.\d{6})(?:\.((?:[0-9]{2,3}\.)*[GH]\d{2}))?")


def read(raw: Mapping[str, object]) -> Record:
    """Return the record held in one line of a crawl. Raises NotARecord."""
    name = text(raw.get("name"))
    if not name:
        raise NotARecord("no name")
    published_by, agency = text(raw.get("promulgator")), text(raw.get("agency"))
    given = text(raw.get("code"))
    code, suffix = split_code(given)
    return Record(
        code=code or without_code(name, agency),
        code_as_given=given,
        name=name,
        publisher=publishers.publisher(code="" if published_by else suffix, name=published_by),
        published_by=published_by,
        source=text(raw.get("source")),
        field=text(raw.get("field")),
        agency=agency,
        levels=texts(raw.get("level")),
        audience=_audience(texts(raw.get("audience"))),
        limit=text(raw.get("time_limit_text")),
        fee=lines(raw.get("fee_text")),
        channels=tuple(_channel(c) for c in objects(raw.get("channels"))),
        papers=tuple(_paper(c) for c in objects(raw.get("components"))),
        results=tuple(
            ResultText(text(r.get("name")), text(r.get("code"))) for r in objects(raw.get("result"))
        ),
        legal_basis=texts(raw.get("legal_basis")),
        decision=text(raw.get("decision")),
        steps=lines(raw.get("steps_text")),
        conditions=lines(raw.get("conditions_text")),
        kind=text(raw.get("kind")),
        online=text(raw.get("online_level")),
        url=text(raw.get("url")),
    )


def split_code(given: str) -> tuple[str, str]:
    """Return the national code and the agency a province appended to it: 1.001193.000.00.00.H17 → 1.001193, H17.

    A code of another shape stays whole.
    """
    found = _CODE.fullmatch(given)
    if found is None:
        return given, ""
    return found[1], (found[2] or "").rsplit(".", 1)[-1]


def without_code(name: str, agency: str) -> str:
    """Return the key of a record without a code: a digest of its folded name and agency."""
    told = f"{folding.fold(name)}\n{folding.fold(agency)}"
    return NO_CODE + hashlib.sha256(told.encode()).hexdigest()[:16]


def digest(raw: Mapping[str, object]) -> str:
    """Return the digest by which a later import knows that a source's record has not changed."""
    plain = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode(errors="surrogatepass")).hexdigest()


_YEAR = re.compile(r"\b(20\d\d)\b")


def standing(record: Record) -> tuple[object, ...]:
    """Return how a telling ranks among several of one procedure, the best first; no two sources rank the same.

    The national portal before provincial sites and leaflets, whole texts before trimmed ones, newer before older.
    """
    source = record.source.lower()
    national = "dichvucong.gov.vn" in source
    years = [int(year) for year in _YEAR.findall(source)]
    return (not national, "trimmed" in source, -max(years, default=0), "api" in source, record.source)


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: object) -> object:
    """Return JSON data as a database can keep it: without NUL and half characters, all else untouched."""
    if isinstance(value, str):
        return _UNSTORABLE.sub(_replacement, value) if _UNSTORABLE.search(value) else value
    if isinstance(value, Mapping):
        return {str(storable(str(name))): storable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [storable(part) for part in value]
    return value


def _replacement(found: re.Match[str]) -> str:
    return "" if found[0] == "\x00" else "\N{REPLACEMENT CHARACTER}"


def text(value: object) -> str:
    """Return a value as one clean line; what is no text or number is empty."""
    if isinstance(value, str):
        return folding.clean_text(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def lines(value: object) -> str:
    """Return a text clean line by line."""
    if not isinstance(value, str):
        return text(value)
    return "\n".join(line for line in (folding.clean_text(part) for part in value.splitlines()) if line)


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list, clean, without empty ones."""
    return tuple(t for t in (text(v) for v in value) if t) if isinstance(value, list) else ()


def objects(value: object) -> list[Mapping[str, object]]:
    """Return the objects of a list."""
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []


def whole(value: object) -> int | None:
    """Return a whole number of nought or more, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def way(given: str) -> Channel | None:
    """Return the channel a way of filing is, or None where its words are not one of the three."""
    return _WAYS.get(folding.fold(given))


def _channel(raw: Mapping[str, object]) -> ChannelText:
    given = text(raw.get("method"))
    return ChannelText(
        way(given), given, text(raw.get("time_limit")), lines(raw.get("fee")), lines(raw.get("description"))
    )


def _paper(raw: Mapping[str, object]) -> PaperText:
    return PaperText(
        text(raw.get("name")), whole(raw.get("originals")), whole(raw.get("copies")),
        lines(raw.get("form")), text(raw.get("case")), text(raw.get("code")),
    )  # fmt: skip


def _audience(given: tuple[str, ...]) -> tuple[str, ...]:
    """Put together again what was cut at a comma: "Tổ chức (không bao gồm doanh nghiệp" + "HTX)"."""
    joined: list[str] = []
    for part in given:
        if (joined and joined[-1].count("(") > joined[-1].count(")")) or (
            joined and joined[-1] in ("Cán bộ", "Cán bộ, công chức") and part in ("công chức", "viên chức")
        ):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return tuple(joined)
