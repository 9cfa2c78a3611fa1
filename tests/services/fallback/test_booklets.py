"""Booklets: reserved codes are nobody else's, blank slips are printed, spoilt and lost ones stay with their reason."""

from __future__ import annotations

import pytest

from motcua.services.fallback import booklets, entries
from motcua.services.fallback.refusals import FallbackRefused, NotThere
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fallback.models import Booklet, Slip
from tests import make
from tests.make import MONDAY, World
from tests.services.fallback.conftest import TUESDAY, Cut


class Paper:
    """A printer that keeps what it was given."""

    def render(self, template: str, data: dict[str, object]) -> bytes:
        self.template, self.data = template, data
        return b"%PDF"


def test_reserved_codes_stand_in_the_units_own_sequence_and_are_never_given_again(world: World):
    before = make.received(world)
    head = world.actor("one_stop_head")
    first = booklets.reserve(unit_id=world.centre.id, size=3, actor=head, at=MONDAY)
    between = make.received(world)
    second = booklets.reserve(unit_id=world.centre.id, size=2, actor=head, at=MONDAY)
    after = make.received(world)
    codes = [*Slip.objects.filter(booklet=first).order_by("ordinal").values_list("code", flat=True)]
    more = [*Slip.objects.filter(booklet=second).order_by("ordinal").values_list("code", flat=True)]
    assert [before.code, *codes, between.code, *more, after.code] == [f"H48.101.01-261116-{n:04d}" for n in range(1, 9)]
    assert (first.number, second.number) == (1, 2)


@pytest.mark.parametrize("size", [0, 101, -1])
def test_a_booklet_has_a_sensible_size(world: World, size):
    with pytest.raises(FallbackRefused, match="size"):
        booklets.reserve(unit_id=world.centre.id, size=size, actor=world.actor("clerk"), at=MONDAY)
    assert Booklet.objects.count() == 0


def test_only_who_receives_at_the_unit_reserves_prints_and_strikes_out(world: World):
    for stranger in ("other_clerk", "officer", "collector", "controller", "system_admin"):
        with pytest.raises(NotThere):
            booklets.reserve(unit_id=world.centre.id, size=3, actor=world.actor(stranger), at=MONDAY)
    booklet = booklets.reserve(unit_id=world.centre.id, size=3, actor=world.actor("clerk"), at=MONDAY)
    other = world.actor("other_clerk")
    with pytest.raises(NotThere):
        booklets.pdf(booklet_id=booklet.id, actor=other, at=MONDAY, printer=Paper())
    with pytest.raises(NotThere):
        booklets.spoil(slip_id=booklet.slips.first().id, reason="Rách", actor=other, at=MONDAY)
    with pytest.raises(NotThere):
        booklets.lose(booklet_id=booklet.id, reason="Thất lạc", actor=other, at=MONDAY)


def test_what_is_blank_is_printed_with_code_and_address_and_each_print_is_counted(cut: Cut):
    booklets.spoil(slip_id=cut.booklet.slips.get(ordinal=2).id, reason="In nhòe", actor=cut.clerk, at=TUESDAY)
    paper = Paper()
    printed = booklets.pdf(booklet_id=cut.booklet.id, actor=cut.clerk, at=TUESDAY, printer=paper)
    assert printed.name == "phieu-du-phong-1.pdf"
    assert [one["code"] for one in paper.data["slips"]] == [cut.codes[0], *cut.codes[2:]]  # type: ignore[attr-defined]
    assert [one.rsplit("/", 1)[1] for one in paper.data["qrs"]] == [cut.codes[0], *cut.codes[2:]]  # type: ignore[attr-defined]
    assert Booklet.objects.get().prints == 1


def test_the_page_is_laid_out_with_a_sheet_for_each_slip(cut: Cut):
    from motcua import wiring

    for slip in list(cut.booklet.slips.filter(ordinal__gt=2)):
        booklets.spoil(slip_id=slip.id, reason="Bỏ", actor=cut.clerk, at=TUESDAY)
    content = booklets.pdf(booklet_id=cut.booklet.id, actor=cut.clerk, at=TUESDAY, printer=wiring.printer(cut.clerk)).content
    assert b"/Type/Pages/Count 2/" in content


def test_a_spoilt_slip_keeps_its_code_and_reason_and_is_never_entered(cut: Cut):
    slip = cut.booklet.slips.get(ordinal=1)
    with pytest.raises(FallbackRefused, match="reason"):
        booklets.spoil(slip_id=slip.id, reason="  ", actor=cut.clerk, at=TUESDAY)
    booklets.spoil(slip_id=slip.id, reason="Viết nhầm tên", actor=cut.clerk, at=TUESDAY)
    with pytest.raises(FallbackRefused, match="not_blank"):
        booklets.spoil(slip_id=slip.id, reason="Viết nhầm tên", actor=cut.clerk, at=TUESDAY)
    with pytest.raises(FallbackRefused, match="code: spoilt"):
        cut.enter(cut.dossier(), 0)


def test_a_lost_booklet_is_void_but_what_was_entered_stands(cut: Cut):
    entry = cut.enter(cut.dossier(), 0)
    assert booklets.lose(booklet_id=cut.booklet.id, reason="Rơi khi chuyển phòng", actor=cut.head, at=TUESDAY) == 19
    with pytest.raises(FallbackRefused, match="lost_already"):
        booklets.lose(booklet_id=cut.booklet.id, reason="Rơi", actor=cut.head, at=TUESDAY)
    with pytest.raises(FallbackRefused, match="code: lost"):
        cut.enter(cut.dossier(), 1)
    with pytest.raises(FallbackRefused, match="nothing_blank"):
        booklets.pdf(booklet_id=cut.booklet.id, actor=cut.head, at=TUESDAY, printer=Paper())
    entries.confirm(entry_id=entry.id, actor=cut.head, at=entry.entered_at)
    assert Dossier.objects.get().code == cut.codes[0]
