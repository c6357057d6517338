"""Declarations on disk and sources in SQL: the files are the truth for the sources they name."""

from collections.abc import Sequence
from pathlib import Path

from scrapers.sources import Declaration, DeclarationProblem, read_declarations
from service.house import House
from service.settings import Settings
from storage import sources
from storage.records import SourceDeclared


def declaration_files(settings: Settings) -> tuple[Path, ...]:
    """Every declaration file: those of the declarations folder, and the samples' own while the samples are on."""
    folder = settings.declarations
    found = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    samples = samples_file(settings)
    return (*found, samples) if samples.exists() else tuple(found)


def samples_file(settings: Settings) -> Path:
    """Where the samples are declared; the file exists exactly while the samples are on."""
    return settings.data / "samples" / "sources.toml"


def declare_sources(house: House) -> tuple[DeclarationProblem, ...]:
    """Bring the declared sources into SQL; a source whose declaration is gone is retired, its history kept.

    With any problem in any file nothing is changed, so that a typing error retires no source; the problems come back.
    """
    declarations, problems = read_declarations(declaration_files(house.settings))
    if not problems:
        declared = as_declared(declarations)
        house.database.run(lambda session: sources.declare(session, declared, house.now()))
    return problems


def as_declared(declarations: Sequence[Declaration]) -> tuple[SourceDeclared, ...]:
    """Declarations as storage keeps them; a source's address is its list, else its first page."""
    return tuple(
        SourceDeclared(
            id=one.id,
            name=one.name,
            place=one.place,
            url=one.list_url or one.pages[0],
            interval=one.interval,
            declaration=one.to_json(),
        )
        for one in declarations
    )
