"""Tasks of Celery. A row says what is due, so that a lost task only delays it."""

from celery import shared_task

from partners.intake import import_jobs, stored_file


@shared_task(name=import_jobs.RUN_IMPORTS)
def run_imports() -> None:
    """Run the imports that wait, and empty the files that are kept no longer."""
    import_jobs.run_pending_imports()
    stored_file.forget_old_files()
