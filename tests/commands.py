"""The command line and git, run for a test: in this process, or in one of its own."""

import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from factcheck.cli import main

ROOT = Path(__file__).resolve().parent.parent
ALONE = os.environ | {"PYTHONPATH": str(ROOT)}


class Done(NamedTuple):
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments, cwd):
    """The command run in this process, so that the language pipeline is loaded once for all of them."""
    out, err = StringIO(), StringIO()
    code = 0
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err), patch("sys.argv", ["factcheck", *map(str, arguments)]):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    return Done(code, out.getvalue(), err.getvalue())


def alone(*arguments):
    """The words that run the command of this checkout in a process of its own, with the environment ALONE."""
    return [sys.executable, "-m", "factcheck.cli", *map(str, arguments)]


def run_alone(*arguments, cwd):
    """The command of this checkout run in a process of its own."""
    return run_python(*alone(*arguments)[1:], cwd=cwd)


def run_python(*arguments, cwd):
    """This Python run in a process of its own, in which factcheck is that of this checkout."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ALONE,
    )


def git(*arguments, cwd):
    subprocess.run(
        ["git", "-c", "user.name=desk", "-c", "user.email=desk@example.org", *arguments], cwd=cwd, check=True
    )
