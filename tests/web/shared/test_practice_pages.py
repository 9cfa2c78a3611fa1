"""Practice as people see it: stepping in and out, a band on every page, the exercises, and who finished them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.practice import courses
from motcua.domain.practice.persons import PERSONS
from motcua.queries import actors, configuration
from motcua.services.practice import centre
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from motcua.storage.figures.models import Change, Fact
from motcua.storage.ledger.models import Message
from motcua.storage.people.models import Unit
from motcua.storage.practice.models import Attempt, Footprint
from tests import make, practising, signing
from tests.web.counter.test_receive import typed

BAND, MARK = "Học tập – không có giá trị", "mc-practising"
pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(world, client, settings, tmp_path) -> Client:
    """A clerk who has stepped into practice."""
    settings.FILES_ROOT = tmp_path
    practising.opened(world)
    signing.staff(client, world, "clerk")
    client.post(reverse("practice_enter"), {"course": "clerk"})
    return client


def text(response) -> str:
    return response.content.decode()


def test_every_page_says_so_in_practice_and_none_outside(inside: Client):
    pages = ["/hoc-tap/", "/mot-cua/", "/mot-cua/tiep-nhan/", "/mot-cua/truc-tuyen/", "/mot-cua/chung-thuc/", "/mot-cua/bien-lai/", "/",
             "/tra-cuu/", "/thu-tuc/1.001193/", "/khong-co-trang-nay/", reverse("practice_exercise", args=["clerk-receive"])]  # fmt: skip
    for page in pages:
        shown = text(inside.get(page))
        assert BAND in shown, page
        assert MARK in shown, page
    inside.post(reverse("practice_leave"))
    for page in pages[:-1]:
        shown = text(inside.get(page))
        assert BAND not in shown, page
        assert MARK not in shown, page


def test_real_work_is_out_of_reach_until_one_leaves(inside: Client, world):
    real = make.received(world)
    for name in ("console_my_absence", "desk_home", "board_home", "console_home"):
        response = inside.get(reverse(name))
        assert (response.status_code, response["Location"]) == (302, reverse("practice")), name
    assert inside.get(reverse("counter_dossier", args=[real.id])).status_code == 404
    assert reverse("counter_dossier", args=[real.id]) not in text(inside.get(reverse("counter_find"), {"q": real.code}))
    assert inside.get(reverse("lookup_code", args=[real.code])).status_code == 404
    inside.post(reverse("practice_leave"))
    assert inside.get(reverse("counter_dossier", args=[real.id])).status_code == 200


def test_no_real_citizen_signs_in_beside_somebody_who_practises(inside: Client):
    for name in ("citizen_sign_in", "citizen_sign_in_start", "pretend_identity", "my_dossiers"):
        response = inside.get(reverse(name), follow=True)
        assert response.request["PATH_INFO"] == reverse("practice"), name
    assert "citizen_id" not in inside.session


def test_somebody_else_at_the_same_browser_is_not_in_practice(inside: Client, world):
    inside.post(reverse("staff_sign_out"))
    signing.staff(inside, world, "clerk")
    assert BAND not in text(inside.get("/mot-cua/"))


def test_an_exercise_says_what_is_right_and_what_not_yet(inside: Client):
    url = reverse("practice_exercise", args=["clerk-receive"])
    assert "Bắt đầu bài này" in text(inside.get(url))
    inside.post(url, {"do": "start"})
    shown = text(inside.get(url))
    assert "Chưa:" in shown
    assert "Đúng:" not in shown
    assert PERSONS["mother"].number in shown
    sent = typed(number=PERSONS["mother"].number, name=PERSONS["mother"].name, born="12/3/1990", line="", commune="", procedure="1.001193",
                 **{"a-born_at": "hospital", "have-birth_record": "1", "have-form": "", "have-proof": ""})  # fmt: skip
    response = inside.post(reverse("counter_receive"), sent)
    assert response.status_code == 302, text(response)[:3000]
    row = Dossier.objects.get(status=2)
    assert row.code.startswith("HT-")
    shown = text(inside.get(url))
    assert shown.count("Đúng:") >= 2
    assert "chưa in giấy tiếp nhận" in shown
    slip = IssuedSlip.objects.get(dossier_id=row.id)
    assert inside.get(reverse("counter_slip", args=[slip.id])).status_code == 200
    shown = text(inside.get(url))
    assert "Anh/chị đã làm xong bài này" in shown
    assert "Chưa:" not in shown
    make.facts_at_once()
    assert not Fact.objects.exists()
    assert not Change.objects.exists()
    assert not Message.objects.exists()
    inside.post(reverse("practice_leave"))
    assert "Đã xong 1/7 bài" in text(inside.get(reverse("practice")))


def test_a_real_persons_card_is_refused_in_practice_and_nothing_typed_is_lost(inside: Client, world):
    unit = str(practising.place(world).centre)
    response = inside.post(reverse("counter_receive"), typed(received_unit=unit))
    assert response.status_code == 422
    assert "chỉ dùng người trong bài" in text(response)
    assert "Nguyễn Thị Sen" in text(response)
    inside.post(reverse("practice_leave"))
    response = inside.post(reverse("counter_receive"), typed(number=PERSONS["mother"].number, born=""))
    assert response.status_code == 422
    assert "người giả định trong chế độ học tập" in text(response)
    assert not Dossier.objects.exists()


def test_a_helper_works_beside_an_invented_citizen(world, client):
    practising.opened(world)
    signing.staff(client, world, "helper")
    signing.citizen(client)
    client.post(reverse("practice_enter"), {"course": "helper"})
    url = reverse("practice_exercise", args=["helper-find"])
    client.post(url, {"do": "start"})
    assert PERSONS["neighbour"].name in text(client.get(reverse("my_dossiers")))
    client.get(reverse("portal_search"), {"q": "cháu tôi mới sinh muốn khai sinh"})
    client.get(reverse("portal_procedure", args=["1.001193"]))
    assert "Anh/chị đã làm xong bài này" in text(client.get(url))
    started = client.post(reverse("filing_start", args=["1.004873"]))
    assert started.status_code == 302
    client.post(reverse("practice_leave"))
    assert PERSONS["neighbour"].name not in text(client.get(reverse("my_dossiers")))


def test_a_question_is_answered_on_the_page_of_the_exercise(world, client):
    practising.opened(world)
    signing.staff(client, world, "helper")
    client.post(reverse("practice_enter"), {"course": "helper"})
    url = reverse("practice_exercise", args=["helper-follow"])
    client.post(url, {"do": "start"})
    code = Dossier.objects.get().code
    assert client.get(reverse("lookup_code", args=[code])).status_code == 200
    client.post(url, {"do": "answer", "answer": "wait"})
    assert "Anh/chị đã làm xong bài này" not in text(client.get(url))
    client.post(url, {"do": "answer", "answer": "papers"})
    assert "Anh/chị đã làm xong bài này" in text(client.get(url))


def test_outside_practice_nobody_leaves_footprints(world, client):
    practising.opened(world)
    signing.staff(client, world, "clerk")
    client.get(reverse("portal_search"), {"q": "khai sinh"})
    assert not Footprint.objects.exists()


def test_an_exercise_is_opened_by_its_own_course_alone(inside: Client):
    assert inside.get(reverse("practice_exercise", args=["helper-find"]))["Location"] == reverse("practice")
    assert inside.get(reverse("practice_exercise", args=["khong-co"])).status_code == 404
    inside.post(reverse("practice_leave"))
    assert inside.post(reverse("practice_exercise", args=["clerk-receive"]), {"do": "start"})["Location"] == reverse("practice")
    assert not Attempt.objects.exists()


def test_the_system_administrator_opens_practice_once(world, client):
    signing.staff(client, world, "clerk")
    assert "Tỉnh chưa mở chế độ học tập" in text(client.get(reverse("practice")))
    assert client.post(reverse("practice_open")).status_code == 403
    client.post(reverse("practice_enter"), {"course": "clerk"})
    assert BAND not in text(client.get("/mot-cua/"))
    signing.staff(client, world, "system_admin")
    for _n in range(2):
        client.post(reverse("practice_open"))
    assert Unit.objects.filter(practice=True).count() == 2


def test_who_finished_what_is_shown_and_sent_to_those_who_look_after_them(world, client):
    centre.open_mode(actor=actors.SYSTEM, at=make.MONDAY)
    configuration.forget()
    for key in courses.EXERCISES:
        Attempt.objects.create(staff=world.staff["clerk"], exercise=key, started_at=make.MONDAY, finished_at=make.MONDAY + dt.timedelta(hours=1))
    for name in ("one_stop_head", "unit_admin", "leader", "system_admin"):
        signing.staff(client, world, name)
        shown = text(client.get(reverse("practice_record")))
        assert world.staff["clerk"].name in shown, name
        assert "1 người đã học xong một khóa" in shown
        assert client.get(reverse("practice_record_xlsx")).content[:2] == b"PK"
        assert world.staff["clerk"].name in client.get(reverse("practice_record_csv")).content.decode("utf-8-sig")
    signing.staff(client, world, "clerk")
    assert client.get(reverse("practice_record")).status_code == 403
    shown = text(client.get(reverse("practice")))
    assert "đã hoàn thành tất cả bài tập của khóa “Cán bộ một cửa”" in shown


def test_practice_units_are_shown_to_nobody_outside(world, client):
    practising.opened(world)
    assert client.get(reverse("portal_unit", args=["HT"])).status_code == 404
    assert "Trung tâm học tập" not in text(client.get(reverse("portal_units")))
    signing.staff(client, world, "system_admin")
    assert "Trung tâm học tập" not in text(client.get(reverse("console_units")))
    assert "Trung tâm học tập" not in text(client.get(reverse("console_units"), {"q": "học tập"}))
