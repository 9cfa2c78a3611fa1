"""Importing procedure records: everything is kept, what is understood is structured, the rest is flagged with a reason.

An import adds and updates records; it never touches what a controller has completed, and never takes anything away.
Running it again changes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.db import transaction

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures import records
from motcua.domain.procedures.doubts import Reason
from motcua.queries import catalogue
from motcua.services import configuration, ledger
from motcua.services.catalogue import import_rows, merging, rights, scope, sources
from motcua.services.catalogue.merging import Key, Outcome
from motcua.services.catalogue.sources import Telling, Unreadable
from motcua.storage.procedures.models import ImportRun

EXAMPLES = 5  # shown for each reason

Progress = Callable[[int, int], None]  # done, of how many


Report = catalogue.Run


def run(path: Path, *, actor: Actor, at: dt.datetime, progress: Progress | None = None) -> Report:
    """Import a file of records and return the report, which is kept as an import run.

    Raises NotController, and sources.NotReadable when the file cannot be read or holds no record; then nothing changed.
    """
    rights.check(actor)
    told = sources.tellings(path)
    step = _steps(progress, len(told))
    good = [one for one in told if isinstance(one, Telling)]
    bad = [one for one in told if isinstance(one, Unreadable)]
    with transaction.atomic():
        import_rows.lock()
        outcomes = _outcomes(good, step)
        changed = [done for done in outcomes if not done.same]
        import_rows.write(changed, at)
        counts = _counts(told, good, bad, outcomes)
        reasons = _reasons(outcomes, bad)
        kept = ImportRun.objects.create(source=path.name, at=at, counts=counts, reasons=reasons)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        ledger.note_subject(subject=kept.id, kind="catalogue", action="catalogue.import", actor=actor, at=at,
                            data={"file": digest, "counts": counts})  # fmt: skip
        if changed:
            scope.recompute(local(at).date())
            configuration.changed()
    step(len(told))
    return catalogue.run(kept)


def latest() -> Report | None:
    """Return the report of the last import, or None when there was none."""
    return next(iter(catalogue.imports(limit=1)), None)


def _outcomes(good: Sequence[Telling], step: Callable[[int], None]) -> list[Outcome]:
    by_key: dict[Key, list[Telling]] = {}
    for telling in good:
        by_key.setdefault(telling.record.key, []).append(telling)
    known = import_rows.known(by_key)
    partly = [key for key, tellings in by_key.items() if _others_held(key, tellings, known)]
    held = import_rows.held(partly)
    found, done = [], 0
    for key, incoming in by_key.items():
        tellings = merging.together(incoming, held.get(key, ()))
        found.append(merging.outcome(key, tellings, known.get(key)))
        done += len(incoming)
        step(done)
    return found


def _others_held(key: Key, incoming: Sequence[Telling], known: Mapping[Key, merging.Known]) -> bool:
    """Whether the catalogue holds tellings of sources that this file does not bring."""
    sources_now = {t.record.source for t in incoming}
    return key in known and any(source not in sources_now for source, _digest in known[key].told)


def _counts(
    told: Sequence[object], good: Sequence[Telling], bad: Sequence[object], outcomes: Sequence[Outcome]
) -> dict[str, int]:
    publishers: dict[str, set[str]] = {}
    for done in outcomes:
        publishers.setdefault(done.key[0], set()).add(done.key[1])
    return {
        "read": len(told),
        "unreadable": len(bad),
        "repeated": len(good) - len({(t.record.key, t.digest) for t in good}),
        "procedures": len(outcomes),
        "new": sum(done.known is None for done in outcomes),
        "changed": sum(done.known is not None and not done.same for done in outcomes),
        "unchanged": sum(done.same for done in outcomes),
        "without_code": sum(not done.main.record.coded for done in outcomes),
        "several_sources": sum(bool(done.variants) for done in outcomes),
        "several_publishers": sum(len(found) > 1 for found in publishers.values()),
        "completed": sum(done.known is not None and done.known.complete for done in outcomes),
        "limit_understood": sum(bool(done.understood.limits) for done in outcomes),
        "fee_understood": sum(bool(done.understood.fees) for done in outcomes),
        "papers_understood": sum(
            bool(done.understood.papers) and done.understood.papers_whole for done in outcomes
        ),
        "without_doubt": sum(not done.doubts for done in outcomes),
    }


def _reasons(outcomes: Sequence[Outcome], bad: Sequence[Unreadable]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}

    def add(reason: Reason, example: dict[str, str], first: bool) -> None:
        entry = found.setdefault(reason.value, {"count": 0, "examples": []})
        entry["count"] = int(str(entry["count"])) + first
        examples = entry["examples"]
        assert isinstance(examples, list)
        if first and len(examples) < EXAMPLES:
            examples.append(example)

    for done in outcomes:
        seen: set[Reason] = set()
        for one in done.doubts:
            record = done.main.record
            code = record.code if record.coded else records.NO_CODE.rstrip(":")
            add(
                one.reason,
                {"code": code, "name": record.name[:120], "text": one.text},
                one.reason not in seen,
            )
            seen.add(one.reason)
    for place in bad:
        add(Reason.UNREADABLE, {"code": "", "name": place.place, "text": place.why}, True)
    return found


def _steps(progress: Progress | None, total: int) -> Callable[[int], None]:
    """Tell progress at most a hundred times."""
    last = -1

    def step(done: int) -> None:
        nonlocal last
        percent = 100 * done // max(total, 1)
        if progress is not None and percent != last:
            last = percent
            progress(done, total)

    return step
