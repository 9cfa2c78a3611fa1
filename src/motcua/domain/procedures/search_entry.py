"""What search keeps of a procedure: the texts it shows, and the folded words under which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.domain import folding
from motcua.domain.procedures import search_words
from motcua.domain.procedures.records import Record
from motcua.domain.procedures.revision import Audience, Revision, Text

AUDIENCE_WORDS = {
    Audience.CITIZEN: "công dân cá nhân",
    Audience.BUSINESS: "doanh nghiệp công ty",
    Audience.HOUSEHOLD: "hộ kinh doanh",
    Audience.ORGANISATION: "tổ chức",
    Audience.FOREIGNER: "người nước ngoài",
}
_SORT_LETTERS = 400


@dataclass(frozen=True)
class Entry:
    """Folded words by weight, the texts shown with a hit, and the key of alphabetical order."""

    heading: str  # short name, everyday words
    named: str  # published names
    around: str  # field, agency, audience
    titles: Mapping[str, object]
    sort_key: str

    @property
    def folded(self) -> str:
        """Everything together."""
        return " ".join(part for part in (self.heading, self.named, self.around) if part)


def of_revision(revision: Revision) -> Entry:
    """Return the entry of a published revision."""
    short = revision.short_name
    titles: dict[str, object] = {"name": _text(revision.name), "field": _text(revision.field.name)}
    if short is not None:
        titles["short"] = _text(short)
    if revision.plain is not None:
        titles["plain"] = _text(revision.plain)
    if revision.get is not None:
        titles["get"] = _text(revision.get)
    if revision.keywords:
        titles["words"] = list(revision.keywords)
    return Entry(
        heading=search_words.folded([*_both(short), *revision.keywords]),
        named=search_words.folded(_both(revision.name)),
        around=search_words.folded(
            [
                *_both(revision.field.name),
                revision.competence.title,
                *_both(revision.get),
                *_groups(revision.audience),
            ]
        ),
        titles=titles,
        sort_key=folding.sort_key((short or revision.name).vi)[:_SORT_LETTERS],
    )


def of_record(record: Record, audience: Iterable[Audience]) -> Entry:
    """Return the entry of a record that nobody has completed yet."""
    return Entry(
        heading="",
        named=search_words.fold(record.name),
        around=search_words.folded([record.field, record.agency, *_groups(audience)]),
        titles={"name": {"vi": record.name}, "field": {"vi": record.field}},
        sort_key=folding.sort_key(record.name)[:_SORT_LETTERS],
    )


def _text(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en} if text.en else {"vi": text.vi}


def _both(text: Text | None) -> list[str]:
    return [] if text is None else [text.vi, text.en or ""]


def _groups(audience: Iterable[Audience]) -> list[str]:
    return [AUDIENCE_WORDS[group] for group in audience]
