"""The web application: `create_app` makes it for a folder of tables, `server` is what gunicorn serves.

python app.py                                   http://127.0.0.1:8050 (HOST, PORT)
gunicorn --preload --no-control-socket app:server
"""

from __future__ import annotations

import os
from pathlib import Path

import dash
from dash import ALL, ClientsideFunction, Input, Output

from components import downloads, ids, pages, parts, security, versions
from components.store import Tables, reader

ROOT = Path(__file__).resolve().parent
TABLES = Path(os.environ.get("POLICE_TABLES", ROOT / "data" / "tables"))

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
  <head>{%metas%}<title>{%title%}</title>{%favicon%}{%css%}</head>
  <body>
    <noscript><p>This page needs JavaScript. All figures without it: <a href="/data/figures.csv">CSV</a>.</p></noscript>
    {%app_entry%}
    {%config%}{%scripts%}{%renderer%}
  </body>
</html>"""


def create_app(tables: Path | Tables) -> dash.Dash:
    """The app on the tables of a folder (read again after each build) or on tables at hand."""
    app = dash.Dash(
        __name__,
        title=parts.NAME,
        update_title="",
        index_string=INDEX,
        assets_folder=str(ROOT / "components" / "assets"),
        serve_locally=True,
        compress=True,
        use_async=False,
        enable_mcp=False,
        health_endpoint="health",
    )
    current = reader(tables)
    pages.routes()  # imports the pages: Dash must know their components before it serves the first
    app.layout = parts.frame()

    @app.callback(
        Output(ids.MAIN, "children"),
        Output(ids.TITLE, "data"),
        Output(ids.STATUS, "children"),
        Output(ids.NAVIGATION, "children"),
        Output(ids.BUILD, "children"),
        Input(ids.ADDRESS, "pathname"),
        Input(ids.ADDRESS, "search"),
    )
    def show(path: str | None, query: str | None) -> tuple[parts.Child, ...]:
        tables = current(versions.asked(query))
        try:
            page = pages.page(tables, path, query, newest=current())
        except Exception:
            app.logger.exception("The page for %r%r could not be made", path, query)
            page = parts.failed()
        return (
            page.content,
            f"{page.title} – {parts.NAME}",
            page.status,
            pages.navigation_of(path, versions.kept(tables, query)),
            parts.build(
                *versions.of(tables), href=versions.pinned(f"{path}{query or ''}", versions.of(tables)[0])
            ),
        )

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("page", "arrive"), Input(ids.TITLE, "data")
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("page", "open"), Input({"type": "chart", "number": ALL}, "clickData")
    )
    downloads.add_routes(app.server, current)
    versions.add_routes(app.server, current)
    security.add_headers(app)
    return app


server = create_app(TABLES).server

if __name__ == "__main__":
    server.run(host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "8050")))
