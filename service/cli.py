"""The command line: one verb each, data on stdout, messages on stderr, exit codes of DESIGN section 5."""

import sys
import traceback
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from service.console import FAILURE, USAGE, print_json, say
from service.errors import ClausewatchError

#: Each verb and where it lives; a verb's module is loaded when it is called, so that ``parse`` needs no database.
VERBS = {
    "serve": "serving:serve",
    "crawl": "tracking:crawl",
    "track": "tracking:track",
    "parse": "files:parse",
    "diff": "files:diff",
    "matrix": "matrix:matrix",
    "check": "checking:check",
    "amend": "amending:amend",
    "sources": "sources:commands",
    "subscriptions": "subscriptions:commands",
    "relations": "relations:commands",
    "overrides": "overrides:commands",
    "families": "families:commands",
    "history": "history:history",
    "search": "searching:search_words",
    "deliver": "subscriptions:deliver",
    "fsck": "upkeep:fsck",
    "upgrade": "upkeep:upgrade",
}
INTERRUPTED = 130


class Verbs(TyperGroup):
    """The group of all verbs, each built when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's signature
        """The verbs in the order of the handbook."""
        return [*VERBS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - typer's signature
        """The verb's command; ``None`` for a word that is no verb."""
        return _load(cmd_name) if cmd_name in VERBS else None


app = typer.Typer(
    name="clausewatch",
    cls=Verbs,
    help="Follows official policy texts and says, clause by clause, what changed.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _root() -> None:
    """Follows official policy texts and says, clause by clause, what changed."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code; a mistake of the caller is one line, and JSON on stdout when asked."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code: Any = typer.main.get_command(app).main(given, prog_name="clausewatch", standalone_mode=False)
    except typer.Abort:
        sys.exit(INTERRUPTED)
    except typer.TyperException as error:
        _fail(given, str(error) or "see --help", "usage")
        sys.exit(USAGE)
    except ClausewatchError as error:
        _fail(given, str(error), error.reason)
        sys.exit(FAILURE)
    except BrokenPipeError:
        sys.exit(FAILURE)
    except Exception as error:  # noqa: BLE001 - the last guard: a bug is told whole on stderr and as JSON when asked
        traceback.print_exc()
        _fail(given, f"internal error: {error!r}; please report it with the lines above", "internal_error")
        sys.exit(FAILURE)
    sys.exit(code if isinstance(code, int) else 0)


def _load(verb: str) -> Any:
    module, _, name = VERBS[verb].partition(":")
    target = getattr(import_module(f"service.commands.{module}"), name)
    if not isinstance(target, typer.Typer):
        single = typer.Typer(rich_markup_mode=None)
        single.command(verb)(target)
        target = single
    command = typer.main.get_command(target)
    command.name = verb
    return command


def _fail(given: list[str], message: str, reason: str) -> None:
    if "--json" in given:
        print_json({"error": {"reason": reason, "message": message}})
    say(f"clausewatch: {message}")


if __name__ == "__main__":
    main()
