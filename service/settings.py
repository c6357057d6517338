"""Settings: environment ``CLAUSEWATCH_*`` or one TOML file; unknown keys are errors."""

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from scrapers.addresses import parse_networks
from service.errors import BadInput

PREFIX = "CLAUSEWATCH_"
DEFAULT_FILE = Path("clausewatch.toml")
SHORTEST_KEY = 12


class Settings(BaseSettings):
    """Everything that can be set; each field is ``CLAUSEWATCH_<NAME>`` in the environment, ``name`` in the file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = Field(Path("data"), description="folder for everything the service keeps")
    database_url: str = Field("", repr=False, description="SQLite or PostgreSQL URL; default SQLite in the data folder")
    snapshots: str = Field("", description="folder of received bytes; default `snapshots` in the data folder")
    sources: Path | None = Field(
        None, description="folder of declarations (*.toml); default `sources` in the data folder"
    )
    allowed_networks: str = Field("", description="CIDRs reachable despite the address guard, separated by commas")
    proxy: str | None = Field(None, repr=False, description="HTTP proxy for outgoing requests")
    host: str = Field("127.0.0.1", description="address the service listens on")
    port: int = Field(8000, ge=0, le=65535, description="port the service listens on")
    allowed_hosts: str = Field("", description="more Host names to answer to, separated by commas")
    public_url: str = Field("", description="address written into notices; default http://HOST:PORT")
    operator_key: SecretStr | None = Field(
        None, description="key for changes of state; default: kept in the data folder"
    )
    user_agent: str = Field("Clausewatch/0.1 (policy change tracking)", description="how fetches introduce themselves")
    lease: float = Field(60.0, gt=0, le=86400, description="seconds a claimed source or delivery stays claimed")
    delay: float = Field(1.0, ge=0, le=3600, description="seconds between two requests to one host")
    tick: float = Field(5.0, gt=0, le=3600, description="seconds between two looks at what is due")

    @field_validator("allowed_networks")
    @classmethod
    def _networks_are_cidrs(cls, value: str) -> str:
        parse_networks(value)
        return value

    @field_validator("operator_key")
    @classmethod
    def _key_is_long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value().strip():
            return None  # an empty variable means that none was given
        if len(value.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"give at least {SHORTEST_KEY} characters, or leave it out and one is made")
        return value

    @field_validator("proxy")
    @classmethod
    def _proxy_is_http(cls, value: str | None) -> str | None:
        if not value:
            return None
        try:
            parts = urlsplit(value)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            usable = False
        if not usable:
            raise ValueError("give an http:// or https:// address with a host, like http://127.0.0.1:3128")
        return value

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        filled: dict[str, Any] = {
            "database_url": self.database_url or f"sqlite:///{self.data / 'clausewatch.db'}",
            "snapshots": self.snapshots or str(self.data / "snapshots"),
            "sources": self.sources or self.data / "sources",
            "public_url": (self.public_url or f"http://{_spelled(self.host)}:{self.port}").rstrip("/"),
        }
        for name, value in filled.items():
            object.__setattr__(self, name, value)
        return self

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """``allowed_networks`` parsed."""
        return parse_networks(self.allowed_networks)

    @property
    def hosts(self) -> tuple[str, ...]:
        """``allowed_hosts`` as names."""
        return tuple(name.strip() for name in self.allowed_hosts.split(",") if name.strip())

    @property
    def declarations(self) -> Path:
        """The folder of source declarations."""
        return self.sources or self.data / "sources"


def load_settings(file: Path | None = None, environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings from arguments, then the environment, then ``file`` (or ``CLAUSEWATCH_CONFIG``, or ./clausewatch.toml).

    Raises ``BadInput`` naming every wrong key and value at once.
    """
    environment = os.environ if environment is None else environment
    named = file or (Path(environment[f"{PREFIX}CONFIG"]) if environment.get(f"{PREFIX}CONFIG") else None)
    values = _from_file(named or DEFAULT_FILE, required=named is not None)
    values |= _from_environment(environment)
    values |= {name: value for name, value in given.items() if value is not None}
    _refuse_unknown(values)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise BadInput("; ".join(_said(problem) for problem in error.errors())) from None


def _from_file(path: Path, *, required: bool) -> dict[str, Any]:
    if not path.exists():
        if required:
            raise BadInput(f"{path}: no such settings file; give an existing TOML file")
        return {}
    try:
        return dict(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: not valid TOML: {error}") from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        key.removeprefix(PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(PREFIX) and key != f"{PREFIX}CONFIG"
    }


def _refuse_unknown(names: Iterable[str]) -> None:
    known = list(Settings.model_fields)
    unknown = sorted(set(names) - set(known))
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}"
        raise BadInput(f"unknown setting {', '.join(unknown)}{hint}")


def _said(problem: Mapping[str, Any]) -> str:
    where = ".".join(str(part) for part in problem["loc"]) or "settings"
    return f"setting {where}: {problem['msg']}"


def _spelled(host: str) -> str:
    return f"[{host}]" if ":" in host else host
