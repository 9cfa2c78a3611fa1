"""What the desk says to somebody who may not act: their own dossier, a delegation that ended; for whom one stands in."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Absence, Delegation, Staff, StaffRole
from tests import make, signing
from tests.desk_stories import at, to_sign


def today() -> dt.date:
    return local(timezone.now()).date()


def test_a_party_is_told_why_and_who_else_can(world, client):
    make.member("vice", Role.HEAD, world.commune, title="Phó Chủ tịch")
    dossier_id = to_sign(world, at(9))
    Staff.objects.filter(id=world.staff["head"].id).update(person_key=sealing.blind("identity", make.OWNER_NUMBER))
    signing.staff(client, world, "head")
    page = client.get(reverse("desk_dossier", args=[dossier_id])).content.decode()
    assert "Anh/chị có tên trong hồ sơ này" in page
    assert "Nguyễn Văn Vice (Phó Chủ tịch)" in page
    assert 'lam/approve/' not in page
    answer = client.post(reverse("desk_move", args=[dossier_id, "approve"]), follow=True)
    assert "phải do người khác xử lý" in answer.content.decode()
    assert Dossier.objects.get(id=dossier_id).step == "sign"


def test_an_ended_delegation_is_named_on_the_page_and_when_signing_is_tried(world, client):
    officer = world.staff["officer"]
    Delegation.objects.create(
        unit=world.commune, giver_title="Chủ tịch", taker=officer, capacity="kt", document="45/QĐ-UBND", document_day=dt.date(2026, 1, 5),
        document_signer="Chủ tịch", valid_from=dt.date(2026, 1, 5), valid_to=today() - dt.timedelta(days=1), created_at=at(7), created_by="t",
    )  # fmt: skip
    dossier_id = to_sign(world, at(9))
    signing.staff(client, world, "officer")
    assert "quyền ký theo 45/QĐ-UBND đã hết ngày" in client.get(reverse("desk_dossier", args=[dossier_id])).content.decode()
    answer = client.post(reverse("desk_move", args=[dossier_id, "approve"]), follow=True)
    assert "quyền ký của anh/chị theo 45/QĐ-UBND đã hết" in answer.content.decode()


def test_whoever_signs_by_delegation_alone_finds_what_waits_for_them(world, client):
    vice = make.member("vice", Role.LEADER, world.commune, title="Phó Chủ tịch")
    world.staff["vice"] = vice
    StaffRole.objects.filter(staff=vice).delete()
    Delegation.objects.create(
        unit=world.commune, giver_title="Chủ tịch", taker=vice, capacity="tuq", document="45/QĐ-UBND", document_day=dt.date(2026, 1, 5),
        document_signer="Chủ tịch", valid_from=dt.date(2026, 1, 5), valid_to=today() + dt.timedelta(days=9), created_at=at(7), created_by="t",
    )  # fmt: skip
    dossier_id = to_sign(world, at(9))
    signing.staff(client, world, "vice")
    code = Dossier.objects.get(id=dossier_id).code
    assert code in client.get(reverse("desk_home"), {"view": "sign"}).content.decode()
    client.post(reverse("desk_move", args=[dossier_id, "approve"]))
    assert Dossier.objects.get(id=dossier_id).step == "issue"


def test_the_work_list_says_for_whom_one_stands_in(world, client):
    Absence.objects.create(
        staff=world.staff["officer"], deputy=world.staff["head"], first=today(), last=today(), created_at=at(7), created_by="t"
    )
    signing.staff(client, world, "head")
    assert "Anh/chị xử lý thay Nguyễn Văn Officer" in client.get(reverse("desk_home")).content.decode()
