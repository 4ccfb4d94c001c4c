"""Beyond one machine: a Dask cluster of real processes, and a store of the S3 kind, give the tables of a local build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from distributed import Client

from etl import cluster as cluster_module
from etl import relations, stores
from etl.__main__ import main
from etl.builds import BuildError
from etl.cluster import cluster
from etl.pipeline import Observer, Options, build
from etl.places import files_under, in_store, place
from etl.stores import current_builds, send
from tests.small_reports import ROOT, build_of, contents, report_text, several, write_reports

pytestmark = pytest.mark.slow


@contextmanager
def processes_of_a_cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler; it and its workers as processes, which nobody starts again."""
    file = folder / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    common: dict[str, Any] = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}  # fmt: skip
    dask = [sys.executable, "-m", "dask"]
    options = ["--scheduler-file", str(file), "--no-dashboard"]
    started = [
        subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", *options], **common)
    ]
    try:
        give_up = time.monotonic() + 60
        while not file.exists() and time.monotonic() < give_up:
            time.sleep(0.05)
        for _ in range(workers):
            command = [*dask, "worker", "--nthreads", "1", "--no-nanny", *options]
            started.append(subprocess.Popen(command, **common))
        address = json.loads(file.read_text())["address"]
        if workers:
            with Client(address, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=60)
        yield address, started
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster of two workers."""
    with processes_of_a_cluster(tmp_path_factory.mktemp("cluster"), 2) as (address, _):
        yield address


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket of an S3 server of this machine."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {"ENDPOINT_URL": f"http://{host}:{port}", "ACCESS_KEY_ID": "testing", "SECRET_ACCESS_KEY": "testing", "DEFAULT_REGION": "eu-west-2"}  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    name = f"archive-{uuid4().hex}"  # the servers of one process share their buckets
    boto3.client("s3").create_bucket(
        Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
    )
    yield f"s3://{name}"
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def on_cluster(reports: Path, out: Path, address: str, **observed: Any) -> Any:
    options = Options(reports=(reports,), out=out, workers=1, corrections=Path("none.csv"), scheduler=address)
    return build(options, Observer(note=lambda line: None, **observed))


def put(folder: Any, texts: dict[str, str]) -> Any:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def stored(build_folder: Any) -> dict[str, bytes]:
    """The bytes of all Parquet files of a build in a store, by name."""
    return {
        path.name: path.read_bytes()
        for path, _ in sorted(files_under(build_folder), key=str)
        if path.suffix == ".parquet"
    }


def test_results_come_in_order(running: str) -> None:
    with cluster(running) as workers:
        assert workers.size == 2
        assert list(workers(abs, range(0, -30, -1))) == list(range(30))


def test_a_cluster_gives_the_tables_of_a_local_build(
    tmp_path: Path, running: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = write_reports(tmp_path / "reports", several(40) | {"broken.txt": ""})
    local = build_of(reports, out=tmp_path / "local")
    result = on_cluster(reports, tmp_path / "out", running)
    assert contents(result.build) == contents(local.build)
    assert result.failures == local.failures
    assert on_cluster(reports, tmp_path / "out", running).known == 40
    # The figures in parts, too.
    monkeypatch.setattr(relations, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(relations, "PART", 20)
    parts = build_of(reports, out=tmp_path / "parts")
    assert on_cluster(reports, tmp_path / "parts-out", running).build.name == parts.build.name


def test_a_worker_that_is_killed_is_replaced_by_the_others(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", several(120))
    local = build_of(reports, out=tmp_path / "local")
    killed: list[int] = []
    with processes_of_a_cluster(tmp_path, 2) as (address, started):

        def kill_one(done: int, total: int) -> None:
            if not killed and done < total:
                started[1].kill()
                killed.append(done)

        result = on_cluster(reports, tmp_path / "out", address, progress=kill_one)
        assert started[1].wait() < 0
    assert killed
    assert contents(result.build) == contents(local.build)


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        ("scheduler", "the scheduler was lost"),
        ("worker", "all workers were lost; .* start some with `dask worker"),
    ],
)
def test_a_cluster_that_is_lost_is_named_and_what_was_read_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str, words: str
) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 3)
    reports = write_reports(tmp_path / "reports", several(120))
    with processes_of_a_cluster(tmp_path, 1) as (address, started):

        def kill(done: int, total: int) -> None:
            started[0 if lost == "scheduler" else 1].kill()

        with pytest.raises(BuildError, match=words) as caught:
            on_cluster(reports, tmp_path / "out", address, progress=kill)
        assert str(caught.value).startswith(f"{address}: ")
    assert 0 < build_of(reports, out=tmp_path / "out").known < 120


def test_without_a_scheduler_or_workers_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 1)
    words = r"tcp://127\.0\.0\.1:9: no scheduler answers .*dask scheduler"
    with pytest.raises(BuildError, match=words), cluster("tcp://127.0.0.1:9"):
        pytest.fail("there is none")
    words = "has no workers; start some with `dask worker"
    with (
        processes_of_a_cluster(tmp_path, 0) as (address, _),
        pytest.raises(BuildError, match=words),
        cluster(address),
    ):
        pytest.fail("there is none")


def test_reports_and_tables_in_a_store(tmp_path: Path, bucket: str, running: str) -> None:
    texts = several(20) | {"below/sources.csv": "file,title,committee,date,number,url\n"}
    texts["below/bare.txt"] = "There were 40 robberies in 2005/06."
    texts["below/sources.csv"] += "bare.txt,Robbery,Board,2006-05-04,3,http://example.org/3\n"
    local = build_of(write_reports(tmp_path / "reports", texts), out=tmp_path / "local")
    reports, out = put(place(f"{bucket}/reports"), texts), place(f"{bucket}/tables")
    assert in_store(reports)
    result = build_of(reports, out=out)
    assert current_builds(out) == [f"builds/{local.build.name}"]
    assert stored(out / "builds" / local.build.name) == contents(local.build)
    assert str(result.build) == f"{bucket}/tables/builds/{local.build.name}"
    assert build_of(reports, out=out).known == 21
    # A changed report: the pointer moves, and the build before stays.
    put(reports, {"000.txt": report_text("1", "1 May 2006", 77)})
    changed = build_of(reports, out=out)
    assert changed.known == 20
    assert current_builds(out) == [f"builds/{changed.build.name}", f"builds/{local.build.name}"]
    assert stored(result.build) == contents(local.build)


def test_the_command_reads_and_writes_a_store(
    tmp_path: Path, bucket: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = several(3)
    put(place(f"{bucket}/reports"), texts)
    arguments = ["build", "--reports", f"{bucket}/reports", "--out", f"{bucket}/tables", "--workers", "2"]
    assert main(arguments) == 0
    local = build_of(write_reports(tmp_path / "reports", texts), out=tmp_path / "local")
    assert current_builds(place(f"{bucket}/tables")) == [f"builds/{local.build.name}"]
    assert main([*arguments[:2], f"{bucket}/nothing", *arguments[3:]]) == 1
    assert "nothing: there is no such folder" in capsys.readouterr().err


def test_builds_of_a_store_that_are_old_are_removed(
    tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    out = place(f"{bucket}/tables")
    (tmp_path / "figures.parquet").write_text("made")
    for name in "abc":
        send(out, tmp_path, name)
    assert {path.parent.name for path, _ in files_under(out / "builds")} == {"a", "b", "c"}
    monkeypatch.setattr("etl.stores.OLD", timedelta(seconds=-1))
    send(out, tmp_path, "d")
    assert {path.parent.name for path, _ in files_under(out / "builds")} == {"c", "d"}


def test_a_store_that_fails_keeps_the_build_before(
    tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refused(Exception):
        """As of a store's own library."""

    def refuse(path: Path, target: Any) -> None:
        if path.name == "numbers.parquet":
            raise Refused("no more room")
        copy(path, target)

    copy, out = stores._copy, place(f"{bucket}/tables")
    before = build_of(write_reports(tmp_path / "reports", several(2)), out=out)
    monkeypatch.setattr(stores, "_copy", refuse)
    with pytest.raises(BuildError, match=r"tables: cannot be written \(the store refuses: no more room\)"):
        build_of(write_reports(tmp_path / "reports", several(3)), out=out)
    assert current_builds(out) == [f"builds/{before.build.name}"]
    assert len(stored(before.build)) == 8


def test_a_store_that_cannot_be_reached_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    assert main(["build", "--reports", "s3://archive/reports"]) == 1
    said = capsys.readouterr().err
    assert "s3://archive/reports: the store cannot be reached" in said
    assert "check the address, the credentials and the rights" in said


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [("distributed", ["--scheduler", "tcp://127.0.0.1:9"]), ("upath", ["--out", "s3://archive/tables"])],
)
def test_what_is_not_installed_is_named_with_the_remedy(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, missing, None)
    write_reports(tmp_path / "data" / "reports", several(1))
    assert main(["build", *arguments]) == 1
    said = capsys.readouterr().err
    assert f"not installed ({missing})" in said
    assert "pip install --require-hashes -r requirements-bulk.txt" in said
