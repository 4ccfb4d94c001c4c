from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from etl.builds import (
    BuildError,
    current,
    identifier,
    locked,
    partial_build,
    publish,
    read_manifest,
    write_manifest,
)


def put(out: Path, content: str, build_id: str | None = None) -> Path:
    """Publish a build with one table of this content."""
    with locked(out, pytest.fail), partial_build(out) as folder:
        (folder / "figures.parquet").write_text(content)
        return publish(out, folder, build_id or identifier({"figures.parquet": content}))


def builds(out: Path) -> set[str]:
    return {path.name for path in (out / "builds").iterdir()}


def test_readers_reach_the_newest_build_by_both_ways(tmp_path: Path) -> None:
    for content in ("one", "two"):
        build = put(tmp_path, content)
        assert current(tmp_path) == build.resolve()
        assert (tmp_path / "figures.parquet").read_text() == content


def test_the_links_are_relative_so_that_the_folder_can_be_moved(tmp_path: Path) -> None:
    put(tmp_path / "here", "one")
    (tmp_path / "here").rename(tmp_path / "there")
    assert (tmp_path / "there" / "figures.parquet").read_text() == "one"


def test_a_folder_without_builds_is_read_itself(tmp_path: Path) -> None:
    assert current(tmp_path) == tmp_path


def test_the_newest_two_builds_are_kept(tmp_path: Path) -> None:
    made = [put(tmp_path, content).name for content in ("one", "two", "three", "four")]
    assert builds(tmp_path) == set(made[-2:])


def test_going_back_to_the_content_before_makes_it_current_again(tmp_path: Path) -> None:
    made = [put(tmp_path, content).name for content in ("one", "two", "one")]
    assert made[0] == made[2] == current(tmp_path).name
    assert builds(tmp_path) == set(made)


def test_the_same_content_again_mends_a_damaged_build(tmp_path: Path) -> None:
    build = put(tmp_path, "one")
    (build / "figures.parquet").write_text("damaged")
    assert put(tmp_path, "one") == build
    assert (build / "figures.parquet").read_text() == "one"
    assert builds(tmp_path) == {build.name}


def test_a_file_in_the_place_of_a_link_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "figures.parquet").write_text("left by something else")
    put(tmp_path, "one")
    assert (tmp_path / "figures.parquet").read_text() == "one"


def test_leftovers_of_killed_builds_are_removed(tmp_path: Path) -> None:
    build = put(tmp_path, "one")
    (tmp_path / "builds" / "killed.partial").mkdir()
    (tmp_path / "builds" / "killed.partial" / "figures.spool").write_text("half")
    (tmp_path / "current.partial").symlink_to("builds/killed")
    assert put(tmp_path, "one") == build
    assert builds(tmp_path) == {build.name}
    assert not os.path.lexists(tmp_path / "current.partial")


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    build = put(tmp_path, "one")

    def fail() -> None:
        with locked(tmp_path, pytest.fail), partial_build(tmp_path) as folder:
            (folder / "figures.parquet").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert builds(tmp_path) == {build.name}
    assert current(tmp_path) == build.resolve()


def test_a_second_build_says_who_holds_the_lock_and_waits(tmp_path: Path) -> None:
    said: list[str] = []
    done = threading.Event()
    waiting = threading.Event()

    def second() -> None:
        def note(line: str) -> None:
            said.append(line)
            waiting.set()

        with locked(tmp_path, note):
            done.set()

    with locked(tmp_path, pytest.fail):
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(20)
        assert not done.is_set()
    thread.join(20)
    assert done.is_set()
    assert f"process {os.getpid()} on " in said[0]


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/tables"])
def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("no folder")
    out = tmp_path / place
    with pytest.raises(BuildError, match=r"cannot be written .*--out") as caught, locked(out, pytest.fail):
        pytest.fail("it must not be entered")
    assert str(out) in str(caught.value)


def test_a_manifest_comes_back_and_a_broken_one_is_empty(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}
    write_manifest(tmp_path, {"host": "héron"})
    assert read_manifest(tmp_path) == {"host": "héron"}
    (tmp_path / "manifest.json").write_text("{")
    assert read_manifest(tmp_path) == {}
