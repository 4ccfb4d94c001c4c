from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.crew import AHEAD, WorkerLost, in_processes


def late(number: int) -> int:
    """The first tasks end last."""
    time.sleep(0.05 * (3 - number % 4))
    return number * number


def lost(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


@pytest.mark.parametrize("workers", [1, 3])
def test_results_come_in_the_order_of_the_tasks(workers: int) -> None:
    assert list(in_processes(late, range(9), workers)) == [number * number for number in range(9)]


def test_few_tasks_are_under_way_at_a_time() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    for done, _ in enumerate(in_processes(late, tasks(), 2), start=1):
        assert len(taken) <= done + AHEAD * 2


def test_a_lost_worker_is_an_error_that_has_its_tasks() -> None:
    with pytest.raises(WorkerLost) as caught:
        list(in_processes(lost, range(9), 2))
    assert 3 in caught.value.tasks


def test_without_shared_memory_this_process_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("etl.crew.ProcessPoolExecutor", refused)
    with pytest.warns(RuntimeWarning, match=r"no worker processes \(Permission denied\).*/dev/shm"):
        assert list(in_processes(abs, [-1, 2, -3], 2)) == [1, 2, 3]


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, sys, time\n"
        "from etl.crew import in_processes\n"
        "def work(number):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(60)\n"
        "if __name__ == '__main__':\n"
        "    list(in_processes(work, range(2), 2))\n"
    )
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(
        [sys.executable, str(script)], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE, text=True
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    give_up = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < give_up:
        time.sleep(0.05)
    if Path("/proc").is_dir():
        assert not any(_runs(pid) for pid in workers)


def _runs(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_process_does_without_pandas_until_it_asks_for_it() -> None:
    program = (
        "import sys, pyarrow as pa\n"
        "from etl.crew import with_pandas, without_pandas\n"
        "without_pandas()\n"
        "pa.array([1, 2]), pa.array(['a'])\n"
        "print('pandas' in sys.modules)\n"
        "with_pandas()\n"
        "with_pandas()\n"
        "import pandas\n"
        "print('pandas' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
