"""Work shared out to processes: results in the order of the tasks, and only a few tasks under way at a time."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from importlib.abc import MetaPathFinder
from multiprocessing import connection, get_context, parent_process
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Begun = TypeVar("Begun")
Done = TypeVar("Done")

AHEAD = 2  # tasks under way for each worker: enough to keep it busy, few enough to keep memory flat


class Crew(Protocol):
    """Whoever does the tasks: `processes` of this machine, or those of a cluster."""

    def __call__(self, work: Callable[[Task], Done], tasks: Iterable[Task], /) -> Iterator[Done]:
        """The results of the tasks, in their order; WorkerLost where a worker ended before its work."""
        ...


class WorkerLost(Exception):
    """A worker was ended from outside; `tasks` are those that were under way or waited."""

    def __init__(self, tasks: list[object]) -> None:
        super().__init__(f"a worker was lost with {len(tasks)} tasks under way")
        self.tasks = tasks


@contextmanager
def processes(workers: int, *, pandas: bool = False) -> Iterator[Crew]:
    """Processes of this machine while the block runs; with one worker, or where the system allows none, this process.

    Args:
        workers: number of processes.
        pandas: whether their work needs pandas.
    """
    pool = _pool(workers, pandas) if workers > 1 else None
    if pool is None:
        yield map
        return
    try:
        yield partial(_in_order, pool, workers)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()  # waits, so that the memory is free before others start


def _pool(workers: int, pandas: bool) -> ProcessPoolExecutor | None:
    """A pool of processes; None, with a warning, where they could not talk to each other (a container without shared memory)."""
    try:
        # Spawned on every system, so that a worker starts from nothing but its arguments.
        return ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(pandas,)
        )
    except OSError as error:
        warnings.warn(
            f"no worker processes ({error.strerror or error}): this one does the work alone; for more, make /dev/shm writable",
            RuntimeWarning,
            stacklevel=4,
        )
        return None


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
    with processes(workers, pandas=pandas) as crew:
        yield from crew(work, tasks)


def _in_order(
    pool: Executor, workers: int, work: Callable[[Task], Done], tasks: Iterable[Task]
) -> Iterator[Done]:
    under_way: deque[tuple[Task, Future[Done]]] = deque()
    try:
        yield from results(tasks, lambda task: pool.submit(work, task), Future.result, workers, under_way)
    except BrokenProcessPool as error:
        raise WorkerLost([task for task, _ in under_way]) from error


def results(
    tasks: Iterable[Task],
    begin: Callable[[Task], Begun],
    result: Callable[[Begun], Done],
    workers: int,
    under_way: deque[tuple[Task, Begun]],
) -> Iterator[Done]:
    """The results of the tasks, in their order, with a few tasks begun ahead for each worker.

    Args:
        tasks: taken one by one as workers become free.
        begin: begins a task.
        result: waits for what was begun.
        workers: how many tasks are done at a time.
        under_way: an empty queue; it holds what is begun and not given yet, the task that is waited for first.

    >>> list(results([-1, 2, -3], lambda task: task, abs, 2, deque()))
    [1, 2, 3]
    """
    for task in tasks:
        under_way.append((task, begin(task)))
        if len(under_way) >= AHEAD * workers:
            yield result(under_way[0][1])
            under_way.popleft()
    while under_way:
        yield result(under_way[0][1])
        under_way.popleft()


def _begin(pandas: bool) -> None:
    """Make a worker end with the process that started it: a killed build leaves nothing behind."""
    if not pandas:
        without_pandas()
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def without_pandas() -> None:
    """Let this process do without pandas, which makes it 40 MB smaller: pyarrow imports it for its first array otherwise.

    For processes that end with their work; Arrow will not convert to pandas in them any more.
    """
    sys.meta_path.insert(0, _NO_PANDAS)


def with_pandas() -> None:
    """Let this process import pandas again."""
    if _NO_PANDAS in sys.meta_path:
        sys.meta_path.remove(_NO_PANDAS)


class _NoPandas(MetaPathFinder):
    """Answers that pandas is not installed."""

    def find_spec(self, fullname: str, path: object, target: object = None, /) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


_NO_PANDAS = _NoPandas()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
