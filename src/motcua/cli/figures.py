"""`motcua figures`: recompute every figure from the ledger and the dossiers, mend what differs, publish the public statistics."""

from __future__ import annotations

import datetime as dt
import time

from motcua.services.figures import checking, publishing

WHAT = {
    "fact": "its fact is not what the dossier says",
    "sum": "the sum kept is not what the facts give",
    "ledger_no_entry": "the ledger knows nothing of it",
    "ledger_status": "its status is not the ledger's last one",
    "ledger_ended": "ended in the ledger and not in its fact, or the other way",
    "ledger_supplements": "papers were asked for another number of times",
    "ledger_rating": "the rating is missing",
}


def verify(at: dt.datetime) -> int:
    """Recompute everything, print every kind of difference with examples, and return 1 if there is any."""
    report = checking.verify_and_keep(at=at, timer=time.monotonic)
    for kind, count in sorted(report.differences.items()):
        print(f"✗ {count} × {WHAT[kind]}")
        for example in report.examples[kind]:
            print(f"    {example}")
    looked = f"{report.dossiers} dossiers, {report.sums} sums, {report.seconds:.1f} s"
    print(f"✓ the figures agree: {looked}" if report.sound else f"{sum(report.differences.values())} differences in {looked}")
    return 0 if report.sound else 1


def mend(at: dt.datetime) -> int:
    """Write the facts that differ, make the sums anew, and verify."""
    print(f"{checking.mend(at=at)} facts written, all sums made anew")
    return verify(at)


def publish(at: dt.datetime, *, again: bool) -> int:
    """Publish the public statistics that are due; `again`: every one of them anew, each under its next version."""
    print(f"{publishing.publish(at=at, again=again)} tables published")
    return 0
