"""Tests run as the command line does: with one thread for the matrices of the parser. On a busy machine several wait for one
another and burn the time of the tests that hold a bound."""

import os

from factcheck.cli import ONE_THREAD

for name in ONE_THREAD:
    os.environ.setdefault(name, "1")
