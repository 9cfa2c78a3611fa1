"""Later entry (nhập bù): entered under a slip's code with the true time, confirmed by a second person, counted only then.

Nothing is a dossier before: what was typed lies sealed in the entry, and its code on the slip. The second person confirms
from their own list or with their PIN at the counter. What was entered more than `late_entry_days` times 24 hours after the
reception needs the province too.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.dossiers.numbering import as_printed
from motcua.domain.fallback import rules
from motcua.domain.fallback.rights import Act
from motcua.domain.fallback.rules import EntryState, SlipState
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.queries import apart, configuration
from motcua.services import certification, ledger, walk_ins
from motcua.services.certification import Desk
from motcua.services.dossiers import opening
from motcua.services.fallback import receiving, rights, screens
from motcua.services.fallback.refusals import FallbackRefused, NotThere
from motcua.services.fallback.screens import Screen
from motcua.storage import ids, sealing
from motcua.storage.fallback.models import LateEntry, Outage, Slip


@dataclass(frozen=True)
class OfPaper:
    """What the clerk reads off the slip beside the reception itself."""

    code: str
    received_at: dt.datetime
    paper_receipt: str = ""  # symbol and number of the receipt written by hand
    late_reason: str = ""  # why it comes so late; needed where the province is asked


def enter(screen: Screen, *, paper: OfPaper, outage_id: uuid.UUID, actor: Actor, at: dt.datetime, key: str = "", second: Actor | None = None) -> LateEntry:
    """Enter what stands on a slip; with `second`, who has just proven themself at the counter, it is confirmed in the same act.

    The same `key` twice is one entry. Raises NotThere, FallbackRefused (by field: `code`, `received_at`, `late_reason`, `second`),
    WalkInWrong or DeskWrong, and what receiving raises.
    """
    with transaction.atomic():
        outage = Outage.objects.filter(id=outage_id).first()
        if outage is None:
            raise NotThere(str(outage_id))
        rights.needed(actor, Act.ENTER, outage.unit_id)
        slip = _slip(paper.code, outage)
        earlier = slip and _earlier(slip, actor, key)
        if earlier:
            return earlier
        _check(slip, paper, outage, screen, at)
        assert slip is not None
        _judge(screen, actor, paper.received_at)
        entry = _kept(screen, slip, paper, outage, actor, at, key)
        return _second(entry, second, "pin", at) if second is not None else entry


def confirm(*, entry_id: uuid.UUID, actor: Actor, at: dt.datetime) -> LateEntry:
    """Confirm an entry from one's own list: it becomes a dossier, or is put to the province.

    Raises NotThere, FallbackRefused (`second`, `not_waiting`), and what receiving raises.
    """
    with transaction.atomic():
        return _second(_locked(entry_id), actor, "list", at)


def approve(*, entry_id: uuid.UUID, actor: Actor, at: dt.datetime) -> LateEntry:
    """Approve, for the province, an entry that comes too late: it becomes a dossier.

    Raises NotThere, FallbackRefused (`third`, `not_asked`), and what receiving raises.
    """
    with transaction.atomic():
        entry = _locked(entry_id)
        rights.needed(actor, Act.APPROVE, entry.unit_id)
        if entry.state != EntryState.ASKED.value:
            raise FallbackRefused(("", "not_asked"))
        if actor.id in (str(entry.entered_by), str(entry.seconded_by)):
            raise FallbackRefused(("", "third"))
        _not_a_party(entry, actor)
        entry.approved_at, entry.approved_by = at, uuid.UUID(actor.id)
        _note(entry, "late_entry.approve", actor, at)
        return _done(entry, at)


def refuse(*, entry_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime) -> LateEntry:
    """Refuse an entry, or take one's own back: the slip is blank again, nothing was received.

    Raises NotThere, FallbackRefused (`reason`, `not_open`).
    """
    why = clean_text(reason)[:300]
    with transaction.atomic():
        entry = _locked(entry_id)
        if not apart.same_side(actor, entry.unit_id):
            raise NotThere(str(entry_id))
        act = Act.APPROVE if entry.state == EntryState.ASKED.value else Act.SECOND
        if actor.id != str(entry.entered_by):
            rights.needed(actor, act, entry.unit_id)
        if entry.state not in (EntryState.WAITING.value, EntryState.ASKED.value):
            raise FallbackRefused(("", "not_open"))
        if not why:
            raise FallbackRefused(("reason", "reason"))
        entry.state, entry.refused_at, entry.refused_by, entry.refused_reason = EntryState.REFUSED.value, at, uuid.UUID(actor.id), why
        entry.screen_sealed, entry.file_ids = None, []
        entry.save()
        _mark(entry.slip, SlipState.BLANK, actor, at)
        _note(entry, "late_entry.refuse", actor, at)
    return entry


_ORDINAL = 4  # digits of the ordinal, as codes are printed
_ENDING = re.compile(rf"(?:…|\.{{3}})?-?(\d{{6}})-(\d{{1,{_ORDINAL}}})", re.ASCII)  # …-261116-0007


def _slip(code: str, outage: Outage) -> Slip | None:
    """Lock the slip of a code, of a booklet of this unit; the end of a code, as the box shows it, is enough where it fits one slip."""
    wanted = as_printed(code).upper()
    rows = Slip.objects.select_for_update(of=("self",)).select_related("booklet").filter(booklet__unit=outage.unit_id)
    ending = _ENDING.fullmatch(wanted)
    if ending is None:
        return rows.filter(code__iexact=wanted).first()
    found = list(rows.filter(code__endswith=f"-{ending[1]}-{ending[2].zfill(_ORDINAL)}")[:2])
    return found[0] if len(found) == 1 else None


def _earlier(slip: Slip, actor: Actor, key: str) -> LateEntry | None:
    if not key:
        return None
    return LateEntry.objects.filter(slip=slip, key=key, entered_by=uuid.UUID(actor.id)).exclude(state=EntryState.REFUSED.value).first()


def _check(slip: Slip | None, paper: OfPaper, outage: Outage, screen: Screen, at: dt.datetime) -> None:
    if screens.walk_in_of(screen).received_unit != outage.unit_id:
        raise FallbackRefused(("", "other_unit"))
    found: list[tuple[str, str]] = []
    if slip is None:
        found.append(("code", "no_slip"))
    elif slip.state != SlipState.BLANK.value:
        found.append(("code", slip.state))
    printed = slip.booklet.made_at if slip else outage.began_at
    wrong = rules.wrong_times(paper.received_at, now=at, printed_at=printed, began_at=outage.began_at, ended_at=outage.ended_at)
    found += [("received_at", one.value) for one in wrong]
    if not wrong and too_late(paper.received_at, at) and not clean_text(paper.late_reason):
        found.append(("late_reason", "late_reason"))
    if found:
        raise FallbackRefused(*found)


def too_late(received_at: dt.datetime, entered_at: dt.datetime) -> bool:
    """Return whether an entry needs the province, by the rule of the day of reception."""
    days = int(str(configuration.current().setting("late_entry_days", local(received_at).date())))
    return rules.needs_province(received_at, entered_at=entered_at, days=days)


def _judge(screen: Screen, actor: Actor, received_at: dt.datetime) -> frozenset[str]:
    """Judge the reception as the counter would have at the true time; return the blind indexes of its parties."""
    made = certification.filing_of if isinstance(screen, Desk) else walk_ins.filing
    filing = made(screen, actor=actor, at=received_at)  # type: ignore[operator]
    return frozenset(opening.check(filing=filing, actor=actor, at=received_at).party_keys)


def _kept(screen: Screen, slip: Slip, paper: OfPaper, outage: Outage, actor: Actor, at: dt.datetime, key: str) -> LateEntry:
    known = screens.known(screen)
    entry = LateEntry.objects.create(
        id=ids.new(), slip=slip, outage=outage, unit_id=outage.unit_id, dossier_id=ids.new(), what=known.what, procedure_code=known.procedure,
        received_at=paper.received_at, received_on=local(paper.received_at).date(), entered_at=at, entered_by=uuid.UUID(actor.id), key=key[:80],
        paper_receipt=clean_text(paper.paper_receipt)[:80], late_reason=clean_text(paper.late_reason)[:500], file_ids=list(known.files),
        screen_sealed=sealing.seal(screens.to_data(screen), context=screens.CONTEXT),
    )  # fmt: skip
    _mark(slip, SlipState.USED, actor, at)
    _note(entry, "late_entry.enter", actor, at)
    return entry


def _second(entry: LateEntry, second: Actor, how: str, at: dt.datetime) -> LateEntry:
    rights.needed(second, Act.SECOND, entry.unit_id)
    if entry.state != EntryState.WAITING.value:
        raise FallbackRefused(("", "not_waiting"))
    if second.id == str(entry.entered_by):
        raise FallbackRefused(("second", "second"))
    _not_a_party(entry, second)
    entry.seconded_at, entry.seconded_by, entry.seconded_how = at, uuid.UUID(second.id), how
    _note(entry, "late_entry.second", second, at)
    if not too_late(entry.received_at, entry.entered_at):
        return _done(entry, at)
    entry.state = EntryState.ASKED.value
    entry.save()
    return entry


def _done(entry: LateEntry, at: dt.datetime) -> LateEntry:
    receiving.receive(entry, at=at)
    entry.state, entry.done_at, entry.screen_sealed, entry.file_ids = EntryState.DONE.value, at, None, []
    entry.save()
    return entry


def _not_a_party(entry: LateEntry, actor: Actor) -> None:
    """Nobody confirms or approves what they are a party to."""
    screen = screens.from_data(sealing.unseal(entry.screen_sealed, context=screens.CONTEXT))  # type: ignore[arg-type]
    if actor.person_key is None:
        return
    people = [screens.walk_in_of(screen).submitter, screens.walk_in_of(screen).owner]
    numbers = ["".join(one.number.split()) for one in people if one is not None and one.number]
    if actor.person_key in {sealing.blind("identity", number) for number in numbers}:
        raise FallbackRefused(("second", "own_dossier"))


def _locked(entry_id: uuid.UUID) -> LateEntry:
    entry = LateEntry.objects.select_for_update(of=("self",)).select_related("slip").filter(id=entry_id).first()
    if entry is None:
        raise NotThere(str(entry_id))
    return entry


def _mark(slip: Slip, state: SlipState, actor: Actor, at: dt.datetime) -> None:
    slip.state, slip.changed_at, slip.changed_by = state.value, at, uuid.UUID(actor.id)
    slip.save(update_fields=["state", "changed_at", "changed_by"])


def _note(entry: LateEntry, action: str, actor: Actor, at: dt.datetime) -> None:
    said = {"unit": str(entry.unit_id), "code": entry.slip.code, "outage": str(entry.outage_id), "dossier": str(entry.dossier_id),
            "received_at": entry.received_at.isoformat()}  # fmt: skip
    ledger.note_subject(subject=entry.id, kind="late_entry", action=action, actor=actor, at=at, data=said)
