"""A procedure's revisions: drafted, judged, published for ever, ended; what is in scope; rows of fees and limits."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from motcua.domain.procedures.revision import NotARevision
from motcua.queries import actors, configuration
from motcua.services.catalogue import importing, loading, popularity, publishing, rights, rows, scope, words
from motcua.services.catalogue.publishing import (
    AlreadyPublished,
    EndsBeforeItBegins,
    NotPublishable,
    OtherProcedure,
)
from motcua.storage.fees.models import FeeRow, LimitRow
from motcua.storage.ledger.models import Entry
from motcua.storage.people.models import Epoch, StaffRole
from motcua.storage.procedures.models import LifeEvent, Procedure, Revision, Synonym
from tests import make
from tests.catalogue_examples import document, told

AT = make.MONDAY
TODAY = AT.date()
DAY = dt.timedelta(days=1)
DEMO = Path(loading.__file__).parents[2] / "demo" / "catalogue"


def published(world: make.World, at: dt.datetime = AT, **changes: object) -> Revision:
    """Draft and publish a document."""
    actor = world.actor("catalogue", at)
    draft = publishing.save_draft(document=document(**changes), actor=actor, at=at)
    publishing.publish(revision_id=draft.revision_id, actor=actor, at=at)
    return Revision.objects.select_related("procedure").get(id=draft.revision_id)


def test_a_draft_is_kept_and_replaced_until_it_is_published(world: make.World) -> None:
    actor = world.actor("catalogue")
    first = publishing.save_draft(document=document(), actor=actor, at=AT)
    again = publishing.save_draft(document=document(decision="02/QĐ-UBND"), actor=actor, at=AT)
    assert first == again, "a procedure has one draft"
    kept = Revision.objects.get(id=first.revision_id)
    assert (kept.state, kept.document["decision"]) == ("draft", "02/QĐ-UBND")
    assert Procedure.objects.get(id=first.procedure_id).completeness == "record"
    assert configuration.current().in_force("9.000002", TODAY) is None


def test_publishing_shows_the_procedure_and_makes_it_fileable(world: make.World) -> None:
    epoch = Epoch.objects.values_list("number", flat=True).first() or 0
    row = published(world, keywords=["làm giấy thử"], short_name={"vi": "Giấy thử"})
    shown = Procedure.objects.get(id=row.procedure_id)
    assert (shown.current_id, shown.completeness, shown.in_scope) == (row.id, "complete", True)
    assert (shown.field_name, shown.agency, shown.levels) == ("Thử nghiệm", "UBND cấp xã", ["commune"])
    assert "lam giay thu" in shown.folded
    assert shown.titles["short"] == {"vi": "Giấy thử"}
    assert (row.state, row.published_at) == ("published", AT)
    assert str(row.published_by) == world.actor("catalogue").id
    assert Epoch.objects.get(id=1).number > epoch, "every process reads its configuration anew"
    configuration.forget()
    assert configuration.current().in_force("9.000002", TODAY).id == row.id  # type: ignore[union-attr]
    noted = Entry.objects.filter(chain=row.procedure_id).order_by("no").values_list("action", flat=True)
    assert list(noted) == ["revision.draft", "revision.publish"]


def test_what_is_published_is_never_changed(world: make.World) -> None:
    row = published(world)
    with pytest.raises(AlreadyPublished):
        publishing.publish(revision_id=row.id, actor=world.actor("catalogue"), at=AT)
    with pytest.raises(AlreadyPublished):
        publishing.discard(revision_id=row.id, actor=world.actor("catalogue"), at=AT)
    row.document = document(decision="99/QĐ-UBND")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("name", ["clerk", "system_admin", "unit_admin", "controller", "leader"])
def test_only_a_catalogue_controller_drafts_and_publishes(world: make.World, name: str) -> None:
    with pytest.raises(rights.NotController):
        publishing.save_draft(document=document(), actor=world.actor(name), at=AT)
    draft = publishing.save_draft(document=document(), actor=world.actor("catalogue"), at=AT)
    with pytest.raises(rights.NotController):
        publishing.publish(revision_id=draft.revision_id, actor=world.actor(name), at=AT)
    assert Revision.objects.get(id=draft.revision_id).state == "draft"


WRONG = [
    ({"decision": ""}, "part_missing", "the decision is missing"),
    (
        {"channels": [{"channel": "counter", "limit": None}]},
        "part_missing",
        "a way of filing without a limit",
    ),
    ({"workflow": {"steps": []}}, "workflow_empty", "nobody would settle it"),
    (
        {"form": {"schema": {"type": "object"}, "layout": {"pages": []}}},
        "form_empty",
        "a form that asks nothing",
    ),
]


@pytest.mark.parametrize(("change", "code", "because"), WRONG)
def test_what_blocks_is_named_and_nothing_is_published(
    world: make.World, change: dict[str, object], code: str, because: str
) -> None:
    actor = world.actor("catalogue")
    draft = publishing.save_draft(document=document(**change), actor=actor, at=AT)
    with pytest.raises(NotPublishable) as refused:
        publishing.publish(revision_id=draft.revision_id, actor=actor, at=AT)
    assert code in {p.code for p in refused.value.problems}, because
    assert Revision.objects.get(id=draft.revision_id).state == "draft"


def test_a_step_nobody_can_do_blocks_and_the_day_decides(world: make.World) -> None:
    StaffRole.objects.filter(role="records").update(valid_to=TODAY)
    found = {(p.where, p.code) for p in publishing.problems(document(), on=TODAY) if p.blocking}
    assert found == set()
    tomorrow = {(p.where, p.code) for p in publishing.problems(document(), on=TODAY + DAY) if p.blocking}
    assert tomorrow == {("workflow.issue", "step_unstaffed")}
    assert publishing.problems(document(), on=TODAY + DAY, staffed=False)[0].blocking is False


def test_what_cannot_be_read_is_a_problem_and_no_draft(world: make.World) -> None:
    broken = document(levels="commune")
    assert publishing.problems(broken, on=TODAY)[0].code == "unreadable"
    with pytest.raises(NotARevision):
        publishing.save_draft(document=broken, actor=world.actor("catalogue"), at=AT)


def test_a_late_announcement_is_told_but_does_not_block(world: make.World) -> None:
    late = publishing.problems(document(effective_from=str(TODAY + DAY)), on=TODAY)
    assert [(p.code, p.blocking) for p in late if p.where == "effective_from"] == [("published_late", False)]
    in_time = publishing.problems(document(effective_from=str(TODAY + 5 * DAY)), on=TODAY)
    assert not [p for p in in_time if p.where == "effective_from"]


def test_a_document_is_no_draft_of_another_procedure(world: make.World) -> None:
    with pytest.raises(OtherProcedure):
        publishing.save_draft(
            document=document(), procedure_id=world.procedure.id, actor=world.actor("catalogue"), at=AT
        )
    with pytest.raises(OtherProcedure):
        publishing.save_draft(document=document(), code="1.001193", actor=world.actor("catalogue"), at=AT)


def test_a_new_revision_ends_the_one_before_on_the_eve_and_is_shown_on_its_day(world: make.World) -> None:
    first = published(world)
    coming = published(world, effective_from=str(TODAY + 10 * DAY), name={"vi": "Tên mới"})
    first.refresh_from_db()
    assert first.effective_to == TODAY + 9 * DAY
    assert (first.number, coming.number) == (1, 2)
    shown = Procedure.objects.get(id=first.procedure_id)
    assert (shown.current_id, shown.name) == (first.id, "Cấp giấy xác nhận thử")
    assert publishing.settle(AT + 9 * DAY) == 0
    assert publishing.settle(AT + 10 * DAY) == 1
    shown.refresh_from_db()
    assert (shown.current_id, shown.name) == (coming.id, "Tên mới")


@pytest.mark.parametrize(
    ("first", "because"),
    [(dt.date(1900, 1, 1), "it would hold beside the one it replaces"), (None, "two would begin on one day")],
)
def test_a_revision_that_begins_no_later_than_the_one_before_is_not_published(world: make.World, first: dt.date | None, because: str) -> None:
    before = published(world)
    actor = world.actor("catalogue")
    draft = publishing.save_draft(document=document(effective_from=str(first or before.effective_from)), actor=actor, at=AT)
    with pytest.raises(NotPublishable) as refused:
        publishing.publish(revision_id=draft.revision_id, actor=actor, at=AT)
    assert [(p.where, p.code) for p in refused.value.problems] == [("effective_from", "begins_before")], because
    before.refresh_from_db()
    assert before.effective_to is None


def test_an_ended_procedure_leaves_the_scope_the_day_after(world: make.World) -> None:
    row = published(world)
    actor = world.actor("catalogue")
    with pytest.raises(EndsBeforeItBegins):
        publishing.expire(revision_id=row.id, last_day=dt.date(2025, 6, 30), actor=actor, at=AT)
    publishing.expire(revision_id=row.id, last_day=TODAY, actor=actor, at=AT)
    shown = Procedure.objects.get(id=row.procedure_id)
    assert (shown.closes_on, shown.in_scope) == (TODAY, True)
    publishing.settle(AT + DAY)
    shown.refresh_from_db()
    assert shown.in_scope is False
    configuration.forget()
    assert configuration.current().in_force("9.000002", TODAY) is not None
    assert configuration.current().in_force("9.000002", TODAY + DAY) is None


def test_a_draft_thrown_away_leaves_a_note_behind(world: make.World) -> None:
    draft = publishing.save_draft(document=document(), actor=world.actor("catalogue"), at=AT)
    publishing.discard(revision_id=draft.revision_id, actor=world.actor("catalogue"), at=AT)
    assert not Revision.objects.filter(id=draft.revision_id).exists()
    assert Entry.objects.filter(chain=draft.procedure_id, action="revision.discard").exists()


@pytest.fixture
def _records(db: None, tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(
        json.dumps(
            [
                told(code="1.000001"), told(code="1.000002"), told(code="9.000001"),
                told(code="1.000001.000.00.00.H17", promulgator="UBND thành phố Đà Nẵng"),
            ]
        )
    )  # fmt: skip
    importing.run(path, actor=actors.SYSTEM, at=AT)


def in_scope() -> set[tuple[str, str]]:
    return set(Procedure.objects.filter(in_scope=True).values_list("code", "publisher"))


@pytest.mark.usefixtures("_records")
def test_a_decision_puts_its_procedures_in_scope_from_its_day_on(world: make.World) -> None:
    assert in_scope() == {("9.000001", "H48")}
    applied = scope.apply(
        number="812/QĐ-UBND", signed_on=TODAY, valid_from=TODAY + DAY, codes=["1.000001", "9.000001", "1.999999"],
        actor=world.actor("catalogue"), at=AT,
    )  # fmt: skip
    assert (applied.known, applied.unknown) == (("1.000001", "9.000001"), ("1.999999",))
    assert ("1.000001", "G15") not in in_scope(), "from tomorrow on"
    publishing.settle(AT + DAY)
    assert in_scope() == {("9.000001", "H48"), ("1.000001", "G15")}, (
        "neither another province's procedure nor the record of one that is completed here"
    )
    assert Procedure.objects.get(code="1.000001", publisher="G15").scope_decision == "812/QĐ-UBND"


@pytest.mark.usefixtures("_records")
def test_a_decision_that_ends_takes_its_procedures_out_again(world: make.World) -> None:
    actor = world.actor("catalogue")
    given = {
        "number": "1/QĐ-UBND",
        "signed_on": TODAY,
        "valid_from": TODAY,
        "codes": ["1.000001.H48"],
        "actor": actor,
        "at": AT,
    }
    scope.apply(**given)  # type: ignore[arg-type]
    assert ("1.000001", "G15") in in_scope()
    scope.apply(**{**given, "valid_to": TODAY})  # type: ignore[arg-type]
    publishing.settle(AT + DAY)
    assert ("1.000001", "G15") not in in_scope()


@pytest.mark.parametrize(
    "change", [{"codes": []}, {"codes": [" "]}, {"number": " "}, {"valid_to": dt.date(2025, 1, 1)}]
)
def test_a_decision_that_decides_nothing_is_refused(world: make.World, change: dict[str, object]) -> None:
    given = {"number": "1/QĐ-UBND", "signed_on": TODAY, "valid_from": TODAY, "codes": ["1.000001"]}
    with pytest.raises(ValueError, match="decision"):
        scope.apply(**{**given, **change}, actor=world.actor("catalogue"), at=AT)  # type: ignore[arg-type]
    with pytest.raises(rights.NotController):
        scope.apply(**given, actor=world.actor("head"), at=AT)  # type: ignore[arg-type]


FEE = {
    "key": "qn-1",
    "decision": "24/2025/NQ-HĐND",
    "kind": "le_phi",
    "first_day": "2025-07-01",
    "fees": ["le-phi"],
    "amount": 15000,
}
LIMIT = {
    "key": "fast",
    "decision": "906/QĐ-UBND",
    "first_day": "2023-06-14",
    "procedures": ["9.000001"],
    "percent": 20,
}


def test_rows_of_fees_and_limits_are_kept_as_given_and_replaced_by_key(world: make.World) -> None:
    actor = world.actor("catalogue")
    assert rows.add_fees([FEE], actor=actor, at=AT) == rows.add_limits([LIMIT], actor=actor, at=AT) == 1
    rows.add_fees([FEE | {"amount": 20000}], actor=actor, at=AT)
    kept = FeeRow.objects.get(key="qn-1")
    assert (kept.document["amount"], kept.first_day, kept.last_day) == (20000, dt.date(2025, 7, 1), None)
    assert LimitRow.objects.get(key="fast").procedures == ["9.000001"]
    rows.end(key="qn-1", last_day=TODAY, actor=actor, at=AT)
    assert FeeRow.objects.get(key="qn-1").last_day == TODAY
    with pytest.raises(LookupError):
        rows.end(key="nothing", last_day=TODAY, actor=actor, at=AT)
    with pytest.raises(rights.NotController):
        rows.add_fees([FEE], actor=world.actor("collector"), at=AT)


@pytest.mark.parametrize(
    ("row", "because"),
    [
        (FEE | {"amount": -1}, "less than nothing"),
        (FEE | {"kind": "tax"}, "no such kind"),
        (FEE | {"last_day": "2024-01-01"}, "it ends before it begins"),
        ({k: v for k, v in FEE.items() if k != "key"}, "no key to know it by"),
        (FEE | {"colour": "red"}, "an unknown part"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_name(
    world: make.World, row: dict[str, object], because: str
) -> None:
    with pytest.raises(rows.RowWrong) as refused:
        rows.add_fees([FEE | {"key": "good"}, row], actor=world.actor("catalogue"), at=AT)
    assert refused.value.problems, because
    assert not FeeRow.objects.exists(), "all or nothing"


def test_words_are_replaced_when_given_again(world: make.World) -> None:
    actor = world.actor("catalogue")
    words.load_synonyms(
        [{"words": "sổ đỏ", "codes": ["1"]}, {"words": "So Do", "codes": ["2"]}], actor=actor, at=AT
    )
    assert list(Synonym.objects.values_list("folded", "codes")) == [("so do", ["2"])]
    words.load_life_events(
        [{"key": "birth", "name": {"vi": "Sinh con"}, "codes": ["1.001193"]}], actor=actor, at=AT
    )
    words.load_life_events([{"key": "birth", "name": {"vi": "Có con"}, "codes": []}], actor=actor, at=AT)
    assert list(LifeEvent.objects.values_list("name", "ordinal")) == [({"vi": "Có con"}, 1)]
    with pytest.raises(ValueError, match="without words"):
        words.load_synonyms([{"words": "  "}], actor=actor, at=AT)


def test_what_is_filed_often_is_counted(world: make.World) -> None:
    make.received(world)
    make.filed(world)
    assert popularity.count(since=TODAY) == 1
    world.procedure.refresh_from_db()
    assert world.procedure.filings == 2
    assert popularity.count(since=TODAY) == 0, "nothing has changed"
    assert popularity.count(since=TODAY + DAY) == 1
    world.procedure.refresh_from_db()
    assert world.procedure.filings == 0


@pytest.mark.django_db
def test_the_demos_catalogue_loads_whole_and_only_once() -> None:
    first = loading.load(DEMO, actor=actors.SYSTEM, at=AT)
    assert first.refused == {}
    assert first.published == len(list((DEMO / "procedures").glob("*.json"))) > 40
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procedures_procedure WHERE search IS NULL OR current_id IS NULL")
        assert cursor.fetchone() == (0,)
    again = loading.load(DEMO, actor=actors.SYSTEM, at=AT + DAY)
    assert (again.published, again.unchanged) == (0, first.published)


@pytest.mark.django_db
def test_a_document_that_may_not_be_published_is_named_and_the_others_are_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "procedures"
    folder.mkdir()
    (folder / "good.json").write_text(json.dumps(document()))
    (folder / "bad.json").write_text(json.dumps(document(code="9.000003", decision="")))
    found = loading.load(tmp_path, actor=actors.SYSTEM, at=AT)
    assert (found.published, list(found.refused)) == (1, ["bad"])
    assert [p.where for p in found.refused["bad"]] == ["decision"]
