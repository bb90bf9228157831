FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /srv/ronghe
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY . .
RUN useradd --system --uid 10001 ronghe && install -d -o ronghe /var/lib/ronghe/snapshots
USER ronghe
EXPOSE 8000
CMD ["gunicorn", "-c", "config/gunicorn.py", "-b", "0.0.0.0:8000", "config.wsgi"]
