"""Golden files: `--update-golden` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from unionxl.operations import creating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Machines are noisy: how long an example takes is no law of the program.
settings.register_profile("unionxl", deadline=None)
settings.load_profile("unionxl")

KEPT = 40  # workbooks of a few hundred thousand bytes
LONG = 1_000
GOLDEN = Path(__file__).parent / "golden"


def pytest_configure() -> None:
    """Keep each worker, with the programs that it starts, on a processor of its own.

    A test that asks LibreOffice a thousand things waits for every answer: between two processors
    that takes half as long again.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if not (worker and hasattr(os, "sched_setaffinity")):
        return
    processors = sorted(os.sched_getaffinity(0))
    if int(os.environ["PYTEST_XDIST_WORKER_COUNT"]) >= len(processors):
        os.sched_setaffinity(0, {processors[int(worker) % len(processors)]})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings of whoever runs the tests as they are; LibreOffice gets this home, too.

    What is only kept to be found faster (fonts) stays where it is.
    """
    caches = os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", caches)
        patch.setenv("HOME", home)
        patch.setenv("USERPROFILE", home)
        yield


@pytest.fixture(scope="session", autouse=True)
def _workbooks_built_once() -> Iterator[None]:
    """Write a new workbook that was asked for before from memory: building one takes a second."""
    build = creating._build
    built: dict[str, bytes] = {}

    def build_once(path: Path, **asked: Any) -> None:
        key = f"{path.suffix} {asked}"
        if key not in built:
            build(path, **asked)
            built[key] = path.read_bytes()
            while len(built) > KEPT:
                del built[next(iter(built))]
        else:
            path.write_bytes(built[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(creating, "_build", build_once)
        yield


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Tell where files differ; lines of what differs in megabytes take minutes."""
    if not (op == "==" and isinstance(left, bytes) and isinstance(right, bytes)):
        return None
    if max(len(left), len(right)) < LONG:
        return None
    pairs = zip(left, right, strict=False)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), "their end")
    return [f"{len(left)} bytes == {len(right)} bytes", f"they differ from {at} on"]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
