"""Nobody who reads figures comes to a name or an identity number: every route, every file, every answer to a key is looked into."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import re
import unicodedata
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, reverse

from motcua.api.v1.site import api
from motcua.domain.dossiers.states import Place
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.party import Address, Party, PartyRole
from motcua.domain.permissions.roles import Role
from motcua.domain.procedures.revision import Channel
from motcua.services import accounts
from motcua.services.dossiers import moving, opening
from motcua.services.figures import exporting, publishing
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from motcua.storage.figures.models import Fact
from motcua.storage.reports.models import Report
from motcua.workers.jobs import figures_export
from tests import make, signing
from tests.architecture.test_routes import guard_of, routes, sample
from tests.make import MONDAY, World
from tests.web.board.test_campaigns import running_campaign
from tests.web.board.test_reports import _sign

NAME, NUMBER = "Nguyễn Thị Tuyệt Mật", "051190987654"
PHONE, STREET = "0905987321", "Ngõ Không Ai Biết, thôn Kín"
SECRETS = (NAME, "Tuyệt Mật", NUMBER, PHONE, STREET, "Không Ai Biết")
PERIOD = {"period": "own", "first": "2026-07-01", "last": "2026-11-30", "ky": "2026-Q3"}
PUBLIC = ("thu-tuc", "don-vi")
KINDS = {  # of routes with further parts
    "board_indicator_file": ("xlsx", "csv", "pdf"), "board_report_file": ("xlsx", "pdf", "json"), "portal_statistics_data": PUBLIC,
    "portal_statistics_group": PUBLIC,
}  # fmt: skip


@dataclass
class Story:
    """What there is to be opened: by the name of a part of an address, what may stand there."""

    world: World
    parts: dict[str, list[object]]
    key: str


@pytest.fixture
def story(world: World, client: Client, monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> Story:  # type: ignore[no-untyped-def]
    """Dossiers of people with names to be found: filed, received, settled late; a report, a campaign, a file, public tables."""
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    parties = _parties()
    online = make.filing(world, channel=Channel.ONLINE, place=Place.AFAR, parties=parties)
    filed = [opening.file(filing=online, actor=make.citizen(NUMBER, NAME), at=MONDAY) for _ in range(3)]
    moving.advance(dossier_id=filed[0].id, action=Action.ACCEPT, actor=world.actor("clerk"), at=MONDAY, inputs={})
    moving.advance(dossier_id=filed[1].id, action=Action.REFUSE_INTAKE, actor=world.actor("clerk"), at=MONDAY, inputs={"reason": "Thiếu giấy tờ"})
    late = [make.received(world, parties=parties) for _ in range(2)]
    Fact.objects.filter(dossier_id__in=[one.id for one in late]).update(
        accepted_on=dt.date(2026, 8, 3), late_on=dt.date(2026, 8, 6), ended_on=dt.date(2026, 8, 10), ended="done", timeliness="late", ended_late=True
    )
    publishing.publish(at=MONDAY)
    campaign = running_campaign(world)
    controller = Client()
    signing.staff(controller, world, "controller")
    _sign(controller, world)
    made = exporting.begin(unit_id=None, first=dt.date(2026, 7, 1), last=MONDAY.date(), kind="xlsx", actor=world.actor("leader"), at=MONDAY)
    figures_export.make_export({"export": str(made)})
    _id, secret = accounts.new_key(
        name="x", unit_id=world.province.id, roles=[Role.LEADER], scopes=["figures:read"], actor=world.actor("unit_admin"), at=MONDAY
    )
    slip = IssuedSlip.objects.first()
    dossier = Dossier.objects.get(id=late[0].id)
    return Story(world, {
        "code": [dossier.code, "9.000001", "online", "PROGRESS_ON_TIME", world.centre.code], "which": ["dat", "chua-dat"],
        "kind": ["xlsx", "csv", "pdf", "json", "received", "open", "late", "thu-tuc", "don-vi"],
        "column": ["late", "total"],
        "report_id": [Report.objects.get().id], "campaign_id": [campaign], "export_id": [made], "dossier_id": [dossier.id, filed[0].id],
        "period": ["2026-Q3", "2026-T8"], "form": ["csv", "json"], "slip": [slip.id] if slip else [], "staff_id": [world.staff["clerk"].id],
        "unit_id": [world.commune.id], "what": ["nhiem-vu", "kho-khan"], "key": ["thu-nghiem"],
    }, secret)  # fmt: skip


def _parties() -> tuple[Party, ...]:
    """Return an owner and somebody who hands the dossier in for them, both to be found by every word said of them."""
    address = Address(text=STREET, area_code_new="21001")
    owner = replace(make.person(NUMBER, NAME), phone=PHONE, address=address)
    return owner, replace(owner, role=PartyRole.SUBMITTER)


def texts(answer) -> str:  # type: ignore[no-untyped-def]
    """Return everything an answer says, whatever it is: a page, JSON, a workbook, a PDF."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.get("Content-Type", "")
    if body.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(body))
        return " ".join(" ".join(p.extract_text() for p in reader.pages).split()) + str(reader.metadata)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if "json" in kind and body:
        return json.dumps(json.loads(body), ensure_ascii=False)
    return body.decode("utf-8", "replace") + " ".join(f"{k}: {v}" for k, v in answer.headers.items())


def plain(text: str) -> str:
    """Return a text without marks and case, digits without what may stand between them."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")) if not unicodedata.combining(c))
    return re.sub(r"(?<=\d)[ .\u00a0-](?=\d)", "", " ".join(bare.lower().split()))


WANTED = tuple(plain(one) for one in SECRETS)


def secrets_in(text: str) -> list[str]:
    bare = plain(text)
    return [one for one in WANTED if one in bare]


def addresses(pattern: URLPattern, story: Story) -> Iterator[str]:
    """Return the addresses of a route with everything there is to be opened in it, and with something that is not there."""
    names = list(pattern.pattern.converters)
    nothing = sample(pattern)
    parts = story.parts | {"kind": [one for one in story.parts["kind"] if len(names) == 1 or one in KINDS.get(str(pattern.name), (one,))]}
    choices = [[*parts.get(name, ()), *([nothing[name]] if len(names) == 1 or name not in parts else [])] for name in names]
    for values in itertools.product(*choices):
        try:
            yield reverse(pattern.name, kwargs=dict(zip(names, values, strict=True)))
        except Exception:  # noqa: BLE001 - a value of another kind than the route takes
            continue


def test_the_finder_finds(story: Story) -> None:
    """Where a name does stand, it is found: in what a clerk sees, in any spelling, in a workbook and in JSON."""
    clerk = Client()
    signing.staff(clerk, story.world, "clerk")
    page = clerk.get(reverse("counter_dossier", args=[story.parts["dossier_id"][0]]))
    assert "nguyen thi tuyet mat" in secrets_in(texts(page))
    assert secrets_in("NGUYỄN  THỊ\nTUYỆT MẬT 0511 9098 7654") == ["nguyen thi tuyet mat", "tuyet mat", "051190987654"]


def test_a_reader_of_figures_comes_to_no_name_by_any_route(story: Story) -> None:
    """Every route there is, with real dossiers in it: what opens says no name, what is of another room does not open."""
    reader = Client(raise_request_exception=False)
    signing.staff(reader, story.world, "leader")
    told, opened, leaks = 0, [], []
    for path, pattern in routes():
        guard = guard_of(pattern)
        mine = guard in ("public", "staff:") or "leader" in guard.removeprefix("staff:").split(",")
        for address in itertools.islice(addresses(pattern, story), None if mine else 2):
            answer = reader.get(address, PERIOD)
            assert answer.status_code != 500, address
            if not mine and answer.status_code not in (302, 403, 404, 405):
                opened.append((path, answer.status_code))
            found = secrets_in(texts(answer))
            if found:
                leaks.append((address, found))
            told += answer.status_code == 200
    assert opened == []
    assert leaks == []
    assert told > 60, "pages, files and tables were really opened"


def test_the_files_of_figures_are_opened_by_it(story: Story) -> None:
    """The walk above reaches the files: each of them answers, and none is empty."""
    reader = Client()
    signing.staff(reader, story.world, "leader")
    for name in ("board_indicators_file", "board_indicator_file", "board_index_file"):
        for kind in ("xlsx", "csv", "pdf"):
            answer = reader.get(reverse(name, args=["online", kind] if name == "board_indicator_file" else [kind]), PERIOD)
            assert (answer.status_code, len(texts(answer)) > 100) == (200, True), (name, kind)
    whole = texts(reader.get(reverse("board_indicator_export_file", args=story.parts["export_id"])))
    assert "UBND xã Ba Thử" in whole
    assert secrets_in(whole) == []


def test_a_visitor_comes_to_no_name_by_any_route(story: Story) -> None:
    visitor = Client(raise_request_exception=False)
    opened = leaks = 0
    for _path, pattern in routes():
        for address in addresses(pattern, story):
            answer = visitor.get(address, {"ky": "2026-Q3", "nhom": "thu-nghiem", "q": "Tuyệt", "ma": str(story.parts["code"][0])})
            opened += answer.status_code == 200
            bare = texts(answer).replace("Tuyệt", "") if "tim" in address or "co-quan" in address else texts(answer)
            leaks += bool(secrets_in(bare))
            if guard_of(pattern) != "public":
                assert answer.status_code in (302, 403, 404, 405), address
    assert leaks == 0
    assert opened > 20


def test_a_key_that_reads_figures_comes_to_no_name_by_any_address(story: Story) -> None:
    machine, told = Client(raise_request_exception=False), 0
    for path, methods in api.get_openapi_schema()["paths"].items():
        values = {"dossier_id": story.parts["dossier_id"], "code": ["9.000001", "online"], "slip_id": story.parts["slip"], "waybill": ["EH1"]}
        names = re.findall(r"\{(\w+)\}", path)
        for chosen in itertools.product(*(values.get(name) or [uuid.UUID(int=7)] for name in names)):
            address = path
            for name, value in zip(names, chosen, strict=True):
                address = address.replace(f"{{{name}}}", str(value))
            for method in methods:
                send = getattr(machine, method)
                more = {"data": "{}", "content_type": "application/json"} if method == "post" else {}
                answer = send(address + ("?by=unit&first=2026-07-01&last=2026-11-30" if "figures" in address else "?q=thu"), headers={"Authorization": f"Bearer {story.key}"}, **more)
                assert secrets_in(texts(answer)) == [], address
                assert answer.status_code != 500, address
                if "/figures" not in path and "/procedures" not in path:
                    assert answer.status_code in (400, 401, 403, 404, 409, 422), (method, address)
                told += answer.status_code == 200
    assert told >= 5
