from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from unionxl.domain.capitals import in_capitals

UNITS = "仟佰拾亿仟佰拾万仟佰拾元"
ASCII = str.maketrans("零壹贰叁肆伍陆柒捌玖", "0123456789")
VALUES = {"拾": 10, "佰": 100, "仟": 1000}


def by_rewriting(amount: Decimal) -> str:
    """Write every figure with its unit, then strike out what is not said."""
    whole, fen = divmod(int(amount * 100), 100)
    digits = str(whole)
    units = UNITS[-len(digits) :]
    text = "".join(f"{digit}{unit}" for digit, unit in zip(digits, units, strict=True))
    for found, written in (
        (r"0[仟佰拾]", "0"),
        (r"0+", "0"),
        (r"0([亿万])", r"\g<1>0"),  # the nought is said behind the unit, where a figure follows
        (r"亿0?万", "亿0"),
        (r"0+", "0"),
        (r"0元", "元"),
    ):
        text = re.sub(found, written, text)
    text = "" if text == "元" else text
    jiao, last = divmod(fen, 10)
    if jiao:
        text += f"{jiao}角"
    elif last and text:
        text += "0"
    text += f"{last}分" if last else "整"
    text = "0元整" if text == "整" else text
    return text.translate(str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖"))


def value_of(text: str) -> Decimal:
    """Read an amount in capitals back."""
    told, _, rest = text.partition("元") if "元" in text else ("", "", text)
    total = 0
    for unit, factor in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part, found, after = told.partition(unit) if unit else (told, "", "")
        if unit and not found:
            continue
        told = after if unit else told
        total += factor * sum(
            int(digit.translate(ASCII)) * VALUES.get(place, 1)
            for digit, place in re.findall(r"([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", part)
        )
    cents = {
        place: int(digit.translate(ASCII))
        for digit, place in re.findall(r"([壹贰叁肆伍陆柒捌玖])([角分])", rest)
    }
    return Decimal(total) + Decimal(cents.get("角", 0)) / 10 + Decimal(cents.get("分", 0)) / 100


AMOUNTS = st.one_of(
    st.integers(1, 9_999_999_999),
    st.builds(
        lambda digits: int("".join(digits)),
        st.lists(st.sampled_from("00012"), min_size=1, max_size=10),
    ),
).map(lambda fen: Decimal(fen) / 100)


@given(AMOUNTS)
@example(Decimal("0.01"))
@example(Decimal("99999999.99"))
@example(Decimal("10000000.05"))
@example(Decimal("100000.10"))
def test_amounts_in_capitals_agree_with_a_second_way_of_writing_them(amount: Decimal) -> None:
    assert in_capitals(amount) == by_rewriting(amount)


@given(AMOUNTS)
def test_amounts_in_capitals_can_be_read_back(amount: Decimal) -> None:
    assert value_of(in_capitals(amount)) == amount
