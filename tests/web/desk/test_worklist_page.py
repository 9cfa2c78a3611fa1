"""The desk's list page: filters, batches with an outcome for each, filters one keeps."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.storage.dossiers.models import Dossier, SavedFilter
from motcua.storage.ledger.models import Reading
from tests import signing
from tests.desk_stories import at, handed_over, move, signed, taken, to_sign

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
