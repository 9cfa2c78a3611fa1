"""Slips: which form set binds, what it calls each slip, and what no slip may be given out without."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta

import pytest

from motcua.domain.dossiers import slip_contents as contents
from motcua.domain.dossiers.slips import (
    HOUSE_TITLES,
    FormSet,
    GapRule,
    NoFormSet,
    SlipKind,
    SlipNotInForm,
    form_set_on,
    form_sets,
    heading_of,
)
from tests import slip_samples

DAYS = [
    # day, choice for the gap, form set, because
    (date(2019, 1, 6), GapRule.OLD_FORMS, "tt-01-2018", "TT 01/2018 takes effect"),
    (date(2025, 6, 30), GapRule.OLD_FORMS, "tt-01-2018", "the parent decree's last day"),
    (date(2025, 7, 1), GapRule.OLD_FORMS, "tt-01-2018", "the province kept the old forms"),
    (date(2025, 9, 14), GapRule.OLD_FORMS, "tt-01-2018", "the last day before TT 03/2025"),
    (date(2025, 9, 15), GapRule.OLD_FORMS, "tt-03-2025", "TT 03/2025 takes effect"),
    (date(2026, 11, 21), GapRule.OLD_FORMS, "tt-03-2025", "it has no last day"),
    (date(2025, 6, 30), GapRule.NEW_FORMS, "tt-01-2018", "new forms cannot reach before the new decree"),
    (date(2025, 7, 1), GapRule.NEW_FORMS, "tt-03-2025", "the province used the new forms early"),
    (date(2025, 9, 15), GapRule.NO_FORMS, "tt-03-2025", "the gap ends with TT 03/2025"),
]


@pytest.mark.parametrize(("day", "gap", "expected", "because"), DAYS)
def test_the_form_set_is_chosen_by_date(day: date, gap: GapRule, expected: str, because: str) -> None:
    assert form_set_on(day, form_sets(gap)).key == expected, because


@pytest.mark.parametrize(
    ("day", "gap", "because"),
    [
        (date(2019, 1, 5), GapRule.OLD_FORMS, "nothing was in force before TT 01/2018"),
        (date(2025, 7, 1), GapRule.NO_FORMS, "the province leaves the gap open"),
        (date(2025, 9, 14), GapRule.NO_FORMS, "the gap's last day"),
    ],
)
def test_a_day_without_forms_is_refused(day: date, gap: GapRule, because: str) -> None:
    with pytest.raises(NoFormSet) as refused:
        form_set_on(day, form_sets(gap))
    assert refused.value.day == day, because


@pytest.mark.parametrize("gap", list(GapRule))
def test_the_sets_never_bind_on_the_same_day(gap: GapRule) -> None:
    older, newer = form_sets(gap)
    assert older.last_day is not None
    assert older.last_day < newer.first_day


def test_of_two_sets_that_bind_the_one_that_began_last_is_taken() -> None:
    older, newer = form_sets()
    endless = replace(older, last_day=None)
    assert form_set_on(date(2026, 1, 1), [newer, endless]) is newer


NUMBERS = [
    # slip, number under TT 01/2018, number under TT 03/2025
    (SlipKind.RECEIPT, "01", "01"),
    (SlipKind.SUPPLEMENT, "02", "02"),
    (SlipKind.REFUSAL, "03", "03"),
    (SlipKind.APOLOGY, "04", "04"),
    (SlipKind.STOP, None, "05"),
    (SlipKind.CONTROL, "05", "06"),
    (SlipKind.REGISTER, "06", "07"),
]


@pytest.mark.parametrize(("kind", "old", "new"), NUMBERS)
def test_each_circular_numbers_its_own_forms(kind: SlipKind, old: str | None, new: str) -> None:
    older, newer = form_sets()
    assert older.numbers.get(kind) == old
    assert heading_of(kind, newer).form_number == new


def test_stopping_a_dossier_has_no_form_under_the_old_circular() -> None:
    older, _ = form_sets()
    with pytest.raises(SlipNotInForm, match="01/2018") as refused:
        heading_of(SlipKind.STOP, older)
    assert refused.value.kind is SlipKind.STOP


def test_the_apology_is_called_differently_and_asks_for_time_only_since_2025() -> None:
    older, newer = form_sets()
    assert heading_of(SlipKind.APOLOGY, older).title == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    assert "gia hạn" in heading_of(SlipKind.APOLOGY, newer).title
    assert (older.apology_extends, newer.apology_extends) == (False, True)


@pytest.mark.parametrize("form_set", form_sets(), ids=lambda form_set: form_set.key)
def test_every_numbered_form_has_a_title_and_the_numbers_run_without_gaps(form_set: FormSet) -> None:
    assert set(form_set.numbers) == set(form_set.titles)
    assert sorted(form_set.numbers.values()) == [f"{n:02}" for n in range(1, len(form_set.numbers) + 1)]


@pytest.mark.parametrize("kind", list(HOUSE_TITLES))
def test_papers_of_the_house_carry_no_form_number(kind: SlipKind) -> None:
    headings = {heading_of(kind, form_set) for form_set in form_sets()}
    assert [heading.form_number for heading in headings] == [None]


@pytest.mark.parametrize("kind", list(SlipKind))
def test_every_slip_has_a_heading_in_the_forms_of_today(kind: SlipKind) -> None:
    assert heading_of(kind, form_sets()[-1]).title


def test_the_samples_cover_every_kind_of_slip() -> None:
    assert {make().kind for make in slip_samples.ALL.values()} == set(SlipKind)


INCOMPLETE: list[tuple[Callable[[], object], str]] = [
    (lambda: replace(slip_samples.receipt(), papers=()), "a receipt lists what was received"),
    (
        lambda: replace(slip_samples.receipt(), due_at=slip_samples.moment(19, 17)),
        "a result is never promised before the receipt",
    ),
    (lambda: replace(slip_samples.supplement(), missing=()), "what is missing is listed once and in full"),
    (lambda: replace(slip_samples.supplement(), reason=" "), "a request without a reason binds nobody"),
    (lambda: replace(slip_samples.refusal(), reason=""), "a refusal needs its reason"),
    (lambda: replace(slip_samples.apology(), reason=""), "an apology says why"),
    (
        lambda: replace(slip_samples.apology(), new_due_at=slip_samples.apology().due_at),
        "the new appointment is later than the old",
    ),
    (lambda: replace(slip_samples.stop(), reason=""), "a stop says why"),
    (lambda: replace(slip_samples.stop(), refund=-1), "money is given back, never taken"),
    (
        lambda: replace(slip_samples.stop(), stopped_at=slip_samples.moment(1, 8)),
        "nothing is stopped before it was received",
    ),
    (lambda: replace(slip_samples.control(), hops=()), "a control slip shows hand-overs"),
    (lambda: replace(slip_samples.register(), last_day=date(2026, 10, 1)), "a period runs forward"),
    (lambda: replace(slip_samples.hand_over(), lines=()), "an empty batch is not handed over"),
    (lambda: replace(slip_samples.result_return(), results=()), "something was given"),
    (lambda: replace(slip_samples.result_return(), recipient=" "), "somebody took it"),
]


@pytest.mark.parametrize(("make", "because"), INCOMPLETE, ids=[because for _, because in INCOMPLETE])
def test_a_slip_without_a_part_the_law_asks_for_is_refused(make: Callable[[], object], because: str) -> None:
    with pytest.raises(contents.SlipIncomplete) as refused:
        make()
    assert refused.value.part, because


def test_a_result_may_be_promised_for_the_minute_of_receipt() -> None:
    receipt = slip_samples.receipt()
    assert replace(receipt, due_at=receipt.received_at).due_at == receipt.received_at


def test_a_slip_once_written_is_not_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        slip_samples.receipt().due_at += timedelta(days=1)  # type: ignore[misc]
