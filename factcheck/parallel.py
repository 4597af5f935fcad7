"""One function over many items by several processes: results in the order of the items, memory bounded by what is under way."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from threading import Thread
from typing import TypeVar

from factcheck.errors import FactcheckError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items handed out ahead for each process, so that none waits while the oldest result is being used.
AHEAD = 2


def count_cores() -> int:
    """How many cores this process may use: those of its affinity mask or container where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_ordered(
    function: Callable[[Item], Result], items: Iterable[Item], *, jobs: int, prepare: Callable[[], object] | None = None
) -> Iterator[Result]:
    """`function` of each item, in the order of the items, by `jobs` processes; in this one where one item or job is all.

    At most `AHEAD * jobs` items and their results are held beside the one that was handed out. `prepare` is called before
    the work, once a process: on Linux in this one, which the others then share memory with. What `function` raises is raised
    here; so is an interruption, after which no process is left behind. Raises FactcheckError when a process was killed.
    """
    items = iter(items)
    first = list(islice(items, 2 if jobs > 1 else 1))
    if prepare is not None and (jobs < 2 or len(first) < 2 or _can_fork()):
        prepare()
    rest = chain(first, items)
    if jobs < 2 or len(first) < 2:
        yield from map(function, rest)
    else:
        yield from _share_out(function, rest, jobs, prepare)


def _can_fork() -> bool:
    """Whether processes are copied from this one; elsewhere than on Linux system libraries break in a copy."""
    return sys.platform == "linux"


def _share_out(function, items: Iterator, jobs: int, prepare) -> Iterator:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    pool = ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_begin, initargs=(None if _can_fork() else prepare,)
    )
    try:
        ahead = list(islice(items, AHEAD * jobs))
        with _interruption_held():
            under_way = deque(pool.submit(function, item) for item in ahead)
        while under_way:
            result = under_way.popleft().result()
            under_way.extend(pool.submit(function, item) for item in islice(items, 1))
            yield result
        pool.shutdown()
    except BrokenProcessPool:
        raise FactcheckError(
            "a worker process was killed, most likely for want of memory; run again with fewer --jobs"
        ) from None
    finally:
        # After an interruption or a fault nobody wants what is still under way.
        workers = set(multiprocessing.active_children()) - before
        for process in workers:
            process.terminate()
        pool.shutdown(cancel_futures=True)
        for process in workers:
            process.join()


@contextmanager
def _interruption_held() -> Iterator[None]:
    """Puts an interruption off until the processes have begun: within a fork Python would swallow it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(prepare: Callable[[], object] | None) -> None:
    # Ctrl-C reaches every process of the terminal; the first one tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()
    if prepare is not None:
        prepare()


def _end_with_the_first() -> None:
    """Ends this process when the one that gives it work has ended, which, killed, tells nobody: else it would wait for ever."""
    from multiprocessing import parent_process

    parent_process().join()
    os._exit(1)
