"""The commands that the README shows, so that tests can run them."""

from __future__ import annotations

import re

from flows.settings import CHECKOUT


def commands() -> list[str]:
    """Every command of every console block, in order."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def commands_of(program: str) -> list[str]:
    """Those of one program, without the variables set before it."""
    found = [re.sub(r"^(?:[A-Z_]+=\S+ )+", "", command) for command in commands()]
    return [command for command in found if command.split()[0] == program]
