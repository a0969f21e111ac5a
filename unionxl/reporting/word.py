"""Word documents from a template that the clerk may change in Word."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from docx.opc.exceptions import OpcError
from docx.shared import Cm
from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from unionxl.errors import ReportError
from unionxl.reporting.word_package import check_package, not_a_document, too_large
from unionxl.reporting.word_tags import TagEnvironment, TagNotAllowedError, TooLargeError
from unionxl.reporting.word_template import packed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.reporting.charts import ChartPicture

_NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a tag that names known things, but asks the impossible of them, may raise.
_WRONG_SUMS = (
    *(TypeError, ValueError, ArithmeticError, LookupError, AttributeError, etree.LxmlError),
)
# What a package may raise in which Word would not find its parts either.
_NO_DOCUMENT = (*_WRONG_SUMS, AssertionError, OpcError, RecursionError)
_QUOTED = re.compile(r"'([^']*)'")


class _Figure:
    """A picture in a paragraph of the template, with its text for who cannot see it."""

    def __init__(self, template: DocxTemplate, picture: ChartPicture) -> None:
        self._template = template
        self._picture = picture

    def __html__(self) -> str:
        """Return the picture as markup in the middle of a text."""
        part = self._template.current_rendering_part
        inline = part.new_pic_inline(
            io.BytesIO(self._picture.content), Cm(self._picture.width_cm), None
        )
        for side in "TBLR":  # left unsaid, LibreOffice keeps 9 points free and moves the picture
            inline.set(f"dist{side}", "0")
        inline.docPr.set("name", self._picture.name)
        inline.docPr.set("descr", self._picture.alt_text)
        return (
            f"</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r>"
            '<w:r><w:t xml:space="preserve">'
        )


def render_document(
    template: bytes,
    facts: Mapping[str, Any],
    pictures: Mapping[str, ChartPicture | None],
    where: str,
) -> bytes:
    """Fill a template with facts and pictures (图.名称); the same input gives the same bytes.

    Args:
        template: A .docx file with tags of docxtpl.
        facts: What the tags may name.
        pictures: Charts by their Chinese names; None for one without figures.
        where: What to call the template in a message.

    Raises:
        ReportError: the template is no Word file, or a tag in it is wrong or unknown.
    """
    check_package(template, where)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.init_docx()
    except _NO_DOCUMENT as error:
        raise not_a_document(where) from error
    context = _clean(dict(facts))
    context["图"] = {
        name: _Figure(document, picture) if picture else "" for name, picture in pictures.items()
    }
    try:
        document.render(context, TagEnvironment(), autoescape=True)
    except (TooLargeError, RecursionError, MemoryError) as error:
        raise too_large(where) from error
    except (TagNotAllowedError, SecurityError, SyntaxError) as error:
        raise _not_to_be_worked_out(where) from error
    except TemplateError as error:
        raise _template_error(error, where) from error
    except _WRONG_SUMS as error:
        raise _not_to_be_worked_out(where) from error
    file = io.BytesIO()
    document.save(file)
    return _repacked(file.getvalue())


def _not_to_be_worked_out(where: str) -> ReportError:
    """Return the reason to stop at a tag that asks the impossible, or what it may not ask."""
    return ReportError(
        "模板中的花括号里有算不出来的内容。",
        where=where,
        advice="请在花括号里只写自带模板中的名称，不写算式；或删除它而使用自带的模板。",
    )


def _template_error(error: TemplateError, where: str) -> ReportError:
    """Say which tag of the template is wrong."""
    name = _QUOTED.findall(error.message or "")
    if isinstance(error, UndefinedError) and name:
        what = f"模板中的“{name[-1]}”不是可用的名称。"
    else:
        line = getattr(error, "lineno", None)
        place = f"（第 {line} 处附近）" if line else ""
        what = f"模板中的花括号标记写得不完整{place}，读不懂。"
    return ReportError(what, where=where, advice="请对照自带的模板改正，或删除它而使用自带的模板。")


def _clean(value: Any) -> Any:  # noqa: ANN401 - facts are nested lists and tables of texts
    """Take out of every text what no Word file can hold."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    return value


def _repacked(document: bytes) -> bytes:
    """Return a document without the time at which it was made."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return packed({name: package.read(name) for name in package.namelist()})
