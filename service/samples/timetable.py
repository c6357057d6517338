"""When the sample site changes: fixed with its port at the first start and kept in the data folder."""

import json
import os
import socket
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from service.samples.catalogue import SamplesError

HOST = "127.0.0.1"


class Phase(StrEnum):
    """How far the story of the draft has come: as published, amended in place, final text announced."""

    FIRST = "first"
    AMENDED = "amended"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Timetable:
    """The port and the times of the sample site, as kept in ``path``; a restart changes none of them."""

    path: Path
    port: int
    started_at: datetime
    amend_after: int
    final_after: int

    @classmethod
    def open(cls, folder: Path, *, now: datetime, amend_after: int = 180, final_after: int = 360) -> "Timetable":
        """The timetable kept in ``folder``, or at the first start a new one: begun ``now``, on a free port.

        The seconds count from that first start and are ignored afterwards. Raises `SamplesError` when the file that
        is kept there cannot be read.
        """
        path = folder / "timetable.json"
        if path.exists():
            return cls._kept(path)
        timetable = cls(path, _free_port(), now, amend_after, final_after)
        timetable._keep()
        return timetable

    @property
    def origin(self) -> str:
        """The address of the site, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def amended_at(self) -> datetime:
        """When the draft is amended at its own address."""
        return self.started_at + timedelta(seconds=self.amend_after)

    @property
    def final_at(self) -> datetime:
        """When the final text is announced at another address."""
        return self.started_at + timedelta(seconds=self.final_after)

    def phase(self, now: datetime) -> Phase:
        """What is published at this moment."""
        if now >= self.final_at:
            return Phase.FINAL
        return Phase.AMENDED if now >= self.amended_at else Phase.FIRST

    def since(self, phase: Phase) -> datetime:
        """When this phase begins."""
        return {Phase.FIRST: self.started_at, Phase.AMENDED: self.amended_at, Phase.FINAL: self.final_at}[phase]

    @classmethod
    def _kept(cls, path: Path) -> "Timetable":
        try:
            return cls(path, *_checked(json.loads(path.read_text(encoding="utf-8"))))
        except (ValueError, KeyError, TypeError) as error:
            raise SamplesError(
                f"{path}: not a timetable ({error}); delete the file and the samples start anew"
            ) from error

    def _keep(self) -> None:
        """Write the file whole or not at all: a killed start must not leave half of it."""
        kept = {
            "port": self.port,
            "started_at": self.started_at.isoformat(),
            "amend_after": self.amend_after,
            "final_after": self.final_after,
        }
        write_whole(self.path, json.dumps(kept, indent=2) + "\n")


def _checked(kept: Any) -> tuple[int, datetime, int, int]:
    """Port, first start and both delays of a kept timetable."""
    port, started_at = int(kept["port"]), datetime.fromisoformat(kept["started_at"])
    if not 1024 <= port <= 65535:
        raise ValueError(f"port {port} is not between 1024 and 65535")
    if started_at.tzinfo is None:
        raise ValueError("started_at has no offset from UTC")
    return port, started_at, int(kept["amend_after"]), int(kept["final_after"])


def write_whole(path: Path, text: str) -> None:
    """Replace a file in one step; its folder is made when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
