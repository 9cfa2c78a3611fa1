"""The installation: what waits to be told outside, how the parts are, and what to do about what is missing."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua import wiring
from motcua.connectors.typst_printer import TypstPrinter
from motcua.domain.permissions.roles import VISITOR
from motcua.queries import console_health, outbox
from motcua.queries.console_health import Health
from motcua.services import ledger_checks, maintenance
from motcua.services import outbox as outbox_service
from motcua.web.console import room
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only

LOW_DISK = 5_000_000_000  # bytes
CLOCK_OFF = 5.0  # seconds
OLD_MESSAGE = 300  # seconds a message waits before somebody should look


@staff_only(*room.SYSTEM)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits, what is being tried again and what was given up."""
    count, oldest = outbox.backlog(request.now)  # type: ignore[attr-defined]
    context = {"count": count, "oldest": _age(oldest), "trying": outbox.unsettled(), "given_up": outbox.given_up()}
    return room.draw(request, "outbox", context, current="console_outbox")


@staff_only(*room.SYSTEM)
@require_POST
def try_again(request: HttpRequest, delivery_id: uuid.UUID) -> HttpResponse:
    """Take up a delivery that was given up."""
    outbox_service.try_again(delivery_id=delivery_id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    messages.success(request, _("It will be tried again at once, with the same key, so that nothing is done twice."))
    return redirect("console_outbox")


@staff_only(*room.SYSTEM)
def health(request: HttpRequest) -> HttpResponse:
    """Show how each part of the installation is."""
    at = request.now  # type: ignore[attr-defined]
    found = console_health.look(at)
    checks = [*_database(found), _worker(found, at), _outbox(at), _seal(at), _figures(found, at), _printing(), _disk(found), _mail(found), _calendar(found, at)]
    context = {"checks": checks, "wrong": sum(not c["good"] for c in checks), "versions": found.versions, "server": found.server}
    return room.draw(request, "health", context, current="console_health")


def _check(name: str, good: bool, told: str, todo: str = "") -> dict[str, object]:
    return {"name": name, "good": good, "told": told, "todo": "" if good else todo}


def _database(found: Health) -> list[dict[str, object]]:
    language = _language()
    size = words.size(found.database_bytes, language=language)
    migrated = maintenance.database_answers()
    off = words.number(round(found.clock_off, 1), language=language)
    return [
        _check(
            pgettext("health", "Database"), migrated, _("PostgreSQL %(version)s, %(size)s") % {"version": found.server, "size": size},
            _("The database is not up to date. Run: motcua migrate"),
        ),
        _check(
            pgettext("health", "Clocks"), found.clock_off < CLOCK_OFF,
            _("%(seconds)s seconds between the web server and the database") % {"seconds": off},
            _("Set both clocks by the same time server: time limits are counted to the minute."),
        ),
    ]  # fmt: skip


def _worker(found: Health, at: dt.datetime) -> dict[str, object]:
    todo = _("The worker does not run, so nothing is sent and no seal is made. Start it with: motcua worker")
    name, worker = pgettext("health", "Worker"), found.worker
    if worker is None or worker.seen_at is None:
        return _check(name, False, _("has given no sign of life"), todo)
    told = _("last sign of life at %(at)s; %(waiting)s jobs wait, %(failed)s failed") % {
        "at": words.moment_short(worker.seen_at, language=_language()), "waiting": worker.waiting, "failed": worker.failed,
    }  # fmt: skip
    return _check(name, worker.alive(at), told, todo)


def _outbox(at: dt.datetime) -> dict[str, object]:
    count, oldest = outbox.backlog(at)
    told = _("%(count)s messages wait; the oldest since %(age)s") % {"count": count, "age": _age(oldest)} if count else _("nothing waits")
    return _check(pgettext("health", "Outbox"), oldest < OLD_MESSAGE, told, _("Look at the outbox: an outside system may be down."))


def _seal(at: dt.datetime) -> dict[str, object]:
    days = ledger_checks.days_since_seal(at.date())
    told = _("no seal yet") if days is None else ngettext("the last seal is %(n)s day old", "the last seal is %(n)s days old", days) % {"n": days}
    return _check(
        pgettext("health", "Seals of the ledger"), days is None or days <= 2, told, _("The worker makes a seal every night. See that it runs.")
    )


def _figures(found: Health, at: dt.datetime) -> dict[str, object]:
    last = found.figures
    todo = _("Run: motcua figures verify; it names what differs, and motcua figures mend writes it anew.")
    if last is None:
        return _check(pgettext("health", "Figures"), True, _("not recomputed yet: it is done every night"), todo)
    different = sum(last.differences.values())
    told = _("recomputed at %(at)s: %(dossiers)s dossiers, %(different)s differences") % {
        "at": words.moment_short(last.at, language=_language()), "dossiers": words.number(last.dossiers, language=_language()), "different": different,
    }  # fmt: skip
    return _check(pgettext("health", "Figures"), not different and at - last.at < dt.timedelta(days=2), told, todo)


def _printing() -> dict[str, object]:
    printer = wiring.printer(VISITOR)
    missing = printer.health() if isinstance(printer, TypstPrinter) else ""
    return _check(
        pgettext("health", "Printing of slips"), not missing, missing or _("the fonts are there"),
        _("Slips cannot be printed. Run: make fonts"),
    )  # fmt: skip


def _disk(found: Health) -> dict[str, object]:
    language = _language()
    sizes = {name: words.size(n, language=language) for name, n in (("free", found.disk_free), ("total", found.disk_total))}
    return _check(
        pgettext("health", "Disk"), found.disk_free > LOW_DISK, _("%(free)s free of %(total)s") % sizes,
        _("Make room: papers of citizens can no longer be taken in when the disk is full."),
    )  # fmt: skip


def _mail(found: Health) -> dict[str, object]:
    good = found.mail_goes_out or found.demo
    told = _("a mail server is set") if found.mail_goes_out else _("letters are written to files and not sent")
    return _check(pgettext("health", "E-mail"), good, told, _("Set MOTCUA_EMAIL_HOST, or citizens get no letters."))


def _calendar(found: Health, at: dt.datetime) -> dict[str, object]:
    good = found.calendar_until > at.year or (found.calendar_until == at.year and at.month < 11)
    told = _("held until the end of %(year)s") % {"year": found.calendar_until}
    return _check(pgettext("health", "Working calendar"), good, told, _("A newer release with the next years is needed before time limits reach into them."))


def _age(seconds: int) -> str:
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    if seconds < 7200:
        return ngettext("%(n)s minute", "%(n)s minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)s hour", "%(n)s hours", seconds // 3600) % {"n": seconds // 3600}


def _language() -> str:
    return get_language() or "vi"
