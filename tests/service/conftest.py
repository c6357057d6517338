"""A filled shelf and a client of it, one for each file of tests; a file with needs of its own has its own."""

import pytest
from support.shelf import Shelf, filled_shelf


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory):
    with filled_shelf(tmp_path_factory.mktemp("shelf")) as filled:
        yield filled


@pytest.fixture(scope="module")
def client(shelf: Shelf):
    with shelf.client() as opened:
        yield opened
