"""Settings from environment and file: every wrong key and value is one clear line."""

from pathlib import Path

import pytest

from service.errors import BadInput
from service.settings import Settings, load_settings


def test_defaults_stand_under_the_data_folder() -> None:
    settings = load_settings(environment={})
    assert settings.database_url == "sqlite:///data/clausewatch.db"
    assert settings.snapshots == "data/snapshots"
    assert settings.declarations == Path("data/sources")
    assert settings.public_url == "http://127.0.0.1:8000"


def test_the_environment_wins_over_the_file_and_arguments_over_both(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('port = 1\nhost = "127.0.0.2"\ndelay = 2.5\n', encoding="utf-8")
    settings = load_settings(file, {"CLAUSEWATCH_PORT": "2", "CLAUSEWATCH_HOST": "127.0.0.3"}, host="::1")
    assert (settings.port, settings.host, settings.delay) == (2, "::1", 2.5)
    assert settings.public_url == "http://[::1]:2"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"CLAUSEWATCH_DATABSE_URL": "x"}, "did you mean database_url"),
        ({"CLAUSEWATCH_PORT": "many"}, "port"),
        ({"CLAUSEWATCH_PORT": "70000"}, "port"),
        ({"CLAUSEWATCH_ALLOWED_NETWORKS": "127.0.0.0/99"}, "allowed_networks"),
        ({"CLAUSEWATCH_CONFIG": "nowhere.toml"}, "nowhere.toml"),
        ({"CLAUSEWATCH_OPERATOR_KEY": "short"}, "at least 12"),
        ({"CLAUSEWATCH_PROXY": "socks5://127.0.0.1:1"}, "http://"),
        ({"CLAUSEWATCH_PROXY": "http://[::"}, "http://"),
    ],
)
def test_what_is_wrong_is_named(environment: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        load_settings(environment=environment)


def test_every_wrong_value_is_named_at_once() -> None:
    with pytest.raises(BadInput) as error:
        load_settings(environment={"CLAUSEWATCH_PORT": "many", "CLAUSEWATCH_DELAY": "-1"})
    assert "port" in str(error.value)
    assert "delay" in str(error.value)


def test_a_broken_file_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("port = = 1", encoding="utf-8")
    with pytest.raises(BadInput, match=r"settings.toml: not valid TOML.*line 1"):
        load_settings(file, {})


def test_the_operator_key_is_not_printed() -> None:
    secrets = {
        "CLAUSEWATCH_OPERATOR_KEY": "geheim-geheim",
        "CLAUSEWATCH_DATABASE_URL": "postgresql://me:geheim@127.0.0.1/x",
        "CLAUSEWATCH_PROXY": "http://me:geheim@127.0.0.1:3128",
    }
    assert "geheim" not in repr(load_settings(environment=secrets))


def test_an_empty_operator_key_is_none() -> None:
    assert load_settings(environment={"CLAUSEWATCH_OPERATOR_KEY": ""}).operator_key is None


def test_every_setting_stands_in_the_operations_handbook() -> None:
    handbook = (Path(__file__).parents[2] / "docs/operations.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"CLAUSEWATCH_{name.upper()}" not in handbook]
    assert missing == []
