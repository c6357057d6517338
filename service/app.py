"""The composition of the web side: routes, pages, errors, and the gate that every answer passes."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from importlib.metadata import version
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.di import Provide
from litestar.types import Receive, Scope, Send

from service.access import Sessions, make_guard
from service.gate import Gate
from service.house import House
from service.pages import changes as changes_pages
from service.pages import clause_history as clause_history_pages
from service.pages import comparisons as comparison_pages
from service.pages import documents as document_pages
from service.pages import errors as error_pages
from service.pages import families as family_pages
from service.pages import handed as handed_pages
from service.pages import mending, static
from service.pages import relations as relation_pages
from service.pages import search as search_pages
from service.pages import session as session_pages
from service.pages import sources as source_pages
from service.pages import versions as version_pages
from service.parameters import refuse_unknown_parameters
from service.politeness import HostGate
from service.problems import respond
from service.routes import (
    amend,
    changes,
    check,
    clause_history,
    comparisons,
    documents,
    families,
    health,
    matrix,
    overrides,
    papers,
    reference,
    relations,
    search,
    sources,
    subscriptions,
    tallies,
    versions,
)

API = "/api/"
SMALL_BODY = 2**20

Lifespan = Sequence[Callable[[Litestar], AbstractAsyncContextManager[None]]]

API_ROUTES = (
    sources.list_sources,
    sources.get_source,
    sources.list_runs,
    sources.get_run,
    sources.start_run,
    sources.try_out,
    documents.list_documents,
    documents.get_document,
    documents.list_versions,
    documents.list_document_relations,
    versions.get_version,
    versions.list_clauses,
    versions.get_text,
    versions.get_snapshot,
    clause_history.get_clause_history,
    clause_history.get_history_by_path,
    check.get_version_check,
    check.post_check,
    comparisons.get_comparison,
    papers.get_paper,
    tallies.get_tally,
    comparisons.post_compare,
    matrix.post_matrix,
    amend.post_amend,
    families.list_families,
    families.create,
    families.propose,
    families.get_family,
    families.rename,
    families.confirm_family,
    families.refuse_family,
    families.add_member,
    families.delete_member,
    families.put_order,
    families.get_family_matrix,
    overrides.list_overrides,
    overrides.create_override,
    overrides.get_override,
    overrides.delete_override,
    relations.list_relations,
    relations.get_relation,
    relations.confirm_relation,
    relations.refuse_relation,
    changes.list_changes,
    search.search_clauses,
    subscriptions.list_subscriptions,
    subscriptions.create_subscription,
    subscriptions.get_subscription,
    subscriptions.delete_subscription,
    subscriptions.send_test,
    subscriptions.list_deliveries,
    subscriptions.replay,
    health.get_health,
)
PAGES = (
    document_pages.index,
    document_pages.document_page,
    version_pages.version_page,
    clause_history_pages.clause_history_page,
    clause_history_pages.clause_history_by_path,
    comparison_pages.choose_comparison,
    comparison_pages.comparison_page,
    comparison_pages.change_page,
    mending.say_override,
    mending.undo_override,
    handed_pages.compare_form,
    handed_pages.compare_given,
    source_pages.sources_page,
    source_pages.source_page,
    source_pages.run_source,
    relation_pages.relations_page,
    relation_pages.confirm,
    relation_pages.refuse,
    family_pages.families_page,
    family_pages.family_page,
    family_pages.make_family,
    family_pages.look_again,
    family_pages.edit_family,
    family_pages.edit_member,
    changes_pages.changes_page,
    search_pages.search_page,
    session_pages.session_page,
    session_pages.open_session,
    session_pages.close_session,
    static.static_file,
)


class Web(Litestar):
    """A Litestar application behind the gate, so that answers without a route pass it too."""

    hosts: Sequence[str] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        """One connection, through the gate."""
        await Gate(super().__call__, self.hosts)(scope, receive, send)


def create_app(house: House, *, lifespan: Lifespan = (), gate: HostGate | None = None) -> Litestar:
    """The web application; ``gate`` holds the turns at hosts for crawls that a person starts from here."""
    turns = gate or HostGate(house.settings.delay, frozenset())
    app = Web(
        route_handlers=[
            Router("/api/v1", route_handlers=[*API_ROUTES], guards=[refuse_unknown_parameters]),
            Router("/api/v1", route_handlers=[reference.api_page], include_in_schema=False),
            Router("/", route_handlers=[*PAGES], include_in_schema=False),
        ],
        dependencies={
            "house": Provide(lambda: house, sync_to_thread=False),
            "gate": Provide(lambda: turns, sync_to_thread=False),
        },
        guards=[make_guard(Sessions(house.operator_key), house.now)],
        exception_handlers={Exception: _error_handler(house)},
        lifespan=[*lifespan],
        openapi_config=reference.openapi_config(version("clausewatch")),
        request_max_body_size=SMALL_BODY,
        logging_config=None,
    )
    app.hosts = (*house.settings.hosts, house.settings.host)
    return app


def _error_handler(house: House) -> Callable[[Request[Any, Any, Any], Exception], Response[bytes]]:
    def handle(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        if request.url.path.startswith(API) or "text/html" not in request.headers.get("accept", ""):
            return respond(request, error)
        return error_pages.respond(request, house, error)

    return handle
