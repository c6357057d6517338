"""The command line: one verb each, data on stdout, messages on stderr, exit codes of DESIGN section 5."""

import sys
import traceback
from typing import Any

import typer

from service.commands import files, relations, serving, sources, subscriptions, tracking, upkeep
from service.console import FAILURE, USAGE, print_json, say
from service.errors import ClausewatchError

app = typer.Typer(
    name="clausewatch",
    help="Follows official policy texts and says, clause by clause, what changed.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for verb in (
    serving.serve,
    tracking.crawl,
    tracking.track,
    files.parse,
    files.diff,
    subscriptions.deliver,
    upkeep.fsck,
    upkeep.upgrade,
):
    app.command()(verb)
app.add_typer(sources.commands, name="sources")
app.add_typer(subscriptions.commands, name="subscriptions")
app.add_typer(relations.commands, name="relations")

INTERRUPTED = 130


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


def _fail(given: list[str], message: str, reason: str) -> None:
    if "--json" in given:
        print_json({"error": {"reason": reason, "message": message}})
    say(f"clausewatch: {message}")


if __name__ == "__main__":
    main()
