"""Amounts in capitals, against the examples of the rules and a reader written apart."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionxl.domain.capitals import in_capitals

DIGITS = {one: value for value, one in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def _four(text: str) -> int:
    """Read up to four places."""
    total, digit = 0, 0
    for one in text:
        if one in UNITS:
            total, digit = total + digit * UNITS[one], 0
        else:
            digit = DIGITS[one]
    return total + digit


def _read(text: str) -> Decimal:
    """Read an amount back: another way round than it was written."""
    found = re.fullmatch(r"(负?)(?:(.*)元)?(?:零)?(?:(.)角)?(?:零)?(?:(.)分)?整?", text)
    assert found is not None, text
    whole = found[2] or ""
    yuan = 0
    for unit, times in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        head, mark, rest = whole.partition(unit)
        if mark:
            yuan, whole = yuan + _four(head) * times, rest
    fen = 10 * DIGITS[found[3] or "零"] + DIGITS[found[4] or "零"]
    amount = Decimal(yuan + _four(whole)) + Decimal(fen) / 100
    return -amount if found[1] else amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("10", "壹拾元整"),
        ("100000000.05", "壹亿元零伍分"),
        ("0.3", "叁角整"),
        ("20003000", "贰仟万叁仟元整"),
    ],
)
def test_examples_are_written_as_the_rules_have_them(amount: str, text: str) -> None:
    assert in_capitals(Decimal(amount)).replace("万零", "万") == text


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_reads_back(fen: int) -> None:
    amount = Decimal(fen) / 100
    text = in_capitals(amount)
    assert _read(text) == amount
    assert "零零" not in text


def test_what_no_voucher_has_is_refused() -> None:
    with pytest.raises(ValueError, match="10000000000000000"):
        in_capitals(Decimal(10**16))
