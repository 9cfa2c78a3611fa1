"""Agencies of chains: kept by the province's administrator, one of a kind for a commune on a day, sent e-mails with the slip."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.connectors.agency_email import AgencyEmail
from motcua.domain.people.agencies import Agency, Way, overlapping, serving
from motcua.domain.permissions.roles import Role
from motcua.ports.messages import Delivered, NotNeeded, Parcel
from motcua.queries import configuration
from motcua.services import agencies, agency_letters
from motcua.services.agencies import AgencyWrong, GivenAgency, NotAdministered
from motcua.services.dossiers import tasks
from motcua.services.dossiers.tasks import Sending
from motcua.storage.chains.models import Agency as Row
from motcua.storage.chains.models import Task
from tests import chain_stories, make
from tests.chain_stories import on

FIRST = dt.date(2025, 7, 1)


def kept(id_: str, areas: str = "", first: dt.date = FIRST, last: dt.date | None = None, kind: str = "tax") -> Agency:
    return Agency(id=id_, name=id_, kind=kind, areas=frozenset(areas.split()), way=Way.LETTER, valid_from=first, valid_to=last)


@pytest.mark.parametrize(
    ("area", "day", "found", "because"),
    [
        ("1", dt.date(2026, 1, 1), "region", "named for the commune before the whole province"),
        ("9", dt.date(2026, 1, 1), "province", "nobody is named for it"),
        ("1", dt.date(2026, 7, 1), "province", "the region's agency has ended"),
        ("1", dt.date(2025, 6, 30), None, "nobody began before"),
    ],
)
def test_the_agency_that_serves_a_commune_on_a_day(area, day, found, because):
    known = [kept("province"), kept("region", "1 2", last=dt.date(2026, 6, 30)), kept("police", "1", kind="police")]
    served = serving(known, "tax", area, day)
    assert (served.id if served else None) == found, because


@pytest.mark.parametrize(
    ("new", "clashes"),
    [
        (kept("new", "2 3"), True), (kept("new", "3"), False), (kept("new"), False), (kept("new", "2", kind="police"), False),
        (kept("new", "2", first=dt.date(2026, 7, 1)), False), (kept("region", "2"), False),
    ],
)  # fmt: skip
def test_two_of_a_kind_never_serve_the_same_commune_on_the_same_day(new, clashes):
    assert (overlapping([kept("region", "1 2", last=dt.date(2026, 6, 30))], new) is not None) is clashes


def test_only_whoever_administers_the_province_keeps_agencies(world):
    given = GivenAgency(name="Thuế cơ sở 6", kind="tax", first=FIRST)
    for who in ("officer", "catalogue", "leader"):
        with pytest.raises(NotAdministered):
            agencies.add(given=given, actor=world.actor(who), at=on(16))
    world.staff["local"] = make.member("local", Role.UNIT_ADMIN, world.commune)
    with pytest.raises(NotAdministered):
        agencies.add(given=given, actor=world.actor("local"), at=on(16))
    made = agencies.add(given=given, actor=world.actor("unit_admin"), at=on(16))
    configuration.forget()
    assert [a.id for a in configuration.current().agencies] == [str(made)]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"name": " "}, "name"), ({"kind": "Thuế"}, "kind"), ({"areas": ("99999",)}, "areas"), ({"way": Way.EMAIL, "email": "không phải thư"}, "email"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named(world, changes, what):
    given = GivenAgency(**({"name": "Thuế cơ sở 6", "kind": "tax", "first": FIRST} | changes))  # type: ignore[arg-type]
    with pytest.raises(AgencyWrong) as refused:
        agencies.add(given=given, actor=world.actor("system_admin"), at=on(16))
    assert refused.value.what == what


def test_an_ended_agency_is_asked_no_more_and_its_answers_are_still_waited_for(world):
    chain = chain_stories.chain(world)
    row = chain.to_tax(on(16))
    waiting = agencies.end(agency_id=chain.tax.id, last=dt.date(2026, 11, 17), actor=world.actor("system_admin"), at=on(17))
    assert waiting == 1
    assert Row.objects.get(id=chain.tax.id).valid_to == dt.date(2026, 11, 17)
    configuration.forget()
    assert configuration.current().agencies  # it stays, with its days
    assert Task.objects.get(dossier=row).cancelled_at is None


class Paper:
    """A printer that needs no program."""

    def render(self, template: str, data: object) -> bytes:
        return f"%PDF {template}".encode()


def test_the_slip_goes_to_the_agencys_address_and_holds_no_name_in_the_letter(world, mailoutbox):
    chain = chain_stories.chain(world)
    Row.objects.filter(id=chain.tax.id).update(way="email", email="thue6@example.gov.vn")
    configuration.forget()
    row = chain.to_tax(on(16))
    task = Task.objects.get(dossier=row)
    tasks.send(dossier_id=row.id, sending=Sending(task=task.id), actor=world.actor("land_officer"), at=on(16, 10))
    about = agency_letters.about({"task": str(task.id)}, printer=Paper())
    parcel = Parcel(key="k1", topic="chain.sent", created_at=on(16, 10), attempt=1, body={"task": str(task.id)}, about=about)
    assert AgencyEmail().deliver(parcel) == Delivered()
    (letter,) = mailoutbox
    assert letter.to == ["thue6@example.gov.vn"]
    assert row.code in letter.subject
    assert "trước 17:00, ngày 23/11/2026" in letter.body
    assert row.owner_name not in letter.body
    ((name, content, kind),) = letter.attachments
    assert (name, content, kind) == (f"{row.code}.pdf", b"%PDF slip", "application/pdf")


def test_what_is_not_waited_for_any_more_is_not_sent(world, mailoutbox):
    chain = chain_stories.chain(world)
    row = chain.to_tax(on(16))
    about = agency_letters.about({"task": str(Task.objects.get(dossier=row).id)}, printer=Paper())
    assert about == {}
    assert AgencyEmail().deliver(Parcel(key="k", topic="chain.sent", created_at=on(16), attempt=1, body={}, about=about)) == NotNeeded("no_address")
    assert mailoutbox == []
