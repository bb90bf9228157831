"""Tasks of Celery. A row says what is due, so that a lost task only delays it."""

from celery import shared_task

from partners.intake import import_jobs


@shared_task(name=import_jobs.RUN_IMPORTS)
def run_imports() -> None:
    """Run the imports that wait."""
    import_jobs.run_pending_imports()
