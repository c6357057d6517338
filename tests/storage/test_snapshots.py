"""Snapshots: what was received is there, whole, under its digest, and nowhere else."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.snapshots import SnapshotDamaged, SnapshotMissing, Snapshots, open_snapshots

DAY = timedelta(days=1)


def files(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "snapshots"


@pytest.fixture
def store(root: Path) -> Snapshots:
    return Snapshots(root)


def test_bytes_come_back_under_their_sha_256(store: Snapshots, root: Path) -> None:
    bodies = [b"", b"\x00\xff", "一、放宽".encode("gb18030"), os.urandom(3 * 2**20)]
    digests = [store.put(body) for body in bodies]
    assert digests == [hashlib.sha256(body).hexdigest() for body in bodies]
    assert [store.get(digest) for digest in digests] == bodies
    assert all(store.has(digest) for digest in digests)
    assert list(store.digests()) == sorted(digests)
    assert files(root) == sorted(f"{digest[:2]}/{digest}" for digest in digests)


def test_the_same_bytes_are_kept_once(store: Snapshots, root: Path) -> None:
    assert store.put(b"same") == store.put(b"same")
    assert len(files(root)) == 1


def test_a_missing_snapshot_is_named(store: Snapshots) -> None:
    digest = hashlib.sha256(b"never").hexdigest()
    assert not store.has(digest)
    with pytest.raises(SnapshotMissing, match=f"no snapshot {digest}"):
        store.get(digest)


@pytest.mark.parametrize("damage", [b"", b"whole but for the en", b"Whole but for the end"])
def test_a_damaged_snapshot_is_noticed_and_replaced_when_the_bytes_come_again(
    store: Snapshots, root: Path, damage: bytes
) -> None:
    digest = store.put(b"whole but for the end")
    (root / digest[:2] / digest).write_bytes(damage)
    with pytest.raises(SnapshotDamaged, match=f"snapshot {digest} is damaged"):
        store.get(digest)
    store.put(b"whole but for the end")
    assert store.get(digest) == b"whole but for the end"


@pytest.mark.parametrize(
    "word",
    [
        "",
        "..",
        "../../etc/passwd",
        "../" + "a" * 61,
        "/" + "a" * 63,
        "a" * 63,
        "a" * 65,
        "a" * 64 + "\n",
        "a" * 63 + "\x00",
        "A" * 64,
        "g" * 64,
        "１" * 64,
    ],
)
def test_no_word_but_a_digest_becomes_a_path(store: Snapshots, word: str) -> None:
    for ask in (store.get, store.has):
        with pytest.raises(ValueError, match="is not a snapshot digest"):
            ask(word)


@given(st.text())
def test_whatever_is_asked_for_nothing_outside_is_read(word: str) -> None:
    with pytest.raises((ValueError, SnapshotMissing)):
        Snapshots(Path(__file__).parent).get(word)


def test_a_write_that_fails_leaves_nothing_under_the_digest(store: Snapshots, root: Path) -> None:
    digest = hashlib.sha256(b"body").hexdigest()
    (root / digest[:2]).parent.mkdir(parents=True)
    (root / digest[:2]).write_bytes(b"a file where a folder belongs")
    with pytest.raises(OSError, match=r"exists|directory"):
        store.put(b"body")
    assert files(root) == [digest[:2]]


def test_sweeping_removes_old_files_that_nothing_names_and_spares_the_rest(store: Snapshots, root: Path) -> None:
    named, orphan = store.put(b"named"), store.put(b"orphan")
    (root / "tmp" / "half.0000").write_bytes(b"written half")
    now = datetime.now(UTC)
    assert store.sweep(DAY, now, {named}) == 0
    assert store.sweep(DAY, now + 2 * DAY, {named}) == 2
    assert files(root) == [f"{named[:2]}/{named}"]
    assert not store.has(orphan)


def test_bytes_that_come_again_are_spared_by_the_next_sweep(store: Snapshots, root: Path) -> None:
    digest = store.put(b"old orphan")
    path = root / digest[:2] / digest
    os.utime(path, (0, 0))
    store.put(b"old orphan")
    assert store.sweep(DAY, datetime.now(UTC), set()) == 0
    assert store.has(digest)


def test_an_empty_store_has_no_digests_and_nothing_to_sweep(store: Snapshots, root: Path) -> None:
    assert list(store.digests()) == []
    assert store.sweep(DAY, datetime.now(UTC), set()) == 0
    assert not root.exists()


def test_a_location_is_a_folder(tmp_path: Path) -> None:
    digest = open_snapshots(str(tmp_path / "here")).put(b"x")
    assert (tmp_path / "here" / digest[:2] / digest).is_file()


@pytest.mark.parametrize(
    ("location", "complaint"),
    [("s3://bucket/x", "S3 store are not supported yet"), ("file:///x", "need a folder"), ("", "need a folder")],
)
def test_other_locations_are_refused_by_name(location: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        open_snapshots(location)
