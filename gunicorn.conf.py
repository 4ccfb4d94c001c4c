"""How gunicorn serves the app: `gunicorn app:server` in this folder. What an installation sets is in components/settings.py."""

import ctypes
import gc

from components.access_log import JsonLogger
from components.settings import at_start

_settings = at_start()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
threads = _settings.threads
worker_class = "gthread"
preload_app = True  # the tables are read once, before the workers are forked: they share the memory
control_socket_disable = True

timeout = _settings.timeout
graceful_timeout = _settings.grace
keepalive = 15  # seconds; longer than the pause between the clicks of a reader

limit_request_line = 8_190
limit_request_fields = 60
limit_request_field_size = 8_190

loglevel = _settings.log_level
logger_class = JsonLogger
accesslog = "-" if _settings.access_log else None
errorlog = "-"


def one_arena() -> bool:
    """Whether the C library's allocator was told to keep one heap for all threads (glibc's M_ARENA_MAX).

    A heap for each thread would hold on to what each of them used at its most: 40 MB a worker at 1,000,000 figures.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(-8, 1) == 1


one_arena()  # before the first thread, and before the workers are forked


def when_ready(arbiter: object) -> None:
    """Before the workers are forked, at the start and at a restart (HUP): read the tables, so that they share the memory."""
    from app import current, server
    from components.documents import warm

    current()
    warm(server)
    gc.collect()
    gc.freeze()  # what is there now is no garbage: workers that looked for some would get a copy of it each


on_reload = when_ready
