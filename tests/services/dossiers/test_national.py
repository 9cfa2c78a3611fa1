"""Filings that come from the national portal: their code, moment, payment, answers and files by reference are taken."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from motcua.domain.dossiers.states import PaymentStatus, Place, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.domain.procedures.revision import Channel
from motcua.queries import configuration
from motcua.services import results
from motcua.services.dossiers import moving, opening
from motcua.services.dossiers.filings import Filing, Foreign, GivenPaper, Reference
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.models import Paper
from motcua.storage.people.models import DatedSetting
from tests import make
from tests.make import MONDAY

SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))


def sample() -> dict[str, object]:
    path = SHARED / "npsp" / "sample_new.json"
    if not path.exists():
        pytest.skip("the samples of national messages are not here (set MOTCUA_SHARED_DATA)")
    return json.loads(path.read_text())["data"][0]


def filing(world, message) -> Filing:
    filed_at = dt.datetime.strptime(message["NgayTiepNhan"], "%Y%m%d%H%M%S").replace(tzinfo=ZONE)
    owner = make.person(message["MaDoiTuong"], message["ChuHoSo"])
    submitter = make.person(message["MaDoiTuong"], message["ChuHoSo"], make.PartyRole.SUBMITTER)
    papers = tuple(
        GivenPaper("proof", paper["TenTepDinhKem"], references=(Reference(paper["TenTepDinhKem"], paper["DuongDanTaiTepTin"]),))
        for paper in message["TaiLieuNop"]
    )
    return Filing(
        procedure_code="9.000001", channel=Channel.ONLINE, place=Place.AFAR, received_unit=world.centre.id,
        parties=(owner, submitter), answers={"purpose": "x"}, papers=papers, paid="online",
        foreign=Foreign(code=message["MaHoSo"], filed_at=filed_at),
    )  # fmt: skip


def test_the_whole_way_passes_with_local_filing_off(world):
    DatedSetting.objects.create(key="local_filing", value=False, valid_from=dt.date(2025, 7, 1))
    configuration.forget()
    assert configuration.current().setting("local_filing", MONDAY.date()) is False
    message = sample()
    clerk = world.actor("clerk")
    opened = opening.file(filing=filing(world, message), actor=clerk, at=MONDAY)
    row = Dossier.objects.get(id=opened.id)
    assert (row.code, row.filed_at.astimezone(ZONE).strftime("%Y%m%d%H%M%S")) == (message["MaHoSo"], message["NgayTiepNhan"])
    assert (row.payment_status, row.status) == (PaymentStatus.PAID, Status.FILED)
    kept = sealing.unseal(Paper.objects.get(dossier_id=row.id).references_sealed, context="papers.references")
    assert kept == [{"name": "to_khai.pdf", "address": "https://example.invalid/f/1", "digest": ""}]
    officer = world.actor("officer")
    moments = [MONDAY + dt.timedelta(minutes=30 * n) for n in range(1, 9)]
    moving.advance(dossier_id=row.id, action=Action.ACCEPT, actor=clerk, at=moments[0])
    moving.advance(dossier_id=row.id, action=Action.HAND_OVER, actor=clerk, at=moments[1])
    moving.advance(dossier_id=row.id, action=Action.ASSIGN, actor=officer, at=moments[2], inputs={"assignee": officer.id})
    results.draft(dossier_id=row.id, actor=officer, at=moments[3])
    moving.advance(dossier_id=row.id, action=Action.PROPOSE, actor=officer, at=moments[4], inputs={"decision": "grant"})
    moving.advance(dossier_id=row.id, action=Action.APPROVE, actor=world.actor("head"), at=moments[5])
    moving.advance(dossier_id=row.id, action=Action.ISSUE, actor=world.actor("records"), at=moments[6])
    moving.advance(dossier_id=row.id, action=Action.RETURN_RESULT, actor=clerk, at=moments[7], inputs={"received_by": row.owner_name})
    row.refresh_from_db()
    assert (row.status, row.code) == (Status.RETURNED, message["MaHoSo"])
