# One image for the workers, the Prefect server and the dashboard. Nothing is fetched when it runs.
FROM python:3.11-slim-bookworm

# LibreOffice turns old .doc and .wps files into something that can be read; without it they are "not read", never guessed.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui libarchive13 fonts-wqy-zenhei tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 nianbao \
 && mkdir -p /var/lib/nianbao && chown nianbao /var/lib/nianbao

WORKDIR /app
COPY requirements.lock requirements-extras.lock pyproject.toml ./
RUN python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock \
 && python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements-extras.lock
COPY . .
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation -e .

USER nianbao
ENV NIANBAO_HOME=/app NIANBAO_VAR=/var/lib/nianbao \
    PREFECT_SERVER_ANALYTICS_ENABLED=false DO_NOT_TRACK=1 PREFECT_SERVER_ALLOW_EPHEMERAL_MODE=false
ENTRYPOINT ["tini", "--"]
