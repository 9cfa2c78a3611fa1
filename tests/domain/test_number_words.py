"""Numbers in Vietnamese words."""

import pytest

from motcua.domain.number_words import words

EXAMPLES = [
    # number, words, because
    (0, "không", "nothing is said as zero"),
    (4, "bốn", "alone, four keeps its own name"),
    (10, "mười", "ten takes no unit"),
    (15, "mười lăm", "five changes after ten"),
    (21, "hai mươi mốt", "one changes after twenty"),
    (24, "hai mươi tư", "four changes after twenty"),
    (25, "hai mươi lăm", "five changes after twenty"),
    (30, "ba mươi", "round tens have no unit"),
    (105, "một trăm linh năm", "an empty ten is said linh, and five stays"),
    (110, "một trăm mười", "ten inside a hundred has no một"),
    (1_005, "một nghìn không trăm linh năm", "an empty hundred is said after a thousand"),
    (2_026, "hai nghìn không trăm hai mươi sáu", "the year of a certificate"),
    (50_000, "năm mươi nghìn", "an empty last group is silent"),
    (1_000_000, "một triệu", "empty groups are silent"),
    (1_234_567, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy", "every group is said"),
    (2_000_000_001, "hai tỷ không trăm linh một", "an empty middle is skipped, its end is said in full"),
]


@pytest.mark.parametrize(("number", "expected", "because"), EXAMPLES)
def test_a_number_is_written_as_it_is_said(number: int, expected: str, because: str) -> None:
    assert words(number) == expected, because


@pytest.mark.parametrize("number", [-1, 10**18])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="in words"):
        words(number)
