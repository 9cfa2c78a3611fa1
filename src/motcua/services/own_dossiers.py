"""What citizens do with their own dossiers: look, print, rate, withdraw, take over what was filed for them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from motcua.domain.dossiers.lifecycle import NotPossible
from motcua.domain.dossiers.slips import SlipKind
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.ports.printer import Printer
from motcua.queries import configuration, dossier_pages, my_dossiers, progress
from motcua.queries.access import NotAllowed
from motcua.queries.dossier_pages import DossierPage
from motcua.queries.my_dossiers import FiledBy, Mine, OnBehalf, OpenRequest
from motcua.queries.progress import Progress
from motcua.services import ledger, public_pages
from motcua.services.dossiers import beside, moving, slips
from motcua.services.dossiers.moving import Done
from motcua.services.print_blocks import Page
from motcua.storage import sealing
from motcua.storage.dossiers.models import Consent, Dossier, IssuedSlip, Rating
from motcua.storage.papers.models import PaperFile
from motcua.storage.writes import Batch

__all__ = ["NotAllowed", "Own", "copy", "mine", "rate", "show", "slip_pdf", "take_over", "withdraw"]

LEVELS = (1, 2, 3)  # chưa hài lòng, hài lòng, rất hài lòng
FOR_CITIZENS = frozenset(
    kind.value for kind in (SlipKind.RECEIPT, SlipKind.SUPPLEMENT, SlipKind.REFUSAL, SlipKind.APOLOGY, SlipKind.STOP, SlipKind.RETURN)
)  # the other slips are papers between offices
SHOW_RESULT = frozenset({Status.FINISHED, Status.RETURNED})


@dataclass(frozen=True)
class Own:
    """One's own dossier with everything its page shows."""

    page: DossierPage
    progress: Progress
    request: OpenRequest | None
    rating: int | None
    on_behalf: OnBehalf | None
    filed_by: FiledBy | None  # somebody else who filed it
    linked: Sequence[Mine]  # dossiers opened by this one that are the citizen's own too
    may: frozenset[Action]

    @property
    def shows_result(self) -> bool:
        """Tell whether the result has been issued: a draft of it is nobody's but the office's."""
        return self.page.row.status in SHOW_RESULT


def mine(
    *, actor: Actor, at: dt.datetime, before: uuid.UUID | None = None
) -> tuple[Sequence[Mine], uuid.UUID | None]:
    """Return a page of one's own dossiers and the key of the next, and record the reading."""
    found, following = my_dossiers.mine(actor=actor, before=before)
    ledger.read(actor=actor, at=at, purpose="my_dossiers", dossier_ids=[one.id for one in found])
    return found, following


def show(*, code: str, actor: Actor, at: dt.datetime) -> Own:
    """Return one's own dossier by its code, and record the reading. Raises NotAllowed."""
    row = my_dossiers.find(actor=actor, code=code)
    found = dossier_pages.page(actor=actor, at=at, dossier_id=row.id)
    ledger.read(actor=actor, at=at, purpose="my_dossier", dossier_ids=[row.id])
    rating = my_dossiers.rating(row.id)
    behalf = my_dossiers.on_behalf(row.id)
    may = set(found.allowed)
    if rating is not None:
        may.discard(Action.RATE)
    if behalf is None or behalf.taken_over_at is not None:
        may.discard(Action.TAKE_OVER)
    request, by = my_dossiers.open_request(row.id), my_dossiers.filed_by(actor=actor, dossier_id=row.id)
    linked = my_dossiers.linked(actor=actor, parent=row.id)
    return Own(found, progress.of(row, at), request, rating, behalf, by, linked, frozenset(may))


def copy(
    *, code: str, actor: Actor, at: dt.datetime, sections: Sequence[public_pages.AnsweredSection]
) -> Page:
    """Return the citizen's copy of what was filed, ready to print; `sections` are the answers in words. Raises NotAllowed."""
    row = my_dossiers.find(actor=actor, code=code, action=Action.PRINT)
    ledger.read(actor=actor, at=at, purpose="copy", dossier_ids=[row.id])
    contact = sealing.unseal(row.contact_sealed, context="dossiers.contact")
    applicant = contact.get("name", "") if isinstance(contact, Mapping) else ""
    uses = PaperFile.objects.filter(paper__dossier_id=row.id).select_related("paper", "file")
    papers = [
        public_pages.FiledPaper(
            name=use.paper.name, digest=use.file.digest,
            file=str(sealing.unseal(use.file.name_sealed, context="papers.file_name")),
        )
        for use in uses.order_by("paper__ordinal", "ordinal")
    ]  # fmt: skip
    return public_pages.dossier_copy(
        office=configuration.current().unit(row.received_unit_id).name, procedure=row.title, code=row.code, applicant=applicant or row.owner_name,
        filed_at=row.filed_at, sections=sections, papers=papers, at=at, lookup=slips.lookup_address(row.code),
        demo=settings.ENVIRONMENT.demo,
    )  # fmt: skip


def slip_pdf(*, code: str, slip_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> bytes:
    """Return a slip of one's own dossier as it was issued. Raises NotAllowed (also for papers between offices), PrintFailed."""
    row = my_dossiers.find(actor=actor, code=code, action=Action.PRINT)
    slip = IssuedSlip.objects.filter(id=slip_id, dossier_id=row.id, kind__in=FOR_CITIZENS).first()
    if slip is None:
        raise NotAllowed(Action.PRINT)
    ledger.read(actor=actor, at=at, purpose="slip", dossier_ids=[row.id])
    return slips.pdf(slip, printer=printer)


def withdraw(*, code: str, actor: Actor, at: dt.datetime) -> Done:
    """Withdraw one's own dossier. Raises NotAllowed, NotPossible."""
    row = my_dossiers.find(actor=actor, code=code, action=Action.WITHDRAW)
    return moving.advance(dossier_id=row.id, action=Action.WITHDRAW, actor=actor, at=at)


def rate(*, code: str, level: int, comment: str, actor: Actor, at: dt.datetime) -> None:
    """Say how satisfied one is, once per dossier (TT 01/2018 Đ10). Raises NotAllowed, NotPossible, ValueError for the level."""
    if level not in LEVELS:
        raise ValueError(level)
    with transaction.atomic():
        row = _locked(code, Action.RATE, actor)
        if Rating.objects.filter(dossier_id=row.id).exists():
            raise NotPossible(Action.RATE, Status(row.status), "rated_once")
        batch = Batch()
        said = sealing.seal(comment.strip()[:2000], context="dossiers.rating") if comment.strip() else None
        batch.insert(
            "dossiers_rating", [{"dossier_id": row.id, "level": level, "comment_sealed": said, "at": at}]
        )
        beside.write(row=row, action=Action.RATE, actor=actor, at=at, batch=batch, data={"level": level})


def take_over(*, code: str, actor: Actor, at: dt.datetime) -> None:
    """Take over a dossier that somebody filed on one's behalf. Raises NotAllowed, NotPossible."""
    with transaction.atomic():
        row = _locked(code, Action.TAKE_OVER, actor)
        if not Consent.objects.filter(dossier_id=row.id, taken_over_at=None).exists():
            raise NotPossible(Action.TAKE_OVER, Status(row.status), "not_on_behalf")
        batch = Batch()
        batch.update("dossiers_consent", "dossier_id", row.id, {"taken_over_at": at})
        beside.write(row=row, action=Action.TAKE_OVER, actor=actor, at=at, batch=batch, data={})


def _locked(code: str, action: Action, actor: Actor) -> Dossier:
    row = my_dossiers.find(actor=actor, code=code, action=action)
    return beside.locked(actor=actor, action=action, dossier_id=row.id)
