"""What is wrong with an answer, in words that name the box and fit it."""

import pytest

from motcua.domain.procedures import form
from motcua.web.shared.wording import forms
from tests.domain.procedures import example_form

ADDRESS = {"widget": "address"}


@pytest.mark.parametrize(
    ("error", "said", "because"),
    [
        (form.FieldError(("home", "line"), "required", ADDRESS), "ví dụ 12 Lê Lợi", "a street"),
        (form.FieldError(("home", "commune"), "required", ADDRESS), "ví dụ Xã Ba Tơ", "a commune is no street"),
        (form.FieldError(("home", "province"), "required", ADDRESS), "ví dụ Tỉnh Quảng Ngãi", "nor is a province"),
        (form.FieldError(("agrees",), "agree"), "Không có lời cam đoan này thì chưa gửi hồ sơ được", "what follows from no"),
        (form.FieldError(("owner_born",), "too_early", {"limit": "1900-01-01"}), "không thể trước ngày 01/01/1900", "a day as it is written"),
        (form.FieldError(("owner_born",), "after_other", {"other": ("owner_name",)}), "không thể sau “Họ, chữ đệm và tên”", "the other by its label"),
    ],
)
def test_an_error_names_the_box_and_an_example_that_fits(error, said, because):
    assert said in forms.say(error, form.compile(example_form.form())), because
