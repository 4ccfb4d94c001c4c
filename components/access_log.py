"""The access log of gunicorn as one JSON object a line, for programs to read; no query is left out, no line can be forged."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from gunicorn.glogging import Logger

from components import request_ids


def line(response: Any, environment: dict[str, Any], took: timedelta, *, now: float) -> str:
    """The line of one request: when, which, what was answered, how long it took in milliseconds."""
    return json.dumps(
        {
            "time": datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds"),
            "request_id": request_ids.of(environment),
            "client": environment.get("REMOTE_ADDR", ""),
            "method": environment.get("REQUEST_METHOD", ""),
            "path": environment.get("PATH_INFO", ""),
            "query": environment.get("QUERY_STRING", ""),
            "status": int(str(response.status).split()[0]),
            "bytes": response.sent,
            "milliseconds": round(took.total_seconds() * 1000, 1),
            "agent": environment.get("HTTP_USER_AGENT", ""),
        }
    )


class JsonLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger with access lines in JSON."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write the line of a request that was answered."""
        if self.access_log_enabled:
            self.access_log.info("%s", line(resp, environ, request_time, now=time.time()))
