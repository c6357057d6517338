"""The samples as sources like any other: their declarations in TOML, written into the data folder."""

from pathlib import Path

from service.samples.catalogue import Publisher, read_catalogue
from service.samples.timetable import HOST, write_whole

_HEAD = """\
# The sample site on this machine, declared like any other source. Written at every start of the samples
# (clausewatch serve --samples): changes made here are lost, take the file as an example instead.
"""

_SOURCE = """
[[source]]
id = "sample-{id}"
name = "{name}（样例站点）"
place = "{place}"
list = "{list}"
shape = "{shape}"
interval = "30s"
attachments = true
robots = true
"""

_SELECT = """
[source.select]
list_item = "{list_item}"
"""


def write_declarations(folder: Path, port: int) -> Path:
    """Declare the three publishers at ``port`` in ``folder``/sources.toml; an equal file is left untouched."""
    path = folder / "sources.toml"
    text = _HEAD + "".join(_declared(publisher, port) for publisher in read_catalogue().publishers)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_whole(path, text)
    return path


def _declared(publisher: Publisher, port: int) -> str:
    address = f"http://{HOST}:{port}{publisher.list}"
    source = _SOURCE.format(
        id=publisher.id, name=publisher.name, place=publisher.place, list=address, shape=publisher.shape
    )
    return source + (_SELECT.format(list_item=publisher.list_item) if publisher.list_item else "")
