"""The web application: `create_app` makes it for a folder of tables, `server` is what gunicorn serves.

python app.py                                   http://127.0.0.1:8050 (HOST, PORT)
gunicorn app:server                             the same with several processes (gunicorn.conf.py)

What an installation may set is in components/settings.py.
"""

from __future__ import annotations

from pathlib import Path

import dash
import flask
from dash import ClientsideFunction, Input, Output
from flask import request

from components import (
    documents,
    downloads,
    errors,
    guard,
    health,
    ids,
    pages,
    parts,
    remembered,
    request_ids,
    scripts,
    security,
    still,
    versions,
)
from components.settings import Settings, at_start
from components.store import NoTables, Reader, Tables, reader

# What the browser does with an answer as soon as it is there: a callback of its own on what came would begin a frame later.
CAME = "(asked, answer) => window.dash_clientside.page.came(asked, answer)"
ROOT = Path(__file__).resolve().parent


def create_app(tables: Path | Tables | Reader, settings: Settings | None = None) -> dash.Dash:
    """The app on the tables of a folder (read again after each build), on tables at hand, or on what a function gives."""
    chosen = settings or Settings()
    current = reader(tables) if isinstance(tables, Path | Tables) else tables
    server = flask.Flask(__name__, static_folder=None)
    remembered.add_memory(server, current, chosen.cache_megabytes, _always_the_same)
    app = dash.Dash(
        __name__,
        server=server,  # type: ignore[arg-type]
        title=parts.NAME,
        update_title="",
        index_string=documents.INDEX,
        include_assets_files=False,  # scripts.py sends them as one
        serve_locally=True,
        compress=True,
        use_async=False,
        enable_mcp=False,
        hooks={"request_post": CAME},
    )
    pages.routes()  # imports the pages: Dash must know their components before it serves the first
    app.layout = parts.live()

    def shown(path: str | None, query: str | None) -> documents.Shown:
        tables = current(versions.asked(query))
        try:
            page = pages.page(tables, path, query, newest=current())
        except Exception:
            app.logger.exception("The page for %r%r could not be made", path, query)
            remembered.forget()
            page = parts.failed()
        version, built = versions.of(tables)
        return documents.Shown(
            page=page,
            navigation=pages.navigation_of(path, versions.kept(tables, query)),
            build=parts.build(version, built, href=versions.pinned(f"{path}{query or ''}", version)),
            status=503 if isinstance(tables, NoTables) else 200 if page.found else 404,
        )

    # the first page comes with its document: only what is asked for from there is a callback
    @app.callback(
        Output(ids.PAGE, "data"),
        Output(ids.STATUS, "children"),
        Input(ids.ADDRESS, "data"),
        prevent_initial_call=True,
    )
    def show(asked: str | None) -> tuple[dict[str, str], str]:
        path, mark, query = (asked or "").partition("?")
        made = shown(path, mark + query)
        page = {
            "title": made.title,
            ids.MAIN: still.html_of(made.page.content),
            ids.NAVIGATION: still.html_of(made.navigation),
            ids.BUILD: still.html_of(made.build),
        }
        return page, made.page.status

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("page", "live"), Input(ids.PAGE, "data")
    )
    documents.add_documents(app, shown)
    downloads.add_routes(server, current)
    versions.add_routes(server, current)
    health.add_routes(server, current)
    scripts.add_routes(server)
    errors.add_pages(server)
    guard.add_limits(app, chosen)
    security.add_headers(app)
    server.wsgi_app = request_ids.named(server.wsgi_app)  # type: ignore[method-assign]
    return app


def _always_the_same() -> bool:
    """Whether the answer to a request is the same as long as the tables are: a page, what fills it, and scripts."""
    return documents.are_asked_for() or scripts.are_asked_for() or request.path == guard.CALLBACKS


settings = at_start()
current = reader(settings.tables)
server = create_app(current, settings).server

if __name__ == "__main__":
    server.run(host=settings.host, port=settings.port)
