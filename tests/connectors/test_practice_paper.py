"""Paper of practice mode: every page of every paper says that it is worth nothing, and stays readable under the words."""

from __future__ import annotations

import io

import pypdf
import pytest

from motcua import wiring
from motcua.connectors.typst_printer import FONTS, TEMPLATES, TypstPrinter
from motcua.domain.dossiers.slips import form_sets
from motcua.domain.permissions.roles import VISITOR, Actor, ActorKind
from motcua.services.slip_pages import page_of
from tests import page_samples, slip_samples

if not any(FONTS.glob("*.ttf")):
    pytest.skip("the fonts for printing are missing: run make fonts", allow_module_level=True)

SLIPS = {name: page_of(make(), form_set=form_sets()[1], at=slip_samples.PRINTED_AT) for name, make in slip_samples.ALL.items()}
PAGES = SLIPS | {name: make() for name, make in page_samples.ALL.items()}
BY_TEMPLATE = {page.template: page for page in PAGES.values()}
WORDS = ("HỌC TẬP", "KHÔNG CÓ GIÁ TRỊ")
LEARNER = Actor(kind=ActorKind.STAFF, id="a", learner="a")


def said(pdf: bytes) -> list[str]:
    """Return the text of each page with every run of white space as one blank."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("template", sorted(BY_TEMPLATE))
def test_every_page_of_every_paper_is_marked_in_practice_and_only_there(template):
    page = BY_TEMPLATE[template]
    marked = said(wiring.printer(LEARNER).render(page.template, page.data))
    plain = said(wiring.printer(VISITOR).render(page.template, page.data))
    assert marked
    assert [one for one in marked if not all(word in one for word in WORDS)] == []
    assert [one for one in plain if WORDS[0] in one] == []
    for before, after in zip(plain, marked, strict=True):
        assert set(before.split()) <= set(after.split()), "the paper itself is all there"


@pytest.mark.parametrize("practice", [False, True], ids=["in earnest", "in practice"])
@pytest.mark.parametrize("template", sorted(BY_TEMPLATE))
def test_every_page_of_every_paper_says_where_all_data_is_simulated(template, practice):
    page = BY_TEMPLATE[template]
    marked = said(TypstPrinter(practice=practice, simulated=True).render(page.template, page.data))
    assert marked
    assert [one for one in marked if "DỮ LIỆU MÔ PHỎNG" not in one] == []
    assert [one for one in marked if (WORDS[0] in one) is not practice] == []


def test_the_mark_is_laid_over_whatever_the_template_is():
    for path in TEMPLATES.glob("*.typ"):
        assert "foreground" not in path.read_text(encoding="utf-8"), f"{path.name} would push the mark of practice away"


def test_two_printers_serve_practice_and_earnest():
    assert wiring.printer(LEARNER) is wiring.printer(LEARNER)
    assert wiring.printer(LEARNER) is not wiring.printer(VISITOR)
    assert isinstance(wiring.printer(VISITOR), TypstPrinter)
