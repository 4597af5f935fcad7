"""The house is in order: lint, format, import layers, doctests of the checks."""

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
WITH_DOCTESTS = (
    "factcheck.checks.intervals",
    "factcheck.checks.quotation",
    "factcheck.checks.quotation_words",
    "factcheck.extract.words",
    "factcheck.joined",
)


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "ruff", "check", "--quiet", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "--quiet", "."],
        [str(BIN / "lint-imports")],
    ],
    ids=["lint", "format", "layers"],
)
def test_tools_find_nothing(command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", WITH_DOCTESTS)
def test_docstring_examples_hold(name):
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried and not failed
