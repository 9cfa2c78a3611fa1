"""A power cut at 9:40 with fourteen visits on paper, entered the next morning: figures, codes, books and ledger are right."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from motcua.domain.dossiers.states import Status
from motcua.domain.hours import local
from motcua.queries import board, opening_hours
from motcua.services import certification, ledger, ledger_checks, receptions
from motcua.services.fallback import entries
from motcua.storage.books.models import BookLine
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from motcua.storage.fees.models import Receipt, Shift
from motcua.storage.figures.models import Fact
from motcua.storage.ledger.models import Entry
from motcua.storage.visits.models import Certified, Visit, VisitDossier
from tests import make
from tests.make import MONDAY
from tests.services.fallback.conftest import MORNING, NUMBERS, TUESDAY, Cut

CERTIFIED = 8  # of the fourteen; the others are dossiers


@pytest.fixture
def fourteen(cut: Cut) -> Cut:
    """Fourteen visits from 9:40 on, two minutes apart, entered from 7:30 the next morning and confirmed from the list."""
    certification.receive(cut.desk(), actor=cut.clerk, at=MONDAY, key="monday")  # two numbers of the book are given
    for place, number in enumerate(NUMBERS):
        screen = cut.desk(number) if place < CERTIFIED else cut.dossier(number)
        cut.enter(screen, place, received_at=_true(place), at=MORNING + dt.timedelta(minutes=3 * place), key=f"k{place}")
    receptions.receive(cut.dossier("051090000099"), actor=cut.clerk, at=MORNING + dt.timedelta(minutes=50), key="an ordinary one meanwhile")
    for place, entry in enumerate(_entries(cut)):
        entries.confirm(entry_id=entry.id, actor=cut.head, at=MORNING + dt.timedelta(minutes=60 + place))
    return cut


def _true(place: int) -> dt.datetime:
    return TUESDAY + dt.timedelta(minutes=2 * place)


def _entries(cut: Cut):  # type: ignore[no-untyped-def]
    return list(cut.outage.entries.order_by("received_at"))


def _of_paper(cut: Cut) -> list[Dossier]:
    return list(Dossier.objects.filter(code__in=cut.codes).order_by("accepted_at"))


def test_fourteen_visits_on_paper_are_right_the_next_morning(fourteen: Cut):
    each_dossier_has_the_code_of_its_slip_and_no_other_has(fourteen)
    figures_count_each_once_on_the_true_day(fourteen)
    the_report_of_the_true_day_lists_and_marks_them(fourteen)
    the_book_goes_on_without_a_gap_and_shows_the_true_day(fourteen)
    visits_and_money_are_of_the_true_day(fourteen)
    the_ledger_says_both_times_who_and_the_second_person_and_is_sound(fourteen)
    nothing_is_counted_twice_when_a_screen_or_a_confirmation_is_sent_again(fourteen)
    they_go_their_way_from_now_on(fourteen)
    clock_appointment_and_slip_are_those_of_the_true_time(fourteen)


def each_dossier_has_the_code_of_its_slip_and_no_other_has(fourteen: Cut):
    rows = _of_paper(fourteen)
    assert [row.code for row in rows] == fourteen.codes[:14]
    assert Dossier.objects.exclude(code__in=fourteen.codes).filter(code__startswith="H48.101.01-").count() == 2
    assert Counter(fourteen.booklet.slips.values_list("state", flat=True)) == {"used": 14, "blank": 6}


def clock_appointment_and_slip_are_those_of_the_true_time(fourteen: Cut):
    for place, row in enumerate(_of_paper(fourteen)):
        assert (row.accepted_at, row.clock_started_at, row.accepted_on, row.filed_on) == (_true(place), _true(place), *[_true(place).date()] * 2)
        assert IssuedSlip.objects.get(dossier=row, kind="receipt").issued_at == _true(place)
    on_paper = _of_paper(fourteen)[CERTIFIED]
    there = receptions.receive(fourteen.dossier("051090000098"), actor=fourteen.clerk, at=_true(CERTIFIED), key="had the power been there")
    there = Dossier.objects.get(id=there.id)
    assert (on_paper.due_at, on_paper.appointment_at, on_paper.promised_at) == (there.due_at, there.appointment_at, there.promised_at)
    assert local(on_paper.due_at).date() == dt.date(2026, 11, 20)  # three working days after Tuesday


def figures_count_each_once_on_the_true_day(fourteen: Cut):
    make.facts_at_once()
    assert Counter(Fact.objects.values_list("accepted_on", "entered_late")) >= Counter({(TUESDAY.date(), True): 14, (MORNING.date(), False): 1})
    assert not Fact.objects.filter(accepted_on=MORNING.date(), entered_late=True).exists()
    assert Fact.objects.filter(accepted_on=TUESDAY.date()).count() == 14
    leader = fourteen.world.actor("leader", MORNING)
    span = {"unit_id": None, "first": TUESDAY.date(), "last": TUESDAY.date(), "at": MORNING + dt.timedelta(hours=2)}
    shown = board.board(leader, **span).total  # type: ignore[arg-type]
    assert (shown.received, shown.entered_late) == (14, 14)
    lines, more = board.behind(leader, "entered_late", **span)  # type: ignore[arg-type]
    assert ({line.code for line in lines}, more) == (set(fourteen.codes[:14]), False)


def the_report_of_the_true_day_lists_and_marks_them(fourteen: Cut):
    lines = opening_hours.received(fourteen.world.centre.id, TUESDAY.date(), actor=fourteen.world.actor("clerk"))
    assert [(line.code, line.entered_late) for line in lines] == [(code, True) for code in fourteen.codes[:14]]
    assert [line.entered_late for line in opening_hours.received(fourteen.world.centre.id, MORNING.date(), actor=fourteen.world.actor("clerk"))] == [False]


def the_book_goes_on_without_a_gap_and_shows_the_true_day(fourteen: Cut):
    lines = list(BookLine.objects.filter(book__kind="certified_copies").order_by("number"))
    assert [line.number for line in lines] == list(range(1, 2 + 2 * CERTIFIED + 1))
    assert [line.given_at for line in lines[2:]] == [_true(place) for place in range(CERTIFIED) for _original in (1, 2)]
    assert Certified.objects.filter(given_at__gte=TUESDAY).count() == 2 * CERTIFIED


def visits_and_money_are_of_the_true_day(fourteen: Cut):
    assert Visit.objects.filter(day=TUESDAY.date()).count() == 14
    assert VisitDossier.objects.filter(visit__day=TUESDAY.date()).count() == 14
    assert Receipt.objects.filter(day=TUESDAY.date(), shift__day=TUESDAY.date()).count() == 14
    assert Shift.objects.filter(day=TUESDAY.date()).count() == 1
    numbers = list(Receipt.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 17))


def the_ledger_says_both_times_who_and_the_second_person_and_is_sound(fourteen: Cut):
    for place, row in enumerate(_of_paper(fourteen)):
        first, *later = ledger.history(row.id)
        entered = MORNING + dt.timedelta(minutes=3 * place)
        assert (first.action, first.at) == ("receive", MORNING + dt.timedelta(minutes=60 + place))
        assert [dt.datetime.fromisoformat(first.data[name]) for name in ("received_at", "entered_at")] == [_true(place), entered]
        assert (first.actor, first.data["seconded_by"], first.data["seconded_how"]) == (fourteen.clerk.id, fourteen.head.id, "list")
        moments = [first.at, *(one.at for one in later)]
        assert moments == sorted(moments)
    assert ledger_checks.verify().findings == ()
    assert not Entry.objects.filter(at__lt=MONDAY).exists()


def nothing_is_counted_twice_when_a_screen_or_a_confirmation_is_sent_again(fourteen: Cut):
    again = fourteen.enter(fourteen.desk(NUMBERS[0]), 0, key="k0")
    assert (again.state, fourteen.outage.entries.count()) == ("done", 14)
    with pytest.raises(entries.FallbackRefused, match="not_waiting"):
        entries.confirm(entry_id=again.id, actor=fourteen.head, at=MORNING + dt.timedelta(hours=2))
    make.facts_at_once()
    assert Fact.objects.filter(accepted_on=TUESDAY.date()).count() == 14


def they_go_their_way_from_now_on(fourteen: Cut):
    certification_row, dossier = _of_paper(fourteen)[0], _of_paper(fourteen)[-1]
    assert (certification_row.status, dossier.status) == (Status.RECEIVED, Status.RECEIVED)
    assert certification_row.moved_at > MORNING
    assert dossier.moved_at > MORNING
