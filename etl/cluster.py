"""The same tasks on a Dask cluster: results in their order, and tasks of a lost worker done again by another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from etl.builds import BuildError
from etl.crew import WorkerLost, results
from etl.places import INSTALL

Task = TypeVar("Task")
Done = TypeVar("Done")

PATIENCE = 30  # seconds to wait for the scheduler and for a worker
KEPT = "what has been read is kept"


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a scheduler; called as `etl.crew.Crew` says."""

    address: str
    client: Any

    @property
    def size(self) -> int:
        """How many tasks are done at a time."""
        return max(1, int(sum(self.client.ncores().values())))

    def __call__(self, work: Callable[[Task], Done], tasks: Iterable[Task], /) -> Iterator[Done]:
        """The results of the tasks, in their order.

        Raises:
            WorkerLost: several workers were lost, one after another, with the same task.
            BuildError: the scheduler or all workers were lost.
        """
        from distributed import KilledWorker

        under_way: deque[tuple[Task, Any]] = deque()
        begin, size = partial(self.client.submit, work, pure=False), self.size
        try:
            yield from results(tasks, begin, self._result, size, under_way)
        except KilledWorker as error:
            raise WorkerLost([under_way[0][0]]) from error
        except (CancelledError, OSError) as error:
            raise BuildError(
                f"{self.address}: the scheduler was lost ({error}); the tables are as they were: start it and build again, {KEPT}"
            ) from error

    def _result(self, future: Any) -> Any:
        """What a task gave, however long it takes, as long as there is a worker."""
        while True:
            try:
                return future.result(timeout=PATIENCE)
            except TimeoutError:
                if not self.client.ncores():
                    raise BuildError(
                        f"{self.address}: all workers were lost; the tables are as they were: start some with "
                        f"`dask worker {self.address} --nthreads 1` and build again, {KEPT}"
                    ) from None


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The workers of the scheduler at an address, such as `tcp://10.0.0.5:8786`, while the block runs.

    Raises:
        BuildError: Dask is not installed, no scheduler answers there, or it has no workers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise BuildError(
            f"--scheduler needs Dask, which is not installed ({error.name}); {INSTALL}"
        ) from error
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BuildError(
            f"{address}: no scheduler answers ({error}); start one with `dask scheduler` and name its address"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise BuildError(
                f"{address}: the scheduler has no workers; start some with `dask worker {address} --nthreads 1`"
            ) from error
        yield Cluster(address, client)
