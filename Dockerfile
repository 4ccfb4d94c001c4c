# syntax=docker/dockerfile:1
# The figures as a container:
#   docker build -t police-figures . && docker run --read-only --tmpfs /tmp -p 8050:8050 police-figures
# Pin the base by its digest: --build-arg BASE=python:3.12-slim-bookworm@sha256:…
ARG BASE=python:3.12-slim-bookworm

# What is needed to install, and the tables of the reports that come with the project.
FROM ${BASE} AS made
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY requirements.txt ./
RUN python3 -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt \
 && /venv/bin/pip uninstall --yes --disable-pip-version-check pip
COPY etl etl
COPY data data
RUN /venv/bin/python -m etl build

# What runs: no installer, no compiler, and a user who owns nothing.
FROM ${BASE}
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/venv/bin:$PATH HOST=0.0.0.0 PORT=8050 POLICE_REPORTS=/reports
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin figures
WORKDIR /app
COPY --from=made /venv /venv
COPY --from=made /app/data data
COPY etl etl
COPY components components
COPY app.py gunicorn.conf.py ./
COPY scripts/serve.sh scripts/serve.sh
USER 10001
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=4)"]
CMD ["scripts/serve.sh"]
