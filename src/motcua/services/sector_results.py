"""Results issued elsewhere: taken from the sector's system by asking it, or as it delivers them; never made here."""

from __future__ import annotations

import datetime as dt
import io
import uuid

from django.db import transaction

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.ports.antivirus import Antivirus
from motcua.ports.sector_results import SectorResult, SectorResults
from motcua.queries import access
from motcua.services import files, results
from motcua.storage.dossiers.models import Result


class NotIssuedYet(LookupError):
    """The sector's system has issued no result for this dossier yet."""


def deliver(*, dossier_id: uuid.UUID, given: SectorResult, actor: Actor, at: dt.datetime, antivirus: Antivirus) -> uuid.UUID:
    """Take in a result that a sector's system issued; the same number of the same system a second time changes nothing.

    Raises access.NotAllowed, NotPossible, SourceMissing, InputMissing, ValueError for a result the procedure has not, FileRefused.
    """
    return _take(dossier_id, given, Action.DELIVER_RESULT, actor, at, antivirus)


def fetch(*, dossier_id: uuid.UUID, system: SectorResults, actor: Actor, at: dt.datetime, antivirus: Antivirus) -> uuid.UUID:
    """Ask the sector's system for the result of a dossier and take it in.

    The system is asked before the transaction begins. Raises NotIssuedYet, SectorDown, and as `deliver`.
    """
    row = access.get(actor, Action.SET_RESULT, dossier_id)
    given = system.fetch(row.code)
    if given is None:
        raise NotIssuedYet(row.code)
    return _take(dossier_id, given, Action.SET_RESULT, actor, at, antivirus)


def _take(
    dossier_id: uuid.UUID, given: SectorResult, action: Action, actor: Actor, at: dt.datetime, antivirus: Antivirus
) -> uuid.UUID:  # fmt: skip
    row = access.get(actor, action, dossier_id)
    same = Result.objects.filter(
        dossier_id=row.id, replaced_at=None, source=given.source.strip()[:120], number=given.number.strip()[:80], issued_on=given.issued_on
    ).first()
    if same is not None:
        return same.id
    file_id = None
    if given.file is not None:
        name = given.file_name or f"{row.code}.pdf"
        file_id = files.store(content=io.BytesIO(given.file), name=name, actor=actor, at=at, antivirus=antivirus)
    with transaction.atomic():
        return results.draft(
            dossier_id=dossier_id, actor=actor, at=at, number=given.number, issued_on=given.issued_on, key=given.key,
            source=given.source, file_id=file_id, action=action,
        )  # fmt: skip
