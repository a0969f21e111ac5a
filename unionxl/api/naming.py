"""Names that do not exist, told with those that may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.operations.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping


def unknown(kind: str, name: object, known: Mapping[str, str], where: str) -> RequestError:
    """Return the reason to stop at a name that does not exist; `known` gives each as it is told."""
    near = nearest(str(name), known)
    told = "、".join(dict.fromkeys(near or known.values()))
    listed = f"相近的有：{told}" if near else f"可以写：{told}"
    advice = f"请核对名称，{listed}。" if known else "请核对名称。"
    return RequestError(f"没有“{name}”这个{kind}。", where=where, advice=advice)


def another_kind(name: str, what: str, advice: str, where: str) -> RequestError:
    """Return the reason to stop at a sheet of another kind than the one that is asked for."""
    return RequestError(f"《{name}》{what}。", where=where, advice=advice)
