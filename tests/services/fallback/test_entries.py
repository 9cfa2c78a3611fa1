"""Later entry one by one: the time is judged, a second person confirms, the province is asked when it comes too late."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import replace

import pytest

from motcua.domain.fallback.rules import EntryState, OutageKind
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.services import configuration as settings_service
from motcua.services import files
from motcua.services.dossiers.filings import FilingRefused, GivenPaper
from motcua.services.fallback import entries, outages, screens
from motcua.services.fallback.refusals import FallbackRefused, NotThere
from motcua.services.walk_ins import WalkInWrong
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fallback.models import LateEntry, Slip
from motcua.storage.figures.models import Fact
from motcua.storage.papers.models import StoredFile
from tests import make
from tests.architecture import sources
from tests.make import MONDAY
from tests.services.fallback.conftest import MORNING, TUESDAY, Cut

FOURTH_DAY = TUESDAY + dt.timedelta(days=3, minutes=1)


def _facts() -> int:
    """Write what the figures say now, and return of how many dossiers they say something."""
    make.facts_at_once()
    return Fact.objects.count()


def _why(refused) -> set[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return set(refused.value.why)


def test_until_somebody_else_confirms_nothing_was_received(cut: Cut):
    entry = cut.enter(cut.dossier(), 0)
    assert (entry.state, Slip.objects.get(id=entry.slip_id).state) == (EntryState.WAITING.value, "used")
    assert (Dossier.objects.count(), _facts()) == (0, 0)
    with pytest.raises(FallbackRefused) as alone:
        entries.confirm(entry_id=entry.id, actor=cut.clerk, at=MORNING)
    assert _why(alone) == {("second", "second")}
    for stranger in ("other_clerk", "officer", "controller", "system_admin", "leader"):
        with pytest.raises(NotThere):
            entries.confirm(entry_id=entry.id, actor=cut.world.actor(stranger, MORNING), at=MORNING)
    assert Dossier.objects.count() == 0
    done = entries.confirm(entry_id=entry.id, actor=cut.head, at=MORNING)
    assert (done.state, done.screen_sealed, Dossier.objects.get().id) == ("done", None, entry.dossier_id)


def test_a_second_person_at_the_counter_confirms_in_the_same_act(cut: Cut):
    entry = cut.enter(cut.dossier(), 0, second=cut.head)
    assert (entry.state, entry.seconded_how, str(entry.seconded_by)) == ("done", "pin", cut.head.id)
    with pytest.raises(FallbackRefused):
        cut.enter(cut.dossier(), 1, second=cut.clerk)
    assert Slip.objects.get(code=cut.codes[1]).state == "blank", "nothing of it stays"


@pytest.mark.parametrize(
    ("minutes", "why"),
    [(-11, "outside"), (111, "outside"), (60 * 24 - 100, "future")],
)
def test_a_time_that_cannot_be_is_refused(cut: Cut, minutes, why):
    with pytest.raises(FallbackRefused) as refused:
        cut.enter(cut.dossier(), 0, received_at=TUESDAY + dt.timedelta(minutes=minutes))
    assert ("received_at", why) in _why(refused)
    assert LateEntry.objects.count() == 0


@pytest.mark.parametrize("typed", ["…-{}", "-{}", "{}", " {} ", "...-{}"])
def test_the_end_of_a_code_is_enough_as_the_box_shows_it(cut: Cut, typed: str):
    ending = cut.codes[0].split("-", 1)[1]
    paper = entries.OfPaper(typed.format(ending), TUESDAY)
    entered = entries.enter(cut.dossier(), paper=paper, outage_id=cut.outage.id, actor=cut.clerk, at=MORNING)
    assert entered.slip.code == cut.codes[0]


@pytest.mark.parametrize("typed", ["9999", "-999999-9999", "61116-0001"])
def test_an_end_that_fits_no_slip_is_said(cut: Cut, typed: str):
    with pytest.raises(FallbackRefused) as refused:
        entries.enter(cut.dossier(), paper=entries.OfPaper(typed, TUESDAY), outage_id=cut.outage.id, actor=cut.clerk, at=MORNING)
    assert _why(refused) == {("code", "no_slip")}


def test_a_slip_is_entered_once_and_one_of_elsewhere_never(cut: Cut):
    cut.enter(cut.dossier(), 0, key="one")
    with pytest.raises(FallbackRefused) as twice:
        cut.enter(cut.dossier(), 0, key="two")
    assert _why(twice) == {("code", "used")}
    with pytest.raises(FallbackRefused) as unknown:
        entries.enter(
            cut.dossier(), paper=entries.OfPaper("H48.101.01-261116-9999", TUESDAY), outage_id=cut.outage.id, actor=cut.clerk, at=MORNING
        )
    assert _why(unknown) == {("code", "no_slip")}
    with pytest.raises(NotThere):
        entries.enter(
            cut.dossier(), paper=entries.OfPaper(cut.codes[1], TUESDAY), outage_id=cut.outage.id, actor=cut.world.actor("other_clerk"), at=MORNING
        )
    with pytest.raises(FallbackRefused, match="other_unit"):
        cut.enter(replace(cut.dossier(), received_unit=cut.world.other_centre.id), 1)


def test_what_the_counter_would_refuse_is_refused_here_too(cut: Cut):
    with pytest.raises(WalkInWrong):
        cut.enter(replace(cut.dossier(), papers=()), 0)
    make.people.Staff.objects.filter(id=cut.clerk.id).update(person_key=sealing.blind("identity", "051090000001"))
    with pytest.raises(FilingRefused):  # the clerk's own
        cut.enter(cut.dossier("051090000001"), 0)
    assert (LateEntry.objects.count(), Slip.objects.exclude(state="blank").count()) == (0, 0)


def test_nobody_confirms_what_they_are_a_party_to(cut: Cut):
    entry = cut.enter(cut.dossier("051090000002"), 0)
    party = replace(cut.head, person_key=sealing.blind("identity", "051090000002"))
    with pytest.raises(FallbackRefused, match="own_dossier"):
        entries.confirm(entry_id=entry.id, actor=party, at=MORNING)


def test_after_three_days_a_reason_is_asked_and_the_province_decides(cut: Cut):
    with pytest.raises(FallbackRefused) as silent:
        cut.enter(cut.dossier(), 0, at=FOURTH_DAY)
    assert _why(silent) == {("late_reason", "late_reason")}
    entry = cut.enter(cut.dossier(), 0, at=FOURTH_DAY, late_reason="Mất điện kéo dài", second=cut.head)
    assert (entry.state, Dossier.objects.count(), _facts()) == ("asked", 0, 0)
    for other in (cut.clerk, cut.head, cut.world.actor("leader"), cut.world.actor("auditor")):
        with pytest.raises(NotThere):
            entries.approve(entry_id=entry.id, actor=other, at=FOURTH_DAY)
    done = entries.approve(entry_id=entry.id, actor=cut.world.actor("controller"), at=FOURTH_DAY)
    row = Dossier.objects.get()
    assert (done.state, row.code, row.accepted_at) == ("done", cut.codes[0], TUESDAY)
    assert _facts() == 1
    assert Fact.objects.get().accepted_on == TUESDAY.date()


def test_a_controller_of_a_commune_does_not_speak_for_the_province(cut: Cut):
    entry = cut.enter(cut.dossier(), 0, at=FOURTH_DAY, late_reason="Mất điện kéo dài", second=cut.head)
    make.member("commune_controller", Role.CONTROLLER, cut.world.commune)
    cut.world.staff["commune_controller"] = make.people.Staff.objects.get(username="commune_controller")
    with pytest.raises(NotThere):
        entries.approve(entry_id=entry.id, actor=cut.world.actor("commune_controller"), at=FOURTH_DAY)


def test_whoever_entered_or_confirmed_does_not_approve_in_another_role(cut: Cut):
    entry = cut.enter(cut.dossier(), 0, at=FOURTH_DAY, late_reason="Mất điện kéo dài", second=cut.head)
    both: Actor = replace(cut.world.actor("controller"), id=cut.head.id)
    with pytest.raises(FallbackRefused, match="third"):
        entries.approve(entry_id=entry.id, actor=both, at=FOURTH_DAY)


def test_how_many_days_is_a_dated_rule(cut: Cut):
    settings_service.set_value(key="late_entry_days", value=1, first=TUESDAY.date(), basis="12/QĐ", actor=cut.world.actor("system_admin"), at=MONDAY)
    configuration.forget()
    with pytest.raises(FallbackRefused, match="late_reason"):
        cut.enter(cut.dossier(), 0, at=TUESDAY + dt.timedelta(days=1, minutes=1))


def test_a_refused_entry_leaves_its_slip_blank_and_can_be_entered_again(cut: Cut):
    entry = cut.enter(cut.dossier(), 0)
    with pytest.raises(FallbackRefused, match="reason"):
        entries.refuse(entry_id=entry.id, reason=" ", actor=cut.head, at=MORNING)
    refused = entries.refuse(entry_id=entry.id, reason="Giờ trên phiếu là 9 giờ 50", actor=cut.head, at=MORNING)
    assert (refused.state, refused.screen_sealed, Slip.objects.get(id=entry.slip_id).state) == ("refused", None, "blank")
    again = cut.enter(cut.dossier(), 0, received_at=TUESDAY + dt.timedelta(minutes=10), second=cut.head)
    assert (again.state, cut.outage.entries.count(), Dossier.objects.get().code) == ("done", 2, cut.codes[0])


def test_whoever_entered_may_take_it_back(cut: Cut):
    entry = cut.enter(cut.dossier(), 0)
    assert entries.refuse(entry_id=entry.id, reason="Nhập nhầm phiếu", actor=cut.clerk, at=MORNING).state == "refused"
    with pytest.raises(FallbackRefused, match="not_open"):
        entries.refuse(entry_id=entry.id, reason="Nhập nhầm phiếu", actor=cut.clerk, at=MORNING)


def test_what_a_clerk_entered_who_has_left_since_is_refused_and_entered_anew_by_a_colleague(cut: Cut):
    entry = cut.enter(cut.dossier(), 0)
    make.people.StaffRole.objects.filter(staff=cut.clerk.id).update(valid_to=TUESDAY.date())
    with pytest.raises(FallbackRefused, match="clerk_gone"):
        entries.confirm(entry_id=entry.id, actor=cut.head, at=MORNING)
    assert LateEntry.objects.get().state == "waiting"
    assert Dossier.objects.count() == 0


def test_outages_are_declared_once_and_keep_their_entries(cut: Cut):
    def declare(first: dt.datetime, last: dt.datetime | None, kind: OutageKind = OutageKind.LINE, note: str = ""):  # type: ignore[no-untyped-def]
        return outages.declare(unit_id=cut.world.centre.id, kind=kind, began_at=first, ended_at=last, note=note, actor=cut.clerk, at=MORNING)

    for first, last, why in (
        (TUESDAY, None, "overlaps"), (MORNING + dt.timedelta(hours=1), None, "future"), (MORNING, MORNING - dt.timedelta(hours=1), "reversed"),
    ):  # fmt: skip
        with pytest.raises(FallbackRefused, match=why):
            declare(first, last)
    with pytest.raises(FallbackRefused, match="note"):
        declare(MORNING, None, OutageKind.OTHER)
    cut.enter(cut.dossier(), 0)
    with pytest.raises(FallbackRefused, match="entries"):
        outages.amend(
            outage_id=cut.outage.id, began_at=TUESDAY + dt.timedelta(minutes=1), ended_at=cut.outage.ended_at, actor=cut.head, at=MORNING
        )
    longer = outages.amend(outage_id=cut.outage.id, began_at=cut.outage.began_at, ended_at=TUESDAY.replace(hour=15), actor=cut.head, at=MORNING)
    assert longer.ended_at == TUESDAY.replace(hour=15)


def test_an_outage_of_long_ago_is_no_outage_and_a_mistaken_one_is_taken_back(cut: Cut):
    before = {"unit_id": cut.world.centre.id, "kind": OutageKind.LINE, "ended_at": TUESDAY - dt.timedelta(days=30), "note": "", "actor": cut.clerk, "at": MORNING}
    with pytest.raises(FallbackRefused, match="too_old"):
        outages.declare(began_at=TUESDAY.replace(year=1900), **before)  # type: ignore[arg-type]
    mistaken = outages.declare(began_at=TUESDAY - dt.timedelta(days=40), **before)  # type: ignore[arg-type]
    outages.cancel(outage_id=mistaken.id, actor=cut.head, at=MORNING)
    assert not type(mistaken).objects.filter(id=mistaken.id).exists()
    cut.enter(cut.dossier(), 0)
    with pytest.raises(FallbackRefused, match="used_outage"):
        outages.cancel(outage_id=cut.outage.id, actor=cut.head, at=MORNING)


def test_what_was_typed_comes_back_from_the_seal_as_it_was(cut: Cut):
    rich = replace(
        cut.dossier(), owner=cut.dossier("051090000003").submitter, authority="by_phone", answers={"purpose": "Bổ túc"}, return_unit=cut.world.centre.id,
        quantities={"le-phi": (1, 2)}, chosen_fees=frozenset({"le-phi"}), papers=(GivenPaper("proof", "Bản sao", copies=2, files=(uuid.UUID(int=5),)),),
    )  # fmt: skip
    for screen in (rich, cut.desk(), replace(cut.desk(), signer=uuid.UUID(int=9), agreed_days=2)):
        assert screens.from_data(screens.to_data(screen)) == screen


def test_files_of_an_entry_that_waits_are_not_swept_away(cut: Cut, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    kept, _orphan = (
        StoredFile.objects.create(digest="a" * 64, size=1, mime="application/pdf", name_sealed=b"", place=f"ab/cd/{n}", key_sealed=b"",
                                  created_at=MONDAY, created_by=cut.clerk.id)
        for n in (1, 2)
    )  # fmt: skip
    entry = cut.enter(replace(cut.dossier(), papers=(GivenPaper("proof", "Bản chụp", copies=1, files=(kept.id,)),)), 0)
    files.sweep(at=MORNING)
    assert list(StoredFile.objects.all()) == [kept]
    entries.confirm(entry_id=entry.id, actor=cut.head, at=MORNING)
    files.sweep(at=MORNING)
    assert list(StoredFile.objects.all()) == [kept], "now a paper of the dossier uses it"


def test_only_later_entry_sets_a_past_time():
    """The way from a slip to a dossier has one door: nobody else makes an `OnPaper` or receives from one."""
    wanted = re.compile(r"\b(?:OnPaper\(|receive_from_paper\()")
    found = {sources.name(p).removeprefix("src/motcua/services/") for p in sources.modules("src/motcua") if wanted.search(sources.text(p))}
    assert found == {"fallback/receiving.py", "receptions.py", "certification.py", "dossiers/opening.py"}
    callers = {sources.name(p) for p in sources.modules("src/motcua") if "receiving.receive(" in sources.text(p)}
    assert callers == {"src/motcua/services/fallback/entries.py"}
