"""Public statistics: published quarter by quarter with small counts withheld, left as they are, shown and given as open data."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.figures.publication import MEASURES
from motcua.domain.reports import periods
from motcua.queries import configuration
from motcua.queries.figures import published
from motcua.services import configuration as settings_
from motcua.services.figures import publishing
from motcua.storage.figures.models import Publication
from motcua.storage.ledger.models import Entry
from tests import figures_rows
from tests.figures_rows import Row
from tests.make import MONDAY, World

TABLES_OF_A_QUARTER = 2 * 4  # by procedure and by unit: the quarter and its months
D = dt.date


@pytest.fixture
def province(world: World) -> figures_rows.Catalogue:
    """Three quarters of 2026: two procedures with many dossiers, one with three in August; the other commune has two of them."""
    given = figures_rows.catalogue(4)
    here = [
        Row(D(2026, m, 2 + i), procedure=p, online=i % 2 == 0, ended_on=D(2026, m, 20), due_on=D(2026, m, 25 if i else 10), rating=3 if i % 3 else 1)
        for m in range(1, 10) for p in (0, 1) for i in range(12 + p)
    ]  # fmt: skip
    few = [Row(D(2026, 8, 3), procedure=2, ended_on=D(2026, 8, 6), due_on=D(2026, 8, 7))]
    figures_rows.write([*here, *few], given=given, received=world.centre, competent=world.commune)
    figures_rows.write([few[0], few[0]], given=given, received=world.other_centre, competent=world.other_commune)
    return given


def table(kind: str, key: str) -> published.Table:
    found = published.one(kind, periods.read(key))
    assert found is not None
    return found


def line(found: published.Table, code: str) -> published.Line:
    return next(one for one in found.lines if one.code == code)


def test_what_has_ended_and_settled_is_published_once(province: figures_rows.Catalogue) -> None:
    assert publishing.publish(at=MONDAY) == 3 * TABLES_OF_A_QUARTER
    assert publishing.publish(at=MONDAY) == 0
    assert [p.key for p in published.all_periods()][:4] == ["2026-Q3", "2026-Q2", "2026-Q1", "2026-T9"]
    found = table("procedure", "2026-Q1")
    assert (found.total.cells["received"], found.total.cells["settled"], found.version) == (75, 75, 1)
    one = line(found, "7.000000")
    assert (one.cells["received"], one.cells["online"], str(one.share("in_time_percent"))) == (36, 18, "91.67")
    assert one.withheld == []


def test_a_quarter_waits_for_its_days_and_a_year_for_its_quarters(province: figures_rows.Catalogue) -> None:
    early = MONDAY.replace(month=10, day=10)
    assert publishing.publish(at=early) == 2 * TABLES_OF_A_QUARTER, "ten days for ratings"
    assert publishing.publish(at=early.replace(day=11)) == TABLES_OF_A_QUARTER
    next_year = MONDAY.replace(year=2027, month=1, day=20)
    assert publishing.publish(at=next_year) == TABLES_OF_A_QUARTER + 2
    year = table("procedure", "2026-Y1")
    assert line(year, "7.000001").cells["received"] == 9 * 13
    assert line(year, "7.000000").cells["received"] is None, "withheld beside another in one quarter: its year would tell"


def test_few_persons_are_withheld_with_what_would_give_them_away_in_every_table_and_period(province: figures_rows.Catalogue) -> None:
    publishing.publish(at=MONDAY)
    quarter = table("procedure", "2026-Q3")
    assert line(quarter, "7.000002").cells["received"] is None
    withheld = [one.code for one in quarter.lines if one.cells["received"] is None]
    assert len(withheld) >= 2, "3 alone would be the sum less the others"
    units = table("unit", "2026-Q3")
    assert line(units, "H48.102").cells["received"] is None
    assert line(units, "H48.101").cells["received"] is None
    for month in ("2026-T7", "2026-T8", "2026-T9"):
        here = table("procedure", month)
        assert {one.code for one in here.lines if one.cells["received"] is None} >= set(withheld)
        assert {one.code for one in here.lines} == {one.code for one in quarter.lines}, "a procedure left out would be known to have none"
    for row in Publication.objects.all():
        said = json.loads(row.content)
        counts = [n for cells in [r["cells"] for r in said["rows"]] for n in cells.values() if n is not None]
        assert not [n for n in counts if 0 < n < 5], row.period


def test_both_tables_withhold_the_sum_of_all_where_one_does(province: figures_rows.Catalogue) -> None:
    publishing.publish(at=MONDAY)
    for row in Publication.objects.filter(kind="procedure"):
        other = Publication.objects.get(kind="unit", period=row.period)
        assert json.loads(row.content)["total"] == json.loads(other.content)["total"]


def test_the_threshold_is_a_dated_setting(province: figures_rows.Catalogue, world: World) -> None:
    settings_.set_value(key="public_least", value=2, first=D(2026, 1, 1), basis="01/QĐ-UBND", actor=world.actor("system_admin"), at=MONDAY)
    configuration.forget()
    publishing.publish(at=MONDAY)
    assert line(table("procedure", "2026-Q3"), "7.000002").cells["received"] == 3


def test_what_was_published_stays_until_it_is_published_again_on_purpose(province: figures_rows.Catalogue, world: World) -> None:
    publishing.publish(at=MONDAY)
    before = table("procedure", "2026-Q1")
    figures_rows.write([Row(D(2026, 2, 3))] * 6, given=province, received=world.centre, competent=world.commune)
    publishing.publish(at=MONDAY)
    assert table("procedure", "2026-Q1") == before
    assert publishing.publish(at=MONDAY, again=True) == 3 * TABLES_OF_A_QUARTER
    after = table("procedure", "2026-Q1")
    assert (after.version, after.total.cells["received"]) == (2, 81)
    assert Entry.objects.filter(action="publication.again").count() == 3 * TABLES_OF_A_QUARTER


def test_the_sums_of_a_table_are_those_of_the_facts(province: figures_rows.Catalogue) -> None:
    publishing.publish(at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE channel = 'online'), count(*) FILTER (WHERE timeliness <> 'late'), count(rating) "
            "FROM figures_fact WHERE accepted_on BETWEEN '2026-04-01' AND '2026-06-30'"
        )
        counts = cursor.fetchone()
    total = table("unit", "2026-Q2").total.cells
    assert counts == (total["received"], total["online"], total["in_time"], total["rated"])


# the pages and the open data


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_anybody_reads_the_statistics_of_a_period_by_procedure_and_by_unit(client: Client, province: figures_rows.Catalogue) -> None:
    assert "Chưa có số liệu công khai" in page(client, reverse("portal_statistics"))
    publishing.publish(at=MONDAY)
    home = page(client, reverse("portal_statistics") + "?ky=2026-Q1")
    assert "Quý I/2026" in home
    assert "91,67%" in page(client, reverse("portal_statistics_group", args=["thu-tuc", "2026-Q1"]) + "?nhom=linh-vuc-khac")
    assert "Quý III/2026" in page(client, reverse("portal_statistics"))
    third = page(client, reverse("portal_statistics_group", args=["thu-tuc", "2026-Q3"]) + "?nhom=linh-vuc-khac")
    assert "Thủ tục 2" in third
    assert "(&lt;5)" in third
    assert "UBND xã Ba Thử" in page(client, reverse("portal_statistics_group", args=["don-vi", "2026-Q3"]) + "?nhom=cap-xa")
    assert "Quý III/2026" in page(client, "/so-lieu-cong-khai/?ky=2019-Q1"), "the latest one, and it is said"
    assert reverse("portal_statistics") in page(client, reverse("portal_privacy"))


@pytest.mark.parametrize(
    "address", ["thu-tuc/2026-Q9/?nhom=x", "thu-tuc/2026-Q3/?nhom=khong-co", "nguoi/2026-Q3/?nhom=x", "du-lieu/thu-tuc/2026-Q3.pdf", "du-lieu/don-vi/nam.csv"]
)
def test_what_is_not_published_is_not_found(client: Client, province: figures_rows.Catalogue, address: str) -> None:
    publishing.publish(at=MONDAY)
    assert client.get(f"/so-lieu-cong-khai/{address}").status_code == 404


def test_open_data_says_the_same_as_csv_and_json_and_as_its_dictionary_says(client: Client, province: figures_rows.Catalogue) -> None:
    publishing.publish(at=MONDAY)
    answer = client.get(reverse("portal_statistics_data", args=["thu-tuc", "2026-Q3", "csv"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    said = client.get(reverse("portal_statistics_data", args=["thu-tuc", "2026-Q3", "json"])).json()
    dictionary = client.get(reverse("portal_statistics_dictionary_data")).json()
    names = [c["name"] for c in dictionary["columns"]]
    assert list(rows[0]) == names == list(said["rows"][0])
    assert all(c["text"]["vi"] and c["text"]["en"] != c["text"]["vi"] for c in dictionary["columns"])
    for flat, one in zip(rows, said["rows"], strict=True):
        assert [flat[m] for m in MEASURES] == ["" if one[m] is None else str(one[m]) for m in MEASURES]
        assert flat["withheld"].split() == one["withheld"] == [m for m in MEASURES if one[m] is None]
    assert said["total"]["received"] == table("procedure", "2026-Q3").total.cells["received"]
    assert "Giải quyết đúng hạn" in page(client, reverse("portal_statistics_dictionary"))


def test_pages_and_data_may_be_kept_by_caches_and_cost_few_statements(client: Client, province: figures_rows.Catalogue) -> None:
    publishing.publish(at=MONDAY)
    address = reverse("portal_statistics_data", args=["don-vi", "2026-Q3", "csv"])
    answer = client.get(address)
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    home = client.get(reverse("portal_statistics"))
    assert home["Cache-Control"] == "private, max-age=600", "it carries a cookie: only the reader's own browser keeps it"
    assert "Cookie" in home["Vary"]
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("portal_statistics"))
    assert len(seen) <= 6
    assert len(home.content) < 40_000


def test_the_pages_are_in_english_too(client: Client, province: figures_rows.Catalogue) -> None:
    publishing.publish(at=MONDAY)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Quarter III of 2026" in page(client, reverse("portal_statistics"))
