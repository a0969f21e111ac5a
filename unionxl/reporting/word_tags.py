"""What may stand between the braces of a Word template: names, loops, conditions, small sums.

A template may come from anywhere. So nothing in it can call into the program, run for ever or
fill the memory: what a tag may say is a short list, and loops and texts are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2.runtime import Context

MOST_ROUNDS = 200_000
MOST_CHARACTERS = 10_000_000
MOST_OF_A_RANGE = 1_000
MOST_OF_A_TEXT = 1_000_000
_RANGE = "range"
_COUNTED = "counted"
_SUMS = ("+", "-", "*", "/", "//", "%")
_FILTERS = (
    *("abs", "capitalize", "d", "default", "e", "escape", "first", "float", "int", "join", "last"),
    *("length", "count", "list", "lower", "max", "min", "reverse", "round", "sort", "string"),
    *("sum", "title", "trim", "upper"),
)
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr),
    *(nodes.Getitem, nodes.Slice, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare),
    *(nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.Test),
    *(nodes.Filter, nodes.List, nodes.Tuple, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div),
    *(nodes.FloorDiv, nodes.Mod, nodes.Call),
)


class TagNotAllowedError(TemplateSyntaxError):
    """A tag says what no template may say."""


class TooLargeError(SecurityError):
    """Loops or texts of a template would never end, or not fit."""


class TagEnvironment(SandboxedEnvironment):
    """Runs the tags of one template; how much it may do is counted over all its parts."""

    intercepted_binops = frozenset(_SUMS)

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._rounds = self._characters = 0
        self.filters = {name: _bounded(self.filters[name]) for name in _FILTERS}
        self.filters[_COUNTED] = self._counted
        self.globals = {_RANGE: _short_range}

    def concat(self, pieces: Iterable[str]) -> str:
        """Join what the tags put out."""
        kept = []
        for piece in pieces:
            self._characters += len(piece)
            if self._characters > MOST_CHARACTERS:
                raise TooLargeError
            kept.append(piece)
        return "".join(kept)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Work out a sum; only numbers have one, for a text could grow without end."""
        if not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise TypeError(operator)
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a part of a template, look at all its tags and have its loops counted."""
        try:
            template = super()._parse(source, name, filename)
            for node in _below(template):
                _check(node, name, filename)
        except RecursionError:
            raise TagNotAllowedError("", 1, name, filename) from None
        for loop in list(template.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return template

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """Hand on the items of a loop."""
        for item in items:
            self._rounds += 1
            if self._rounds > MOST_ROUNDS:
                raise TooLargeError
            yield item


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and everything below it."""
    yield node
    for child in node.iter_child_nodes():
        yield from _below(child)


def _check(node: nodes.Node, name: str | None, filename: str | None) -> None:
    """Refuse what is not on the list."""
    is_known = isinstance(node, _ALLOWED)
    if isinstance(node, nodes.Call):
        is_known = isinstance(node.node, nodes.Name) and node.node.name == _RANGE
    elif isinstance(node, nodes.Filter):
        is_known = node.name in _FILTERS
    elif isinstance(node, nodes.For):
        is_known = not node.recursive
    if not is_known:
        raise TagNotAllowedError("", node.lineno, name, filename)


def _short_range(*steps: int) -> range:
    """Return a range of numbers that a document may have."""
    found = range(*steps)
    if len(found) > MOST_OF_A_RANGE:
        raise TooLargeError
    return found


def _bounded(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter whose result is no longer than a document may have."""

    def bounded(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - filters take anything
        found = work(*given, **named)
        if isinstance(found, str | list) and len(found) > MOST_OF_A_TEXT:
            raise TooLargeError
        return found

    bounded.__dict__.update(getattr(work, "__dict__", {}))  # which say what it must be given
    return bounded
