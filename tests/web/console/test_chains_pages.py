"""The console's pages of agencies and of lists by decision: who sees them, what they take, what they say when something is wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.domain.procedures.lists import ListKind
from motcua.queries import configuration, decided_lists
from motcua.storage.chains.models import Agency
from motcua.storage.lists.models import DecidedList
from tests import make, signing


def day(name: str, when: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


@pytest.fixture
def who(client, world):  # type: ignore[no-untyped-def]
    def sign_in(name: str):  # type: ignore[no-untyped-def]
        signing.staff(client, world, name)
        return client

    return sign_in


AGENCY = {"name": "Thuế cơ sở 6", "kind": "tax", "areas": "", "way": "letter", **day("first", dt.date(2025, 7, 1))}


def test_an_agency_is_kept_corrected_and_ended(who):
    admin = who("system_admin")
    assert admin.post(reverse("console_agency_add"), AGENCY).status_code == 302
    (row,) = Agency.objects.all()
    page = admin.get(reverse("console_agencies")).content.decode()
    for shown in ("Thuế cơ sở 6", "Cơ quan thuế", "toàn tỉnh", "Phiếu in, gửi qua văn thư"):
        assert shown in page
    wrong = admin.post(reverse("console_agency_change", args=[row.id]), {"way": "email", "email": "khong-phai-thu"})
    assert wrong.status_code == 422
    assert "khong-phai-thu" in wrong.content.decode()
    assert admin.post(reverse("console_agency_change", args=[row.id]), {"way": "email", "email": "thue6@example.gov.vn"}).status_code == 302
    assert admin.post(reverse("console_agency_end", args=[row.id]), day("last", dt.date(2030, 1, 1))).status_code == 302
    row.refresh_from_db()
    assert (row.way, row.email, row.valid_to) == ("email", "thue6@example.gov.vn", dt.date(2030, 1, 1))


def test_what_is_wrong_with_an_agency_is_said_at_its_box_and_nothing_typed_is_lost(who):
    admin = who("system_admin")
    wrong = admin.post(reverse("console_agency_add"), AGENCY | {"kind": "", "areas": "Không Có Xã Này"})
    assert wrong.status_code == 422
    text = wrong.content.decode()
    for said in ("Thuế cơ sở 6", "Không Có Xã Này", "Hiện nay tỉnh không có xã, phường này"):
        assert said in text
    assert admin.post(reverse("console_agency_add"), AGENCY).status_code == 302
    configuration.forget()
    twice = admin.post(reverse("console_agency_add"), AGENCY | {"name": "Thuế khác"})
    assert "Thuế cơ sở 6 đã phụ trách" in twice.content.decode()


def test_a_list_goes_through_three_hands(who, world):
    given = {"kind": "essential", "title": "Dịch vụ công thiết yếu", "codes": "9.000001", "unit": str(world.commune.id)}
    assert who("officer").post(reverse("console_list_propose"), given).status_code == 302
    (row,) = DecidedList.objects.all()
    page = who("controller").get(reverse("console_list", args=[row.id])).content.decode()
    assert reverse("console_list_appraise", args=[row.id]) in page
    assert reverse("console_list_approve", args=[row.id]) not in page
    assert who("controller").post(reverse("console_list_appraise", args=[row.id]), {"text": "Đủ căn cứ"}).status_code == 302
    decision = {"decision": "901/QĐ-UBND", **day("decided_on", dt.date(2025, 6, 1)), **day("first", dt.date(2025, 7, 1))}
    missing = who("leader").post(reverse("console_list_approve", args=[row.id]), decision | {"decision": ""})
    assert missing.status_code == 422
    assert "Nhập số quyết định" in missing.content.decode()
    assert who("leader").post(reverse("console_list_approve", args=[row.id]), decision).status_code == 302
    configuration.forget()
    assert decided_lists.on(ListKind.ESSENTIAL, "9.000001", dt.date(2026, 1, 1)) is not None
    listed = who("auditor").get(reverse("console_lists")).content.decode()
    for shown in ("Dịch vụ công thiết yếu", "901/QĐ-UBND", "đã phê duyệt"):
        assert shown in listed


def test_a_list_that_is_not_approved_stays_with_its_reason(who, world):
    given = {"kind": "anywhere", "title": "Danh mục thử", "codes": "9.000001", "unit": str(world.commune.id)}
    who("head").post(reverse("console_list_propose"), given)
    (row,) = DecidedList.objects.all()
    assert who("controller").post(reverse("console_list_refuse", args=[row.id]), {"text": "Chưa đủ căn cứ"}).status_code == 302
    assert "Chưa đủ căn cứ" in who("head").get(reverse("console_list", args=[row.id])).content.decode()


def test_an_approved_list_is_let_end_from_its_page(who, world):
    row = DecidedList.objects.create(
        kind="anywhere", state="approved", title="X", codes=["9.000001"], unit=world.commune, proposed_at=make.MONDAY, decision="901/QĐ-UBND",
        decided_on=dt.date(2025, 6, 1), valid_from=dt.date(2025, 7, 1),
    )  # fmt: skip
    address, end = reverse("console_list", args=[row.id]), reverse("console_list_end", args=[row.id])
    assert end not in who("auditor").get(address).content.decode()
    leader = who("leader")
    assert end in leader.get(address).content.decode()
    assert leader.post(end, {"text": "", **day("last", dt.date(2025, 7, 1))}).status_code == 422
    today = local(timezone.now()).date()
    assert leader.post(end, {"text": "Nghị định mới bãi bỏ", **day("last", today)}).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == today
    assert "Nghị định mới bãi bỏ" in leader.get(address).content.decode()


def test_what_was_typed_stays_where_somebody_else_was_faster(who, world):
    given = {"kind": "anywhere", "title": "Danh mục thử", "codes": "9.000001", "unit": str(world.commune.id)}
    who("officer").post(reverse("console_list_propose"), given)
    (row,) = DecidedList.objects.all()
    controller, address = who("controller"), reverse("console_list_appraise", args=[row.id])
    assert "Kết quả thẩm định" in (page := controller.get(reverse("console_list", args=[row.id])).content.decode())
    assert "Lý do không thông qua" in page
    assert controller.post(address, {"text": "Đủ căn cứ"}).status_code == 302
    second = controller.post(address, {"text": "Đã đối chiếu từng mã"})
    assert second.status_code == 422
    assert "Đã đối chiếu từng mã" in second.content.decode()


def test_too_long_is_said_in_our_own_words(who, world):
    given = {"kind": "anywhere", "title": "Danh mục thử", "codes": "9.000001", "unit": str(world.commune.id)}
    who("officer").post(reverse("console_list_propose"), given)
    (row,) = DecidedList.objects.all()
    answer = who("controller").post(reverse("console_list_appraise", args=[row.id]), {"text": "đ" * 1200})
    assert answer.status_code == 422
    assert "Dài quá: tối đa 1000 chữ." in answer.content.decode()


def test_an_unknown_code_is_named(who, world):
    given = {"kind": "anywhere", "title": "Danh mục thử", "codes": "9.999999", "unit": str(world.commune.id)}
    answer = who("officer").post(reverse("console_list_propose"), given)
    assert answer.status_code == 422
    assert "9.999999" in answer.content.decode()
    assert not DecidedList.objects.exists()


def test_lists_speak_where_they_are_read(who, world, client):
    DecidedList.objects.bulk_create(
        DecidedList(kind=kind, state="approved", title="X", codes=["9.000001"], unit=world.commune, proposed_at=make.MONDAY, decision="901/QĐ-UBND",
                    decided_on=dt.date(2025, 6, 1), valid_from=dt.date(2025, 7, 1)) for kind in ("digitised", "pilot_online", "full_online")
    )  # fmt: skip
    configuration.forget()
    public = client.get(reverse("portal_procedure", args=["9.000001"])).content.decode()
    assert "Ông/bà làm được mọi việc qua mạng" in public
    counter = who("clerk").post(reverse("counter_receive"), {"key": "k", "procedure": "9.000001", "code": "9.000001", "have-proof": "1", "copies-proof": "1", "do": "next"}).content.decode()
    for said in ("bắt buộc phải số hóa", "Chưa quét:", "chỉ nộp trực tuyến"):
        assert said in counter
