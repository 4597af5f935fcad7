"""The steps of a run in parts carried out on a Dask cluster: `--engine dask --scheduler tcp://host:8786`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

from factcheck.errors import InputError
from factcheck.pipeline_parts import Run

NEEDED = "the engine dask needs Dask: pip install 'factcheck[dask]'"
# Steps handed out ahead for each thread of the cluster: the scheduler may place them, and holds no more than these.
AHEAD = 3
CONNECT_SECONDS = 30


@contextmanager
def connect(scheduler: str) -> Iterator[Run]:
    """How to carry steps out on the cluster at `scheduler`.

    A step that is lost with its worker is done again: every step writes whole files, and its result is taken once. Raises
    InputError when Dask is not installed, when nobody answers, or when the scheduler has no worker.
    """
    try:
        from distributed import Client
    except ImportError:
        raise InputError(NEEDED) from None
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(f"--scheduler {scheduler}: no Dask scheduler answers there ({error})") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise InputError(
                f"--scheduler {scheduler}: the scheduler has no worker; start some with `dask worker {scheduler}`"
            )
        names = count()

        def run(step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
            rest = iter(items)

            def hand_out(n: int) -> list:
                # Named anew, not by what is asked: a step reads files, and the same question may have another answer.
                return [
                    client.submit(step, item, key=f"factcheck-{next(names)}", pure=False) for item in islice(rest, n)
                ]

            under_way = deque(hand_out(AHEAD * threads))
            while under_way:
                future = under_way.popleft()
                result = future.result()
                under_way.extend(hand_out(1))
                yield result

        yield run
