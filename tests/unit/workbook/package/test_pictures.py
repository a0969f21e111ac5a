"""Pictures and charts in the file itself: parts, what the clerk made of them, validity."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.bookfiles import a_sheet, part, parts, rewrite, write_book
from tests.office import convert
from tests.pictures import a_chart, a_picture, a_png
from tests.validators import audit_errors, new_errors, sdk_errors
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.views.layout import Picture

DRAWING = "xl/drawings/drawing1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book.xlsx")


def put(path: Path, *pictures: Picture) -> None:
    book = open_workbook(path)
    book.put_sheet(replace(a_sheet(), pictures=pictures))
    book.save()


def moved(old: str, new: str) -> dict[str, Callable[[bytes], bytes]]:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return {DRAWING: change}


def anchors(path: Path) -> list[tuple[str, str, str, str]]:
    """Return row, row offset, width and height of every picture."""
    return re.findall(
        r"<xdr:row>(\d+)</xdr:row><xdr:rowOff>(\d+)</xdr:rowOff></xdr:from>"
        r'<xdr:ext cx="(\d+)" cy="(\d+)"/>',
        part(path, DRAWING).decode(),
    )


def test_a_picture_is_a_part_related_to_a_drawing_of_the_sheet(path: Path) -> None:
    put(path, a_picture("甲"))
    assert part(path, "xl/media/image1.png") == a_png()
    assert b'descr="' in part(path, DRAWING)
    assert b"media/image1.png" in part(path, "xl/drawings/_rels/drawing1.xml.rels")
    types = part(path, "[Content_Types].xml")
    assert b'PartName="/xl/media/image1.png" ContentType="image/png"' in types


def test_a_picture_that_was_moved_stays_where_it_is(path: Path) -> None:
    put(path, a_picture("甲"))
    rewrite(path, moved("<xdr:row>4</xdr:row>", "<xdr:row>40</xdr:row>"))
    put(path, replace(a_picture("甲", row=9), content=a_png(7)))
    assert anchors(path) == [("40", "0", "5616000", "1872000")]
    assert part(path, "xl/media/image1.png") == a_png(7)


def test_a_picture_that_was_resized_keeps_its_width_and_is_not_distorted(path: Path) -> None:
    put(path, a_picture("甲"))
    rewrite(path, moved('<xdr:ext cx="5616000" cy="1872000"/>', '<xdr:ext cx="2808000" cy="1"/>'))
    put(path, replace(a_picture("甲"), height_cm=7.8))
    assert anchors(path) == [("4", "0", "2808000", "1404000")]


def test_a_picture_left_alone_follows_the_layout(path: Path) -> None:
    put(path, a_picture("甲"))
    rewrite(path, moved("<xdr:rowOff>0</xdr:rowOff>", "<xdr:rowOff>9525</xdr:rowOff>"))
    put(path, a_picture("甲", row=9))
    assert anchors(path) == [("8", "0", "5616000", "1872000")]


def test_a_moved_picture_stays_after_two_more_rounds(path: Path) -> None:
    put(path, a_picture("甲"))
    rewrite(path, moved("<xdr:row>4</xdr:row>", "<xdr:row>40</xdr:row>"))
    put(path, a_picture("甲"))
    put(path, replace(a_picture("甲"), content=a_png(1)))
    assert anchors(path)[0][0] == "40"


def test_only_the_parts_of_the_sheet_change(path: Path) -> None:
    before = parts(path)
    put(path, a_picture("甲"), a_picture("乙", row=20))
    after = parts(path)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
    }
    added = set(after) - set(before)
    assert {name.rpartition("/")[2] for name in added} == {
        "sheet4.xml",
        "sheet4.xml.rels",
        "drawing1.xml",
        "drawing1.xml.rels",
        "image1.png",
        "image2.png",
    }


def test_validators_find_nothing_new(path: Path) -> None:
    audit, sdk = audit_errors(path), sdk_errors(path)
    book = open_workbook(path)
    charts = (a_chart(), a_chart("另一幅", is_horizontal=True, line_column=None, row=30))
    book.put_sheet(replace(a_sheet(), pictures=(a_picture("甲"), a_picture("乙")), charts=charts))
    book.save()
    assert new_errors(audit, audit_errors(path)) == []
    assert new_errors(sdk, sdk_errors(path)) == []


CHART = "xl/charts/chart1.xml"


def put_chart(path: Path, **changes: Any) -> None:
    book = open_workbook(path)
    book.put_sheet(replace(a_sheet(note="neu"), charts=(a_chart(**changes),)))
    book.save()


def restyle(path: Path) -> None:
    def change(content: bytes) -> bytes:
        assert b"0072B2" in content
        return content.replace(b"0072B2", b"123456")

    rewrite(path, {CHART: change})


def test_a_chart_that_was_restyled_stays_as_it_is(path: Path) -> None:
    put_chart(path)
    restyle(path)
    put_chart(path, title="新标题")
    assert b"123456" in part(path, CHART)


def test_a_restyled_chart_follows_its_table_when_rows_are_added(path: Path) -> None:
    block = a_sheet().blocks[1]
    header, row, _ = block.rows
    for count, top in ((2, 3), (4, 9)):
        blocks = (replace(block, top=top, rows=(header, *(row,) * count)),)
        book = open_workbook(path)
        chart = a_chart(row_count=count, line_column=None)
        book.put_sheet(replace(a_sheet(), blocks=blocks, charts=(chart,)))
        book.save()
        if count == 2:
            restyle(path)
    content = part(path, CHART).decode()
    assert "123456" in content
    assert sorted(set(re.findall("<c:f>(.*?)</c:f>", content))) == [
        "'3月'!$B$10:$B$13",
        "'3月'!$C$10:$C$13",
        "'3月'!$C$9",
    ]
    assert "Cache" not in content


def test_a_chart_of_other_cells_is_made_anew(path: Path) -> None:
    put_chart(path)
    restyle(path)
    put_chart(path, category_column=0)
    assert b"123456" not in part(path, CHART)
    assert "'3月'!$A$4" in part(path, CHART).decode()


def test_a_chart_that_was_moved_stays_where_it_is(path: Path) -> None:
    put_chart(path)
    rewrite(path, moved("<xdr:row>7</xdr:row>", "<xdr:row>70</xdr:row>"))
    put_chart(path, row=12)
    assert anchors(path) == [("70", "0", "4680000", "2340000")]


RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
SHAPES = b'<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'


def draw_on_chart(path: Path, *, has_part: bool = True) -> None:
    """Have the clerk write on the chart, as Excel stores it; styles of its own beside it."""
    link = f'<c:userShapes xmlns:r="{OFFICE}" r:id="rId7"/></c:chartSpace>'.encode()
    kinds = {
        "rId2": ("http://schemas.microsoft.com/office/2011/relationships/chartStyle", "s1.xml")
    }
    if has_part:
        kinds["rId7"] = (f"{OFFICE}/chartUserShapes", "../drawings/shapes1.xml")
    links = "".join(
        f'<Relationship Id="{rel_id}" Type="{kind}" Target="{target}"/>'
        for rel_id, (kind, target) in kinds.items()
    )
    override = (
        f'<Override PartName="/xl/drawings/shapes1.xml" ContentType="{SHAPES_TYPE}"/></Types>'
    )
    rewrite(
        path,
        {
            CHART: lambda content: content.replace(b"</c:chartSpace>", link),
            "[Content_Types].xml": lambda types: types.replace(b"</Types>", override.encode()),
        },
        {
            "xl/charts/_rels/chart1.xml.rels": (
                f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>'.encode()
            ),
            "xl/drawings/shapes1.xml": SHAPES,
            "xl/charts/s1.xml": b"<style/>",
        },
    )


def test_what_was_drawn_on_a_chart_stays_with_it(path: Path) -> None:
    put_chart(path)
    draw_on_chart(path)
    put_chart(path, title="新标题")
    links = part(path, "xl/charts/_rels/chart1.xml.rels").decode()
    (rel_id,) = re.findall(r'Id="(\w+)"[^>]*chartUserShapes', links)
    assert f'userShapes xmlns:r="{OFFICE}" r:id="{rel_id}"' in part(path, CHART).decode()
    assert part(path, "xl/drawings/shapes1.xml") == SHAPES
    once = path.read_bytes()
    put_chart(path, title="新标题")
    assert path.read_bytes() == once


def test_a_chart_that_names_a_missing_part_is_made_anew(path: Path) -> None:
    put_chart(path)
    draw_on_chart(path, has_part=False)
    put_chart(path, title="新标题")
    assert b"userShapes" not in part(path, CHART)


@pytest.mark.libreoffice
def test_a_place_survives_libreoffice(path: Path, tmp_path: Path) -> None:
    put(path, a_picture("甲"))
    rewrite(path, moved("<xdr:row>4</xdr:row>", "<xdr:row>40</xdr:row>"))
    (tmp_path / "saved").mkdir()
    saved = convert(path, "xlsx", tmp_path / "saved")
    put(saved, replace(a_picture("甲"), content=a_png(1)))
    (name,) = [one for one in parts(saved) if one.startswith("xl/drawings/drawing")]
    found = re.search(r"<xdr:row>(\d+)</xdr:row>", part(saved, name).decode())
    assert found is not None
    assert found[1] == "40"


def test_pictures_made_twice_leave_the_file_alone(path: Path) -> None:
    put(path, a_picture("甲"), a_picture("乙", row=20))
    once = path.read_bytes()
    put(path, a_picture("甲"), a_picture("乙", row=20))
    assert path.read_bytes() == once
