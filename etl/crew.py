"""Work shared out to processes: results in the order of the tasks, and only a few tasks under way at a time."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")

AHEAD = 2  # tasks under way for each worker: enough to keep it busy, few enough to keep memory flat


class Crew(Protocol):
    """Whoever does the tasks: `in_processes` of this machine, or those of a cluster."""

    def __call__(self, work: Callable[[Task], Done], tasks: Iterable[Task], /) -> Iterator[Done]:
        """The results of the tasks, in their order; WorkerLost where a worker ended before its work."""
        ...


class WorkerLost(Exception):
    """A worker was ended from outside; `tasks` are those that were under way or waited."""

    def __init__(self, tasks: list[object]) -> None:
        super().__init__(f"a worker was lost with {len(tasks)} tasks under way")
        self.tasks = tasks


def in_processes(
    work: Callable[[Task], Done], tasks: Iterable[Task], workers: int, *, pandas: bool = False
) -> Iterator[Done]:
    """The results of the tasks, in their order, whatever the number of workers; with one worker, in this process.

    Args:
        work: a function at the top of a module, or a partial one; it and its tasks are pickled.
        tasks: taken one by one as workers become free.
        workers: number of processes.
        pandas: whether the work needs pandas.

    Raises:
        WorkerLost: a process ended before its work.

    >>> list(in_processes(abs, [-1, 2, -3], 1))
    [1, 2, 3]
    """
    if workers == 1:
        yield from map(work, tasks)
        return
    # Spawned on every system, so that a worker starts from nothing but its arguments.
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(pandas,)
    )
    under_way: deque[tuple[Task, Future[Done]]] = deque()
    with pool:
        try:
            for task in tasks:
                under_way.append((task, pool.submit(work, task)))
                if len(under_way) >= AHEAD * workers:
                    yield under_way[0][1].result()
                    under_way.popleft()
            while under_way:
                yield under_way[0][1].result()
                under_way.popleft()
        except BrokenProcessPool as error:
            raise WorkerLost([task for task, _ in under_way]) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(pandas: bool) -> None:
    """Make a worker end with the process that started it: a killed build leaves nothing behind."""
    if not pandas:
        # pyarrow looks for pandas when it makes its first array; without it a worker is 40 MB smaller.
        sys.modules["pandas"] = None  # type: ignore[assignment]
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
