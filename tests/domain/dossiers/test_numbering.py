"""Codes of dossiers as people write them."""

import pytest

from motcua.domain.dossiers import numbering


@pytest.mark.parametrize(
    ("typed", "code", "because"),
    [
        ("H48.148.01-261120-0023", "H48.148.01-261120-0023", "as printed"),
        (" H48.148.01 - 261120 - 0023 ", "H48.148.01-261120-0023", "blanks around the dashes"),
        ("H48.148.01–261120—0023", "H48.148.01-261120-0023", "a phone writes longer dashes"),
        ("H48.148.01 261120 0023", "H48.148.01-261120-0023", "blanks in place of dashes"),
        ("H48.148.01.261120.0023", "H48.148.01-261120-0023", "dots in place of dashes"),
        ("H48 148 01 261120 0023", "H48.148.01-261120-0023", "blanks in place of everything"),
        ("h48.148.01-261120-0023-l1", "h48.148.01-261120-0023-l1", "a linked dossier; capitals are the look-up's business"),
        ("000.00.19.H26-210401-0001", "000.00.19.H26-210401-0001", "the form of 2018"),
        ("G15/2026/0001", "G15/2026/0001", "another system's code stays as it is"),
        ("   ", "", "nothing"),
    ],
)
def test_a_code_is_read_from_what_people_write(typed: str, code: str, because: str) -> None:
    assert numbering.as_printed(typed) == code, because
