from __future__ import annotations

import pytest

from tests.unit.importing.reading import items_of
from tests.unit.importing.word_files import (
    cell,
    levels,
    numbered,
    paragraph,
    row,
    run,
    table,
    word_file,
    zipped,
)
from unionxl.errors import DocumentError
from unionxl.importing import word
from unionxl.importing.parser import parse_plan
from unionxl.importing.word import read_word

WHERE = "文档《计划.docx》"


def _texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in read_word(word_file(body, **parts), WHERE)]


def test_paragraphs_and_soft_breaks_are_lines() -> None:
    body = paragraph("三月：") + "<w:p><w:r><w:t>春游</w:t><w:br/><w:t>读书</w:t></w:r></w:p>"
    assert _texts(body) == ["三月：", "春游\v读书"]


def test_insertions_count_and_deletions_do_not() -> None:
    body = (
        f"<w:p>{run('三月：')}<w:ins>{run('插花')}</w:ins>"
        "<w:del><w:r><w:delText>春游</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo></w:p>"
    )
    assert _texts(body) == ["三月：插花新"]


def test_content_controls_and_hidden_text() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('四月：读书')}</w:sdtContent></w:sdt>"
    inline = f"<w:p><w:sdt><w:sdtContent>{run('五月：春游')}</w:sdtContent></w:sdt></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
    assert _texts(control + inline + hidden) == ["四月：读书", "五月：春游", ""]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('六月：联欢')}</w:txbxContent>"
    body = (
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert _texts(body) == ["正文", "六月：联欢"]


def test_automatic_numbers_are_written_out() -> None:
    numbering = levels(("chineseCounting", "%1、"), ("decimal", "%2."), ("decimal", "%2.%3"))
    body = (
        numbered("指导思想")
        + numbered("工作安排")
        + numbered("例会", level=1)
        + numbered("春游", level=1)
        + numbered("报名", level=2)
        + numbered("其他")
        + numbered("新表", list_id=2)
    )
    assert _texts(body, numbering=numbering) == [
        "一、指导思想",
        "二、工作安排",
        "1.例会",
        "2.春游",
        "2.1 报名",
        "三、其他",
        "一、新表",
    ]


def test_a_style_brings_its_list_and_a_paragraph_may_leave_it() -> None:
    styles = (
        '<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    inherited = '<w:pPr><w:pStyle w:val="B"/></w:pPr>'
    left = '<w:pPr><w:pStyle w:val="B"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    body = paragraph("春游", inherited) + paragraph("说明", left)
    texts = _texts(body, numbering=levels(("decimal", "（%1）")), styles=styles)
    assert texts == ["（1）春游", "说明"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [("decimalEnclosedCircle", "①"), ("bullet", "• "), ("upperLetter", "A"), ("odd", "1")],
)
def test_other_number_forms(form: str, shown: str) -> None:
    (text,) = _texts(numbered("春游"), numbering=levels((form, "%1")))
    assert text == f"{shown} 春游".replace("•  ", "• ").replace("① ", "① ")


def test_months_may_be_automatic_numbers() -> None:
    body = numbered("") + "".join(numbered(text) for text in ("例会", "慰问", "插花"))
    lines = read_word(word_file(body, numbering=levels(("chineseCounting", "%1月份："))), WHERE)
    assert items_of(parse_plan(lines)) == [((1,), "例会"), ((2,), "慰问"), ((3,), "插花")]


def test_a_merged_month_cell_goes_on_over_its_rows() -> None:
    body = paragraph("工会2026年工作计划") + table(
        row(cell("月份"), cell("内容"), cell("负责人")),
        row(cell("3月", merge="restart"), cell("插花"), cell("主席", merge="restart")),
        row(cell("", merge="continue"), cell("1.植树", "2.义诊"), cell("", merge="continue")),
        row(cell("4月"), cell("春游", columns=2)),
    )
    lines = read_word(word_file(body), WHERE)
    (plan,) = parse_plan(lines).plans
    assert [(item.months, item.text, item.owner) for item in plan.items] == [
        ((3,), "插花", "主席"),
        ((3,), "植树", "主席"),
        ((3,), "义诊", "主席"),
        ((4,), "春游", ""),
    ]
    assert [item.line for item in plan.items] == [3, 4, 4, 5]


def test_a_table_inside_a_frame_of_one_cell_is_read_as_a_table() -> None:
    inner = table(row(cell("三月"), cell("插花")), row(cell("四月"), cell("春游")))
    lines = read_word(word_file(table(row(cell(inner)))), WHERE)
    assert items_of(parse_plan(lines)) == [((3,), "插花"), ((4,), "春游")]


def test_a_nested_table_and_a_deleted_row() -> None:
    inner = table(row(cell("甲"), cell("乙")))
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('旧')}</w:tr>"
    assert _texts(table(row(cell("三月"), cell(inner, "插花")), deleted)) == [
        "三月\t甲 乙\u2029插花"
    ]


def test_automatic_numbers_in_cells_are_items() -> None:
    body = table(
        row(cell("三月"), cell(numbered("插花"), numbered("植树"))),
        row(cell("四月"), cell(numbered("春游", list_id=2))),
    )
    lines = read_word(word_file(body, numbering=levels(("decimal", "%1."))), WHERE)
    assert items_of(parse_plan(lines)) == [((3,), "插花"), ((3,), "植树"), ((4,), "春游")]


def test_the_strict_name_space_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    lines = read_word(word_file(paragraph("三月"), namespace=strict), WHERE)
    assert [line.text for line in lines] == ["三月"]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 broken",
        zipped({"xl/workbook.xml": "<workbook/>"}),
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;'}),
    ],
)
def test_what_is_no_word_document_is_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"文档《计划\.docx》：.*请"):
        read_word(data, WHERE)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MAX_PART", 1024 * 1024)
    with pytest.raises(DocumentError, match="解压后的内容超过 1 MB"):
        read_word(word_file(paragraph("长" * 1_000_000)), WHERE)


def test_an_entity_is_not_followed() -> None:
    text = "<document><body><p><r><t>三月&e;</t></r></p></body></document>"
    document = f'<!DOCTYPE d [<!ENTITY e "外部">]>{text}'
    lines = read_word(zipped({"word/document.xml": document}), WHERE)
    assert [line.text for line in lines] == ["三月"]
