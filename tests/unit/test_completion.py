"""What a shell completes, and the version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import unionxl
from tests.e2e.command import run
from unionxl.operations.arrangement import commands
from unionxl.operations.asked import SHELLS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.e2e.command import Done

__all__ = ["run"]  # a fixture

VARIABLE = "_UNIONXL_COMPLETE"


def completed(words: str, number: int, shell: str = "bash") -> list[str]:
    """Return what Tab offers after some words."""
    asked: Mapping[str, str] = {
        VARIABLE: f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": str(number),
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words.rpartition(" ")[2],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from unionxl.cli import main; main()"],
        env={**os.environ, **asked},
        capture_output=True,
        check=False,
    )
    return done.stdout.decode("utf-8").splitlines()


def test_commands_are_those_of_the_catalogue() -> None:
    told = {one.command.partition(" ")[0] for one in commands()}
    assert set(completed("unionxl ", 1)) == told


def test_options_are_those_of_the_catalogue() -> None:
    (month,) = (one for one in commands() if one.id == "month")
    flags = {option.flag for option in month.options}
    assert set(completed("unionxl month a.xlsm --", 3)) == {*flags, "--help"}
    assert completed("unionxl plan i", 2) == ["import"]


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_show_what_a_command_does(shell: str) -> None:
    (told,) = [one for one in completed("unionxl cal", 1, shell) if "calendar" in one]
    assert "生成全年日历" in told


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_by_the_name_that_the_program_knows(
    run: Callable[..., Done], shell: str
) -> None:
    done = run("completion", shell.upper())
    assert done.code == 0
    assert f"{VARIABLE}" in done.out
    assert f"complete_{shell}" in done.out


def test_bash_takes_the_script(run: Callable[..., Done], tmp_path: Path) -> None:
    script = tmp_path / "unionxl.sh"
    script.write_text(run("completion", "bash").out, "utf-8")
    if (bash := shutil.which("bash")) is None:
        pytest.skip("there is no bash")
    asked = [bash, "-c", f"source '{script}' && complete -p unionxl"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert "-F _unionxl_completion unionxl" in done.stdout


def test_a_shell_that_is_not_known(run: Callable[..., Done]) -> None:
    done = run("completion", "tcsh")
    assert done.code == 2
    assert done.err == (
        "命令 completion：没有为“tcsh”准备的补全。请从 bash、zsh、fish、powershell 中选一个。\n"
    )


def test_the_version(run: Callable[..., Done]) -> None:
    done = run("--version")
    assert done.code == 0
    assert done.out == f"unionxl {unionxl.__version__}\n"
