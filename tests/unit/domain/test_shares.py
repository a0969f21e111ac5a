"""Shares as clerks write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from unionxl.domain.shares import read_share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        *((text, "0.005") for text in ("0.5%", "0.5％", "０．５％", "0.5 %", "5‰", "千分之五")),
        *((text, "0.005") for text in ("百分之零点五", "百分之0.5", "千分之 5", "万分之五十")),
        *((text, "0.6") for text in ("60%", "六成", "百分之六十", "十分之六", "6成")),
        *((text, "0.65") for text in ("六成五", "百分之六十五")),
        *((text, "1") for text in ("百分之百", "百分之一百", "100%", "十成")),
        ("九成半", "0.95"),
        ("百分之十五", "0.15"),
        ("-0.5%", "-0.005"),
    ],
)
def test_a_share_is_read_with_its_sign_or_in_words(text: str, share: str) -> None:
    assert read_share(text) == Decimal(share)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.5",
        "5",
        "千分五",
        "百分之",
        "分之五",
        "零分之五",
        "5%%",
        "百分之五五",
        "约0.5%",
        "%",
        "点五成",
    ],
)
def test_what_says_no_share_is_none(text: str) -> None:
    assert read_share(text) is None
