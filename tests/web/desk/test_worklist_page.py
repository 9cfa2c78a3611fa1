"""The desk's list page: filters, batches with an outcome for each, filters one keeps."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.queries import morning, worklists
from motcua.queries.worklists import Filter
from motcua.services.dossiers import batches
from motcua.storage.dossiers.models import Dossier, SavedFilter
from motcua.storage.ledger.models import Reading
from tests import make, signing
from tests.desk_stories import at, finished, handed_over, move, signed, taken, to_sign

HOME = "/ban-lam-viec/"


@pytest.fixture
def officer(client, world):
    signing.staff(client, world, "officer")
    return client


def test_the_list_shows_what_waits_and_records_who_saw_it(officer, world):
    shown = {handed_over(world, at(9)), taken(world, at(9))}
    page = officer.get(HOME)
    assert page.status_code == 200
    for code in Dossier.objects.values_list("code", flat=True):
        assert code in page.content.decode()
    (row,) = Reading.objects.filter(purpose="worklist")
    assert set(row.dossier_ids) == shown


def test_an_empty_list_says_that_the_work_is_done_and_leaves_no_reading(officer, world):
    page = officer.get(HOME)
    assert "mc-empty" in page.content.decode()
    assert "Việc của anh/chị đã xong hết." in page.content.decode()
    assert "theo bộ lọc này" not in page.content.decode()
    assert "theo bộ lọc này" in officer.get(HOME + "?when=late").content.decode()
    assert not Reading.objects.exists()


@pytest.mark.parametrize("query", ["?when=late&view=unit", "?procedure=9.000001&stage=officer", "?view=waiting", "?view=nonsense&after=x"])
def test_every_filter_gives_a_page(officer, world, query):
    taken(world, at(9))
    assert officer.get(HOME + query).status_code == 200


def test_taking_several_at_once_tells_the_outcome_of_each(officer, world):
    free, mine = handed_over(world, at(9)), taken(world, at(9))
    answer = officer.post(f"{HOME}nhieu-ho-so/", {"dossier": [str(free), str(mine)], "action": "take", "query": ""})
    assert answer.status_code == 302
    page = officer.get(answer["Location"]).content.decode()
    assert page.count("mc-table__row--late") == 1  # the one that was taken already
    row = Dossier.objects.get(id=free)
    assert (row.status, row.assignee) == (Status.IN_PROGRESS, world.staff["officer"].id)


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({"action": "take"}, "nothing was ticked"),
        ({"action": "fly", "dossier": ["00000000-0000-0000-0000-000000000001"]}, "no such action"),
        ({"action": "send_back", "dossier": ["00000000-0000-0000-0000-000000000001"]}, "a reason is needed"),
        ({"action": "assign", "dossier": ["00000000-0000-0000-0000-000000000001"]}, "a person is needed"),
        ({"action": "take", "dossier": ["not-an-id"]}, "what is no dossier counts as nothing"),
    ],
)
def test_a_batch_that_makes_no_sense_is_said_on_the_list(officer, world, given, because):
    answer = officer.post(f"{HOME}nhieu-ho-so/", given, follow=True)
    assert "govuk-notification-banner--warning" in answer.content.decode(), because


def test_a_head_approves_what_waits_for_the_signature_and_sends_back_with_a_reason(client, world):
    signing.staff(client, world, "head")
    first, second, third = (to_sign(world, at(9)) for _ in range(3))
    assert client.get(f"{HOME}?view=sign").content.decode().count('name="dossier"') == 3
    client.post(f"{HOME}nhieu-ho-so/", {"dossier": [str(first), str(second)], "action": "approve"})
    client.post(f"{HOME}nhieu-ho-so/", {"dossier": [str(third)], "action": "send_back", "reason": "Thiếu căn cứ"})
    steps = dict(Dossier.objects.values_list("id", "step"))
    assert (steps[first], steps[second], steps[third]) == ("issue", "issue", "appraise")


def test_the_records_clerk_issues_and_hands_out_results(client, world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    signing.staff(client, world, "records")
    dossier_id = signed(world, at(9))
    client.post(f"{HOME}nhieu-ho-so/", {"dossier": [str(dossier_id)], "action": "issue"})
    assert Dossier.objects.get(id=dossier_id).status == Status.FINISHED
    answer = client.post(f"{HOME}nhieu-ho-so/", {"dossier": [str(dossier_id)], "action": "hand_result"}, follow=True)
    assert "/ban-lam-viec/phieu/" in answer.content.decode()


def test_a_filter_is_kept_under_a_name_and_dropped_by_its_owner_only(officer, client, world):
    wanted = {"view": "unit", "when": "late", "procedure": "9.000001", "stage": ""}
    officer.post(f"{HOME}bo-loc/", wanted | {"name": "  Khai sinh  trễ "})
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("Khai sinh trễ", {"view": "unit", "when": "late", "procedure": "9.000001"})
    assert "Khai sinh trễ" in officer.get(HOME).content.decode()
    officer.post(f"{HOME}bo-loc/", wanted | {"name": " "})
    assert SavedFilter.objects.count() == 1
    signing.staff(client, world, "records")
    client.post(f"{HOME}bo-loc/{kept.id}/bo/")
    assert SavedFilter.objects.count() == 1
    signing.staff(client, world, "officer")
    client.post(f"{HOME}bo-loc/{kept.id}/bo/")
    assert SavedFilter.objects.count() == 0


@pytest.mark.parametrize("who", ["clerk", "leader", "system_admin"])
def test_those_without_a_role_at_the_desk_are_kept_out(client, world, who):
    signing.staff(client, world, who)
    assert client.get(HOME).status_code == 403


def test_a_visitor_is_sent_to_sign_in_and_back(client, world):
    answer = client.get(f"{HOME}?when=late")
    assert (answer.status_code, answer["Location"]) == (302, "/can-bo/dang-nhap/?next=%2Fban-lam-viec%2F%3Fwhen%3Dlate")


def test_a_waiting_dossier_is_shown_with_its_clock_standing(officer, world):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.ASK_FEE, at(10), amount=50000, reason="Phí thẩm định")
    assert "mc-left--paused" in officer.get(f"{HOME}?view=waiting").content.decode()


def rows_of(page: str) -> str:
    return page.split("<tbody>")[1].split("</tbody>")[0]


@pytest.mark.parametrize("view", ["todo", "mine", "unit", "waiting", "sign"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_view_shows_its_own_markup_as_text(client, world, view, language):
    signing.staff(client, world, "head" if view == "sign" else "officer")
    client.cookies["django_language"] = language
    waits = taken(world, at(9))
    move(world, waits, "officer", Action.ASK_FEE, at(10), amount=50000, reason="Phí thẩm định")
    opened = make.received(world, at(9))
    batches.hand_over(dossier_ids=[opened.id], actor=world.actor("clerk"), at=at(9))  # its papers are on their way
    taken(world, at(9))
    refused = taken(world, at(9))
    move(world, refused, "officer", Action.PROPOSE, at(10), decision="refuse", text="Không đủ điều kiện")
    if view != "sign":
        move(world, refused, "head", Action.SEND_BACK, at(11), reason="Viết <rõ> lý do")
    shown = rows_of(client.get(f"{HOME}?view={view}").content.decode())
    assert "&lt;" not in shown.replace("&lt;rõ&gt;", "")
    assert "<br>" in shown or view == "waiting"


def test_a_result_that_was_ready_in_time_is_not_late_however_long_it_lies(client, world):
    in_time, too_late = finished(world, at(9)), signed(world, at(9))  # due at the end of the 19th
    move(world, too_late, "records", Action.ISSUE, at(9, 20))
    now = at(16, 23)
    found = worklists.page(actor=world.actor("records"), at=now, wanted=Filter())
    assert {r.id: (r.what, r.late) for r in found.rows} == {in_time: ("result", False), too_late: ("result", True)}
    assert next(r.minutes for r in found.rows if r.id == too_late) == -2 * 60  # as late as it was when it was ready
    assert found.counts == {"all": 2, "late": 1, "today": 0, "soon": 0}
    for when in ("late", "today", "soon"):
        narrowed = worklists.page(actor=world.actor("records"), at=now, wanted=Filter(when=when))
        assert len(narrowed.rows) == found.counts[when]
    signing.staff(client, world, "records")
    shown = rows_of(client.get(HOME).content.decode())
    assert "xong đúng hạn" in shown
    assert shown.count("mc-table__row--late") == 1


def test_an_opinion_that_nobody_gave_leaves_the_list_with_the_dossier(world):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.CONSULT, at(9), unit=str(world.other_commune.id), question="Có tranh chấp?")
    asked = worklists.page(actor=world.actor("other_officer"), at=at(10), wanted=Filter())
    assert [r.what for r in asked.rows] == ["consult"]
    move(world, dossier_id, "head", Action.STOP, at(11), reason="Không đủ điều kiện")
    after = worklists.page(actor=world.actor("other_officer"), at=at(12), wanted=Filter())
    assert (after.rows, after.counts["all"]) == ((), 0)


def test_what_was_sent_back_says_so_with_the_reason_until_it_is_sent_on(officer, world):
    dossier_id = to_sign(world, at(9))
    address = f"{HOME}ho-so/{dossier_id}/"
    assert "Bị trả lại" not in officer.get(address).content.decode()
    move(world, dossier_id, "head", Action.SEND_BACK, at(10), reason="Thiếu căn cứ")
    for page in (rows_of(officer.get(HOME).content.decode()), officer.get(address).content.decode().split("mc-moves")[0]):
        assert "Bị trả lại" in page
        assert "Thiếu căn cứ" in page
    move(world, dossier_id, "officer", Action.PROPOSE, at(11), decision="grant", text="Đã bổ sung căn cứ")
    assert "Bị trả lại" not in officer.get(address).content.decode()
    (line,) = worklists.page(actor=world.actor("head"), at=at(12), wanted=Filter(view="sign")).rows
    assert not line.sent_back


def test_a_date_that_a_correction_gave_counts_in_the_work_list_as_in_the_morning_list(world):
    dossier_id = taken(world, at(9))
    first = Dossier.objects.get(id=dossier_id).due_at
    move(world, dossier_id, "officer", Action.ASK_CORRECTION, at(10), kind="redate", reason="Gõ nhầm ngày", until=at(17, 27))
    move(world, dossier_id, "controller", Action.REDATE, at(11), reason="Đồng ý")
    late = at(9, 23)
    (line,) = worklists.page(actor=world.actor("officer"), at=late, wanted=Filter()).rows
    (due,) = morning.of_unit(unit=str(world.commune.id), at=late).overdue
    assert (line.due_at, line.minutes, line.redated_to) == (due.due_at, due.minutes, due.corrected_to) == (first, line.minutes, at(17, 27))
    assert line.late


def test_a_batch_that_was_refused_keeps_what_was_ticked_and_chosen(client, world):
    signing.staff(client, world, "head")
    ticked, left = to_sign(world, at(9)), to_sign(world, at(9))
    given = {"dossier": [str(ticked)], "action": "send_back", "reason": " ", "query": "view=sign"}
    answer = client.post(f"{HOME}nhieu-ho-so/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{ticked}" checked' in page
    assert f'value="{left}" checked' not in page
    assert '<option value="send_back" selected>' in page
    assert '<option value="approve" selected>' not in page
    assert "<title>Cần ký" in page or "view=sign" in page


def test_whoever_comes_to_the_address_of_a_batch_without_one_is_led_to_the_list(officer):
    answer = officer.get(f"{HOME}nhieu-ho-so/")
    assert (answer.status_code, answer["Location"]) == (302, HOME)


def test_the_way_back_forgets_a_procedure_of_which_nothing_is_there(officer, world):
    dossier_id = taken(world, at(9))
    officer.get(f"{HOME}?view=unit&procedure=zz")
    page = officer.get(f"{HOME}ho-so/{dossier_id}/").content.decode()
    assert 'href="/ban-lam-viec/?view=unit"' in page
    assert "procedure=zz" not in page
