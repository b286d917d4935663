# One image for every process of Evenkeel. The first stage builds; the last holds only what runs.
FROM python:3.13-slim-bookworm AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_COMPILE=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# What the bot needs, into an environment of its own, which has no pip.
COPY requirements.lock requirements-dev.lock ./
RUN python -m venv --without-pip /opt/evenkeel \
 && python -m pip --quiet --python /opt/evenkeel/bin/python install --require-hashes --requirement requirements.lock

# What builds the wheel, beside it, at the locked versions.
RUN awk '/^(hatchling|packaging|pathspec|pluggy|tomlkit|trove-classifiers)==/ { on = 1 } on; !/\\$/ { on = 0 }' \
    requirements-dev.lock >/tmp/build.lock \
 && python -m pip --quiet install --require-hashes --requirement /tmp/build.lock

COPY . .
RUN python -m pip --quiet wheel --no-deps --no-build-isolation --wheel-dir /tmp/dist . \
 && python -m pip --quiet --python /opt/evenkeel/bin/python install --no-deps --no-index /tmp/dist/*.whl \
 && python -m pip --python /opt/evenkeel/bin/python check

# Compiled once here, since the user who runs it can write nowhere: a start takes a fifth of the time.
RUN python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/evenkeel/lib


FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Evenkeel" \
      org.opencontainers.image.description="A Telegram bot for couples who are repairing after betrayal, and for their therapists." \
      org.opencontainers.image.licenses="Apache-2.0"

RUN python -m pip --quiet uninstall --yes --root-user-action ignore pip \
 && rm -rf /usr/local/bin/pip* /usr/local/lib/python3.13/ensurepip \
 && python -m compileall -q -j 0 --invalidation-mode unchecked-hash \
    -x '/(test|tests|idlelib|lib2to3|tkinter|turtledemo|site-packages)/' /usr/local/lib/python3.13 \
 && groupadd --gid 10001 evenkeel \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin evenkeel \
 && install -d -m 0700 -o 10001 -g 10001 /data
COPY --from=builder /opt/evenkeel /opt/evenkeel

ENV PATH=/opt/evenkeel/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    EVENKEEL_DATA_DIR=/data \
    EVENKEEL_LISTEN=0.0.0.0:8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM

# Asks the database and looks at the last beat; that a port answers would prove neither.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["evenkeel", "health"]

ENTRYPOINT ["evenkeel"]
CMD ["run"]
