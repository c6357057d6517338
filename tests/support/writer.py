"""A process that writes versions until it is told to stop, or killed: ``writer.py URL SNAPSHOTS DOCUMENT NAME COUNT``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.stored import whole_version

from storage.database import Database
from storage.snapshots import Snapshots


def write(url: str, folder: str, document_id: str, name: str, count: int) -> None:
    """Commit ``count`` versions, saying the number of each on stdout once it is committed."""
    database, snapshots = Database(url), Snapshots(Path(folder))
    for turn in range(count):
        text = f"{name} {turn}\n" + "市商务局牵头推进。" * 200
        made = database.run(lambda session, text=text: whole_version(session, snapshots, document_id, text))
        print(made.number, flush=True)
    database.dispose()


if __name__ == "__main__":
    write(*sys.argv[1:5], int(sys.argv[5]))
