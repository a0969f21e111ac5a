"""A few steps through an XML tree by local names: Word writes two sets of name spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def local(element: _Element) -> str:
    """Return an element's name without its name space, "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: _Element, name: str) -> Iterator[_Element]:
    """Give the children of a name."""
    return (one for one in element if local(one) == name)


def child(element: _Element, name: str) -> _Element | None:
    """Return the first child of a name."""
    return next(children(element, name), None)


def descendants(element: _Element, name: str) -> Iterator[_Element]:
    """Give everything of a name below an element."""
    return (one for one in element.iter() if local(one) == name)


def attribute(element: _Element, name: str) -> str:
    """Return an attribute by its local name, "" when absent."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
