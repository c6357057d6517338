"""A house that holds the plans of three cities and two laws, for the pages of two places."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from litestar import Litestar
from support.houses import ARTICLES, HandClock, house_at
from support.shelf import AMENDED, statute

from service.app import create_app
from service.tracking import track_file

SAMPLES = Path(__file__).parents[2] / "samples"
CITIES = ("shenyang-2022-plan", "chengdu-2022-plan", "shanghai-2021-plan")


@dataclass(frozen=True, slots=True)
class Cities:
    """An application that holds the texts, and their versions by name; the laws are ``law-a`` and ``law-b``."""

    app: Litestar
    versions: dict[str, str]

    def page(self, old: str, new: str, query: str = "") -> str:
        """The address of two of them, compared across."""
        return f"/comparisons/{self.versions[old]}..{self.versions[new]}?across=true{query}"


@contextmanager
def held_cities(folder: Path) -> Iterator[Cities]:
    """The house in ``folder``, filled."""
    texts = {name: (SAMPLES / f"{name}.txt").read_bytes() for name in CITIES}
    texts["law-a"] = statute(ARTICLES, "沈阳市数据条例").encode()
    texts["law-b"] = statute(AMENDED, "成都市数据条例").encode()
    with house_at(folder, clock=HandClock()) as house:
        held = {name: track_file(house, f"{name}.txt", text).version for name, text in texts.items()}
        yield Cities(create_app(house), {name: version for name, version in held.items() if version})
