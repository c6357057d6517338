"""What the README shows is what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_example_prints_what_the_readme_shows(name: str) -> None:
    block = re.search(
        r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL
    )
    assert block
    program, *arguments = shlex.split(block["command"])
    assert program == ".venv/bin/clausewatch"
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments], cwd=ROOT, capture_output=True, timeout=120, check=True
    )
    shown = block["output"].rstrip("\n").removesuffix("…").rstrip()
    assert done.stdout.decode().startswith(shown)
    assert len(shown.splitlines()) >= 10
