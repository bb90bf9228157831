"""Tasks of Celery. A row says what is due, so that a lost task only delays it."""

from celery import shared_task

from partners.intake import dry_runs, import_jobs


@shared_task(name=import_jobs.RUN_IMPORTS)
def run_imports() -> None:
    """Run the imports that wait, and empty the files of dry runs that nobody imported."""
    import_jobs.run_pending_imports()
    dry_runs.prune_dry_runs()
