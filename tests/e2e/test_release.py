"""What the package index has today: run before a release with -m release, it takes minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.test_shipping import an_embedded
from unionxl import install, shipping

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = [pytest.mark.release, pytest.mark.timeout(900)]

MAC: Mapping[str, str] = {
    "sys_platform": "darwin",
    "platform_system": "Darwin",
    "os_name": "posix",
    "platform_machine": "arm64",
}
LINUX: Mapping[str, str] = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "platform_machine": "x86_64",
}
OLDER = ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "linux_x86_64")
SYSTEMS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "win_amd64": (("win_amd64",), shipping.Target("").marks),
    "mac_arm64": (("macosx_14_0_arm64",), MAC),
    "linux": (("manylinux_2_28_x86_64", *OLDER), LINUX),
}
ONLY_THERE = {"win_amd64": "pywin32", "mac_arm64": "appscript", "linux": "pylopdf-fonts-zh-cn"}


@pytest.mark.parametrize("python", shipping.SUPPORTED)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_package_has_a_wheel(system: str, python: str) -> None:
    found = {one.partition("==")[0] for one in resolved(system, python)}
    assert {"xlwings", "lxml", "matplotlib", "opencc-py"} <= found
    assert {name for name in ONLY_THERE.values() if name in found} == {ONLY_THERE[system]}


def resolved(system: str, python: str) -> tuple[str, ...]:
    return shipping.resolve(shipping.needs_of_ours(), shipping.Target(python, *SYSTEMS[system]))


def test_the_windows_folder_is_made_of_the_real_wheels(tmp_path: Path) -> None:
    shipping.build_windows(an_embedded(tmp_path), tmp_path / "out")
    site = tmp_path / "out" / "python" / "Lib" / "site-packages"
    for name in ("unionxl/unionbook.xlsm", "unionxl/templates/words", "pywin32.pth", "lxml"):
        assert (site / name).exists(), name
    assert list((site / "lxml").glob("etree.cp313-win_amd64.pyd"))
    assert (site / "pywin32_system32" / "pythoncom313.dll").exists()
    assert not list(site.rglob("*.so"))
    there = {install.plain(one.name.split("-")[0]) for one in site.glob("*.dist-info")}
    wanted = {one.partition("==")[0] for one in resolved("win_amd64", "3.13")} | {"unionxl"}
    assert there == wanted


def test_the_installer_has_wheels_for_every_python(tmp_path: Path) -> None:
    shipping.build_wheels(tmp_path / "out", ("3.11", "3.14"))
    wheels = tmp_path / "out" / "wheels"
    computer = install.Computer()
    computer.platform = "win-amd64"
    for computer.version in ((3, 11), (3, 14)):
        assert install.missing_wheels(wheels, computer) == ()
    computer.version = (3, 12)
    assert "lxml" in install.missing_wheels(wheels, computer)
    assert install.damaged(wheels) == ()
