"""kill -9 at random moments of a crawl: what is there afterwards is whole, and the next crawl completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.houses import ARTICLES, article_page, list_page
from support.servers import Request, Site, Step

ROOT = Path(__file__).parents[2]
PAGES = 12


def environment(folder: Path, database_url: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "CLAUSEWATCH_DATA": str(folder),
        "CLAUSEWATCH_DATABASE_URL": database_url,
        "CLAUSEWATCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "CLAUSEWATCH_DELAY": "0",
        "CLAUSEWATCH_LEASE": "0.2",
    }


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "service.cli", *arguments]


def kill_loop(folder: Path, database_url: str, kills: int, seed: int) -> None:
    """Crawl a site whose every page changes from time to time, killed ``kills`` times; then look at what is left."""
    chance = random.Random(seed)
    state = {"edition": 0}

    def page(request: Request) -> Step:
        name = request.path.strip("/").removesuffix(".html")
        text = [*ARTICLES]
        text[3] = text[3].replace("三年", f"{state['edition'] + 3}年")
        return Step(article_page(text, title=f"示例市第{name}号条例").encode())

    with Site() as site:
        entries = [(f"/{number}.html", f"示例市第{number}号条例") for number in range(PAGES)]
        site.page("/list.html", list_page(entries))
        for path, _ in entries:
            site.answer(path, page)
        sources = folder / "sources"
        sources.mkdir(parents=True)
        declared = f'[[source]]\nid = "demo"\nname = "示例"\nlist = "{site.url("/list.html")}"\ninterval = "10s"\n'
        (sources / "demo.toml").write_text(declared, encoding="utf-8")
        surroundings = environment(folder, database_url)
        for _ in range(kills):
            state["edition"] += chance.random() < 0.5
            crawl = subprocess.Popen(
                command("crawl", "--force"),
                cwd=ROOT,
                env=surroundings,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            wait_for_the_first_request(site, crawl)
            time.sleep(chance.uniform(0.0, 0.6))
            crawl.send_signal(signal.SIGKILL)
            crawl.wait()
        state["edition"] += 1
        time.sleep(0.3)
        last = subprocess.run(command("crawl", "--force"), cwd=ROOT, env=surroundings, capture_output=True, timeout=120)
        assert last.returncode == 0, last.stderr.decode()
        checked = subprocess.run(
            command("fsck", "--json"), cwd=ROOT, env=surroundings, capture_output=True, timeout=120
        )
        assert checked.returncode == 0, checked.stdout.decode()
    assert newest_texts(database_url) == [f"{state['edition'] + 3}年"] * PAGES


def wait_for_the_first_request(site: Site, crawl: subprocess.Popen[bytes]) -> None:
    before = len(site.requests)
    end = time.monotonic() + 20
    while len(site.requests) == before and crawl.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


def newest_texts(database_url: str) -> list[str]:
    import re

    from storage import documents, versions
    from storage.database import Database

    database = Database(database_url)
    with database.read() as session:
        latest = [versions.latest(session, one.id) for one in documents.listed(session)]
        texts = [versions.text(session, one.id) for one in latest if one]
    database.dispose()
    return [found[0] for text in texts if (found := re.search(r"\d+年", text))]


def test_kills_leave_a_clean_store_and_lose_nothing(tmp_path: Path, database_url: str) -> None:
    kill_loop(tmp_path / "data", database_url, kills=10, seed=20261120)


@pytest.mark.soak
def test_two_hundred_kills_leave_a_clean_store_and_lose_nothing(tmp_path: Path, database_url: str) -> None:
    kill_loop(tmp_path / "data", database_url, kills=200, seed=int(time.time()))
