FROM python:3.13-slim

# Two arenas of the C library for all threads of a process, not eight for each core: what is free in
# one serves no other, and a web process of 16 threads held 28 MB more, and grew faster.
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MALLOC_ARENA_MAX=2
# pg_dump and pg_restore of the server's major version, for `manage.py backup` and `restore`.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-common ca-certificates \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/ronghe
# `telemetry`: with what sends traces.
ARG REQUIREMENTS=base
COPY requirements/base.txt requirements/telemetry.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/$REQUIREMENTS.txt
COPY . .
# A new volume takes the owner of the folder that it covers.
RUN useradd --system --uid 10001 ronghe && install -d -o ronghe /var/lib/ronghe/index
USER ronghe
EXPOSE 8000
CMD ["gunicorn", "-c", "config/gunicorn.py", "-b", "0.0.0.0:8000", "config.wsgi"]
