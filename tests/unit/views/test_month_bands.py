from __future__ import annotations

from unionxl.views.month_bands import MOST_LINES, BandLine, Share, Turn, shared_bands

OVERDUE, THIS_MONTH, LATER = Turn.OVERDUE, Turn.THIS_MONTH, Turn.LATER


def _share(title: str, *turns: Turn) -> Share:
    lines = (BandLine(turn, f"{title}{at}", "", turn.name) for at, turn in enumerate(turns))
    return Share(title, f"{title}表", tuple(lines))


def _shown(*shares: Share) -> dict[str, list[str]]:
    return {
        band.name: [str(line.cells[0].value) for line in band.lines[band.head :]]
        for band in shared_bands(shares)
    }


def test_a_share_without_lines_has_no_band() -> None:
    assert shared_bands((_share("关怀"), _share("提案"))) == ()


def test_what_is_overdue_goes_first_in_its_band() -> None:
    shown = _shown(_share("关怀", LATER, THIS_MONTH, OVERDUE), _share("提案", THIS_MONTH))
    assert shown == {"关怀": ["关怀2", "关怀1", "关怀0"], "提案": ["提案0"]}


def test_twelve_lines_have_room() -> None:
    shown = _shown(_share("关怀", *[THIS_MONTH] * 8), _share("提案", *[LATER] * 4))
    assert [len(lines) for lines in shown.values()] == [8, 4]


def test_what_does_not_fit_is_one_line() -> None:
    shown = _shown(
        _share("关怀", *[OVERDUE] * 5, *[LATER] * 3),
        _share("提案", *[THIS_MONTH] * 4, LATER),
        _share("经费", OVERDUE),
    )
    assert shown["关怀"] == [*(f"关怀{at}" for at in range(6))]
    assert shown["提案"] == [*(f"提案{at}" for at in range(4))]
    assert shown["经费"] == ["经费0", "另有 3 项，见《关怀表》《提案表》。"]
    assert sum(map(len, shown.values())) == MOST_LINES


def test_overdue_lines_of_the_last_share_take_room_from_later_ones_of_the_first() -> None:
    shown = _shown(_share("关怀", *[LATER] * 20), _share("提案", *[OVERDUE] * 11))
    assert list(shown) == ["提案"]
    assert shown["提案"][-1] == "另有 20 项，见《关怀表》。"
