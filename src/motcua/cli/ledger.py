"""`motcua ledger`: check every chain and seal, and seal the heads of the day."""

from __future__ import annotations

import datetime as dt

from motcua.domain.hours import local
from motcua.services import ledger_checks, ledger_seals

WHAT = {
    "altered": "altered", "missing": "missing", "head": "the head does not match", "added": "added",
    "no_subject": "its dossier is gone",
}  # fmt: skip


def verify() -> int:
    """Check the ledger, print what is wrong row by row, and return 1 if anything is."""
    report = ledger_checks.verify()
    for one in report.findings:
        print(f"✗ {_place(one)}: {WHAT[one.problem]}")
    looked = f"{report.entries} entries in {report.chains} chains, {report.seals} seals, {report.blocks} blocks of readings"
    print(f"✓ sound: {looked}" if report.sound else f"{len(report.findings)} findings in {looked}")
    return 0 if report.sound else 1


def _place(one: ledger_checks.Finding) -> str:
    if one.where == "chain":
        return f"{one.name} · chain {one.chain} · entry {one.no}"
    if one.where == "seal":
        return f"seal {one.name}"
    return f"{one.name}{f' · {one.no} rows' if one.no else ''}"


def seal(at: dt.datetime) -> int:
    """Seal the heads and the readings of today."""
    made = ledger_seals.seal(day=local(at).date(), at=at)
    blocks = ledger_seals.seal_readings(at=at)
    if made is None:
        print(f"{local(at).date()} has its seal already; {blocks} blocks of readings sealed")
    else:
        print(f"{made.day}: {made.chains} chains sealed ({bytes(made.digest).hex()}); {blocks} blocks of readings")
    return 0
