"""Whole numbers written out in Vietnamese words, as certificates and receipts ask."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")
_LARGEST = 10 ** (3 * len(_SCALES)) - 1


def words(number: int) -> str:
    """Write a whole number from 0 to 999,999,999,999,999,999 in words: 105 is "một trăm linh năm".

    Raises ValueError outside that range.
    """
    if not 0 <= number <= _LARGEST:
        raise ValueError(f"cannot write {number} in words")
    if number == 0:
        return _DIGITS[0]
    groups = _groups_of_three(number)
    highest = len(groups) - 1
    said = [
        f"{_group(value, full=place < highest)} {_SCALES[place]}".strip()
        for place, value in reversed(list(enumerate(groups)))
        if value
    ]
    return " ".join(said)


def _groups_of_three(number: int) -> list[int]:
    groups = []
    while number:
        number, rest = divmod(number, 1000)
        groups.append(rest)
    return groups


def _group(value: int, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        said.append(_below_hundred(rest, after_hundreds=bool(said)))
    return " ".join(said)


def _below_hundred(rest: int, *, after_hundreds: bool) -> str:
    tens, units = divmod(rest, 10)
    if tens == 0:
        return f"linh {_DIGITS[units]}" if after_hundreds else _DIGITS[units]
    if tens == 1:
        last = "lăm" if units == 5 else _DIGITS[units]
        return f"mười {last}" if units else "mười"
    last = {1: "mốt", 4: "tư", 5: "lăm"}.get(units, _DIGITS[units])
    return f"{_DIGITS[tens]} mươi {last}" if units else f"{_DIGITS[tens]} mươi"
