# One image for the web, the workers and the one-off migration: see docker-compose.yml.
FROM python:3.13-slim-trixie

# What PDF reports need; the fonts are those of bin/setup, so that pages look the same everywhere.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        fontconfig fonts-droid-fallback fonts-ebgaramond fonts-nanum fonts-noto-core \
        fonts-open-sans \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --create-home --shell /usr/sbin/nologin longstop \
    && install --directory --owner=longstop --mode=0700 /var/lib/longstop

WORKDIR /srv/longstop

COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --requirement requirements.txt

COPY . .

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp/cache \
    LONGSTOP_DEMO=0 \
    LONGSTOP_VAR=/var/lib/longstop

# The names and hashes of static files are part of the image; none of these values stays in it.
RUN LONGSTOP_SECRET_KEY=unused-while-collecting LONGSTOP_BASE_URL=https://unused.invalid \
    LONGSTOP_SMTP_URL=smtp://unused.invalid LONGSTOP_MAIL_FROM=unused@unused.invalid \
    python manage.py collectstatic --noinput

USER longstop
VOLUME /var/lib/longstop
EXPOSE 8000

CMD ["gunicorn", "config.wsgi:application", "--bind=0.0.0.0:8000", "--worker-class=gthread", \
     "--workers=3", "--threads=4", "--access-logfile=-", "--no-control-socket", \
     "--logger-class=config.web_logs.DiscreetLogger", \
     "--worker-tmp-dir=/dev/shm"]
