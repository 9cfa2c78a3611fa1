"""Results from named fields: nothing is printed with a hole in it, nothing with a field nobody knows."""

import pytest

from motcua.services import result_pages
from tests import page_samples
from tests.slip_samples import PRINTED_AT


@pytest.mark.parametrize("form", result_pages.RESULT_FORMS.values(), ids=lambda form: form.template)
def test_a_result_without_its_required_fields_is_refused(form: result_pages.ResultForm) -> None:
    with pytest.raises(result_pages.ResultIncomplete) as refused:
        result_pages.result_page(form.template, head=page_samples.HEAD, fields={}, at=PRINTED_AT)
    assert refused.value.missing == form.required


def test_a_misspelt_field_is_refused_instead_of_being_left_out() -> None:
    fields = dict(page_samples.extract().data["fields"]) | {"soucre": "Sổ đăng ký khai sinh"}  # type: ignore[call-overload]
    with pytest.raises(result_pages.ResultIncomplete) as refused:
        result_pages.result_page("extract", head=page_samples.HEAD, fields=fields, at=PRINTED_AT)
    assert refused.value.unknown == ("soucre",)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(LookupError):
        result_pages.result_page("death_certificate", head=page_samples.HEAD, fields={}, at=PRINTED_AT)


def test_the_title_may_be_narrowed() -> None:
    assert page_samples.extract().data["title"] == "Trích lục khai sinh (bản sao)"
    assert page_samples.decision().data["title"] == "Quyết định"
