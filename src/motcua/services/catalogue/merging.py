"""Several tellings of one procedure made one row: the best is the record, the others stand beside it, none is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.procedures import doubts, search_entry, understanding
from motcua.domain.procedures.doubts import Doubt, Reason
from motcua.domain.procedures.understanding import Understood
from motcua.services.catalogue.sources import Telling

Key = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """What the catalogue already holds under a key."""

    source: str
    digest: str
    version: int  # of the rules of understanding
    variants: tuple[tuple[str, str], ...]  # source, digest
    complete: bool
    changed: bool  # flagged since its source changed

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        own = ((self.source, self.digest),) if self.digest else ()
        return (*own, *self.variants)


@dataclass(frozen=True)
class Outcome:
    """One procedure after the import."""

    key: Key
    main: Telling
    variants: tuple[Telling, ...]
    understood: Understood
    known: Known | None

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        return tuple((t.record.source, t.digest) for t in (self.main, *self.variants))

    @property
    def same(self) -> bool:
        """Whether the catalogue holds exactly this already."""
        return (
            self.known is not None
            and self.known.told == self.told
            and self.known.version == understanding.VERSION
        )

    @property
    def source_changed(self) -> bool:
        """Whether the main record says something else than at the last import."""
        return self.known is not None and bool(self.known.digest) and self.known.digest != self.main.digest

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Every reason for review, that of several sources and of a changed one included."""
        found = list(self.understood.doubts)
        if self.variants:
            found.append(doubts.doubt(Reason.SEVERAL_SOURCES, self.variants[0].record.source))
        if self.known is not None and self.known.complete and (self.known.changed or self.source_changed):
            found.append(doubts.doubt(Reason.SOURCE_CHANGED, self.main.record.source))
        return tuple(found)


def together(incoming: Sequence[Telling], held: Iterable[Telling]) -> list[Telling]:
    """Return every telling of a key, the best first: a source that tells anew replaces what it told before."""
    sources = {t.record.source for t in incoming}
    kept = [t for t in held if t.record.source not in sources]
    by_digest = {t.digest: t for t in (*kept, *incoming)}
    return sorted(by_digest.values(), key=lambda t: t.order)


def outcome(key: Key, tellings: Sequence[Telling], known: Known | None) -> Outcome:
    """Return what becomes of a key: `tellings` in the order of `together`."""
    main, *others = tellings
    return Outcome(key, main, tuple(others), understanding.understand(main.record), known)


def row(done: Outcome) -> dict[str, object]:
    """Return the columns of the procedure's row that an import may set."""
    record, understood = done.main.record, done.understood
    entry = search_entry.of_record(record, understood.audience)
    flags = sorted({d.reason.value for d in done.doubts})
    return {
        "code": done.key[0],
        "publisher": done.key[1],
        "name": record.name,
        "field_name": record.field[:300],
        "agency": record.agency[:500],
        "levels": [level.value for level in understood.levels],
        "audience": [group.value for group in understood.audience],
        "online": understood.online.value if understood.online else "",
        "record": dict(done.main.raw),
        "variants": [_variant(t) for t in done.variants],
        "structured": understood.to_json(),
        "flags": flags,
        "source": record.source[:300],
        "source_digest": done.main.digest,
        "url": record.url[:500],
        "folded": entry.folded,
        "heading": entry.heading,
        "named": entry.named,
        "around": entry.around,
        "titles": dict(entry.titles),
        "sort_key": entry.sort_key,
    }


def _variant(telling: Telling) -> Mapping[str, object]:
    return {"source": telling.record.source, "digest": telling.digest, "record": dict(telling.raw)}
