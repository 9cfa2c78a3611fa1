"""Receiving at the counter's screen: the dossier, the person's visit, and where something is certified its number."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from motcua.domain.certification.deeds import DEED_OF
from motcua.domain.permissions.roles import Actor
from motcua.services import certification, visits, walk_ins
from motcua.services.dossiers import opening
from motcua.services.dossiers.filings import OnPaper, Opened
from motcua.services.walk_ins import WalkIn


def receive(walk_in: WalkIn, *, actor: Actor, at: dt.datetime, key: str) -> Opened:
    """Receive a dossier in the person's visit of today, which begins with it; a certification gets its number at once.

    Raises as `walk_ins.receive`, and books.BookClosed.
    """
    with transaction.atomic():
        opened = walk_ins.receive(walk_in, actor=actor, at=at, key=key)
        visits.join(dossier_id=opened.id, walk_in=walk_in, actor=actor, at=at)
        deed = DEED_OF.get(walk_in.code)
        if deed is not None and not opened.repeated:
            certification.number_one(dossier_id=opened.id, deed=deed, answers=walk_in.answers, actor=actor, at=at)
    return opened


def receive_from_paper(walk_in: WalkIn, *, actor: Actor, received_at: dt.datetime, paper: OnPaper) -> Opened:
    """Receive a dossier that stood on a fallback slip: visit, number and clock are of the true time.

    Only later entry comes here, inside the transaction of the confirmation. Raises as `receive`.
    """
    filing = walk_ins.filing(walk_in, actor=actor, at=received_at)
    opened = opening.receive_from_paper(filing=filing, actor=actor, received_at=received_at, paper=paper)
    visits.join(dossier_id=opened.id, walk_in=walk_in, actor=actor, at=received_at)
    deed = DEED_OF.get(walk_in.code)
    if deed is not None:
        certification.number_one(dossier_id=opened.id, deed=deed, answers=walk_in.answers, actor=actor, at=received_at)
    return opened
