"""Search for people: the everyday queries find what they should, fast, and nobody is left without help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.queries import catalogue, search
from motcua.queries.search_filters import Filters
from motcua.services.catalogue import loading
from motcua.storage.procedures.models import LifeEvent, Procedure
from tests import make

TODAY = make.MONDAY.date()
DEMO = Path(loading.__file__).parents[2] / "demo" / "catalogue"
QUERIES = json.loads((DEMO / "queries.json").read_text(encoding="utf-8"))


def codes(text: str, **more: object) -> list[str]:
    return [hit.code for hit in search.find(text, on=TODAY, **more).hits]  # type: ignore[arg-type]


def missed() -> list[str]:
    """The everyday queries whose procedure is not among the first three."""
    return [q["query"] for q in QUERIES if not set(q["expected"]) & set(codes(q["query"])[:3])]


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_every_everyday_query_finds_its_procedure_among_the_first_three() -> None:
    assert len(QUERIES) >= 40
    assert missed() == []


ANSWERS = [
    ("đăng ký khai sinh", "1.001193", "as it is called"),
    ("ĐĂNG KÝ KHAI SINH", "1.001193", "in capitals"),
    ("dang ki khai sinh", "1.001193", "without marks, kí for ký"),
    ("dang ky khia sinh", "1.001193", "two letters swapped"),
    ("khaisinh", "1.001193", "without the space"),
    ("sổ dỏ", "1.013978", "a wrong letter with marks on"),
    ("1.001193", "1.001193", "by code"),
    ("1001193", "1.001193", "by code without its dot"),
    ("1.001193.000.00.00.H48", "1.001193", "by code with an agency"),
    ("birth certificate", "1.001193", "in English"),
    ("chuyển nơi ở", "1.004222", "a moment of life"),
    ("giay to nha dat", "1.013978", "what people call it, without marks"),
    ("xe may", "2.001035", "what is to be sold"),
    ("bán rượu", "2.000620", "an everyday word"),
    ("an toàn thực phẩm sở y tế", "1.002425", "with the agency"),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize(("text", "code", "because"), ANSWERS)
def test_a_procedure_is_found_however_it_is_asked_for(text: str, code: str, because: str) -> None:
    assert code in codes(text)[:4], because


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_what_was_probably_meant_is_said() -> None:
    assert search.find("dang ki khai sih").corrected == "dang ki khai sinh"
    assert search.find("đăng ký khai sinh").corrected is None


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_where_nothing_fits_the_answer_says_where_to_look() -> None:
    answer = search.find("xyzzy qwertz")
    assert answer.hits == ()
    assert {h.kind for h in answer.help} == {"life_event", "field"}
    named = search.find("sinh con")
    assert [(h.kind, h.key) for h in named.help] == [("life_event", "birth")]


NOTHING = ["", "   ", "%%%", "'; DROP TABLE x; --", "\x00", "!!! ???", "&|():*", "ư" * 500, "a" * 5000]


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize("text", NOTHING)
def test_odd_input_does_no_harm(text: str) -> None:
    assert isinstance(search.find(text).hits, tuple)
    assert isinstance(search.suggest(text), tuple)
    assert Procedure.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_what_has_ended_is_found_by_code_but_not_by_words() -> None:
    assert codes("lý lịch tư pháp")[0] == "3.000333"
    assert "2.000488" not in codes("lý lịch tư pháp")
    assert "2.000488" in codes("2.000488")


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_filters_narrow_by_level_audience_unit_field_and_moment_of_life() -> None:
    assert {h.levels for h in search.find("giấy", filters={"level": "province"}).hits} <= {
        ("province",),
        ("province", "commune"),
    }
    assert all(
        "business" in h.audience for h in search.find("giấy phép", filters={"audience": "business"}).hits
    )
    home = LifeEvent.objects.get(key="home_land").codes
    assert codes("cấp đổi", filters={"life_event": "home_land"})[0] == "1.012783"
    assert set(codes("cấp đổi", filters={"life_event": "home_land"})) <= set(home)
    land = search.find("", filters={"unit": "H48.24"}).hits
    assert "1.003650" in {h.code for h in land}
    assert {h.why for h in land} == {"listed"}
    field = search.find("đăng ký", filters={"field": "Hộ tịch"})
    assert field.hits
    assert {h.field.vi for h in field.hits} == {"Hộ tịch"}
    assert search.find("đăng ký", filters={"field": "ho-tich"}).hits == field.hits, (
        "by the key in addresses too"
    )
    assert search.find("đăng ký", filters={"level": ""}).hits == search.find("đăng ký").hits
    for name in ("colour", "everything"):
        with pytest.raises(TypeError, match=name):
            search.find("giấy", filters={name: "1"})


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_a_communes_unit_is_asked_for_what_communes_settle(world: make.World) -> None:
    found = search.find("", filters={"unit": world.centre.code}, limit=200).hits
    assert found
    assert all("commune" in hit.levels for hit in found)


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_suggestions_complete_what_is_being_typed() -> None:
    assert search.suggest("khai s")[0].code == "1.001193"
    assert search.suggest("khai s")[0].text.vi == "Đăng ký khai sinh"
    assert len(search.suggest("giấy", limit=3)) == 3
    assert search.suggest(" ") == ()
    assert [one.code for one in search.suggest("2.000815")] == ["2.000815"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_what_is_filed_often_comes_first_among_equals() -> None:
    first, second = codes("hộ kinh doanh")[:2]
    Procedure.objects.filter(code=second).update(filings=5000)
    assert codes("hộ kinh doanh")[0] == second != first


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_one_search_is_one_statement(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    search.find("khai sinh", on=TODAY)
    with django_assert_num_queries(1):
        assert search.find("dang ki ket hon", on=TODAY).hits


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo")
def test_the_controllers_lists_count_what_they_show() -> None:
    everything = Filters(everything=True)
    page = catalogue.listing(everything, page=1, per=10)
    assert len(page.rows) == 10
    assert page.total == Procedure.objects.count() == sum(catalogue.counts("completeness").values())
    assert catalogue.listing(everything, page=99, per=10) == catalogue.Listing((), page.total)
    communes = catalogue.listing(Filters(level="commune", everything=True), per=200)
    assert communes.total == len(communes.rows) == catalogue.counts("level")["commune"]
    assert catalogue.counts("audience")["citizen"] > catalogue.counts("audience")["business"]
    assert list(catalogue.counts("publisher")) == ["H48"]
    found = catalogue.by_code("1.001193")
    assert found is not None
    shown = catalogue.procedure(found)
    assert shown is not None
    assert [(r.state, r.current) for r in shown.revisions] == [("published", True)]
    document = catalogue.document(shown.revisions[0].id)
    assert document is not None
    assert document["code"] == "1.001193"
