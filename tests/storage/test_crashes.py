"""Processes that are killed while they write, and disks that are full: what is committed is whole, the rest never was."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.stored import document

from storage import integrity, versions
from storage.database import Database
from storage.snapshots import Snapshots

WRITER = Path(__file__).parents[1] / "support" / "writer.py"
MANY = "1000000"


def start(url: str, folder: Path, document_id: str, name: str, count: str = MANY) -> subprocess.Popen[str]:
    words = [sys.executable, str(WRITER), url, str(folder), document_id, name, count]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill_while_writing(url: str, folder: Path, document_id: str, name: str, after: float) -> list[int]:
    """Kill -9 a writer some seconds after its first commit; the numbers of the versions that it saw committed."""
    writer = start(url, folder, document_id, name)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(after)
    writer.kill()
    rest, complaints = writer.communicate(timeout=30)
    assert first, complaints
    return [int(line) for line in [first, *rest.splitlines(keepends=True)] if line.endswith("\n")]


def kill_often(database: Database, url: str, folder: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    with database.write() as session:
        kept = document(session)
    committed: list[int] = []
    for turn in range(times):
        committed += kill_while_writing(url, folder, kept.id, f"turn {turn}", chance.uniform(0, 0.15))
        with database.read() as session:
            assert integrity.check(session, Snapshots(folder)) == ()
            held = {one.number for one in versions.of_document(session, kept.id)}
        assert set(committed) <= held, "a version that was committed is gone"
    assert len(committed) >= times


def test_killed_writers_leave_nothing_half_done(database: Database, database_url: str, tmp_path: Path) -> None:
    kill_often(database, database_url, tmp_path / "kept", times=4, seed=1)


@pytest.mark.soak
def test_two_hundred_killed_writers_leave_nothing_half_done(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    kill_often(database, database_url, tmp_path / "kept", times=200, seed=int(time.time()))


def test_two_processes_that_write_to_one_document_lose_nothing(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    with database.write() as session:
        kept = document(session)
    writers = [start(database_url, tmp_path / "kept", kept.id, name, "25") for name in ("left", "right")]
    said = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    numbers = sorted(int(line) for out, _ in said for line in out.splitlines())
    assert numbers == list(range(1, 51))
    with database.read() as session:
        assert integrity.check(session, Snapshots(tmp_path / "kept")) == ()


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from sqlalchemy.exc import OperationalError
from support.stored import document, whole_version
from storage import integrity, versions
from storage.database import Database
from storage.snapshots import Snapshots

url, folder, limit = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
database, snapshots = Database(url), Snapshots(folder)
kept = database.run(document)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
written = 0
try:
    while written < 2000:
        database.run(lambda session: whole_version(session, snapshots, kept.id, f"{written} " + "长" * 5000))
        written += 1
except OperationalError as error:
    print("refused", error.orig.sqlite_errorname)
try:
    snapshots.put(b"x" * (limit + 1))
except OSError as error:
    print("refused", error.errno)
with database.read() as session:
    print("read", len(versions.of_document(session, kept.id)) == written, integrity.check(session, snapshots))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print("resumed", database.run(lambda session: whole_version(session, snapshots, kept.id, "again")).number - written)
with database.read() as session:
    print("clean", integrity.check(session, snapshots), len(list(snapshots.digests())) - written)
"""


def test_a_full_disk_refuses_writes_keeps_reads_and_is_forgotten_when_there_is_room(databases, tmp_path: Path) -> None:
    with databases.fresh("sqlite", migrated=True) as url:
        words = [sys.executable, "-c", FULL_DISK, url, str(tmp_path / "kept"), "600000", str(WRITER.parents[1])]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""
    refused, too_big, read, resumed, clean = done.stdout.splitlines()
    assert refused in ("refused SQLITE_FULL", "refused SQLITE_IOERR_WRITE")
    assert too_big == "refused 27"  # EFBIG
    assert read == "read True ()"
    assert resumed == "resumed 1"
    assert clean == "clean () 2"  # the bytes of the refused version wait for it or for the sweep
