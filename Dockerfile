# The figures as a container: docker build -t police-figures . && docker run -p 8050:8050 police-figures
ARG BASE=python:3.12-slim-bookworm
FROM ${BASE}

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

COPY requirements.txt ./
RUN python3 -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt

COPY app.py pyproject.toml ./
COPY components components
COPY etl etl
COPY data data
RUN /venv/bin/python -m etl build && useradd --system --no-create-home figures
USER figures

EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["/venv/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8050/health', timeout=4)"]
CMD ["/venv/bin/gunicorn", "--preload", "--no-control-socket", "--workers", "2", "--threads", "4", "--bind", "0.0.0.0:8050", "app:server"]
