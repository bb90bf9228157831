"""Tasks of Celery. A row says what is due, so that a lost task only delays it."""

from celery import shared_task

from partners.intake import import_jobs, stored_file
from partners.screening import due_partners as screening


@shared_task(name=import_jobs.RUN_IMPORTS)
def run_imports() -> None:
    """Run the imports that wait, and empty the files that are kept no longer."""
    import_jobs.run_pending_imports()
    stored_file.forget_old_files()


@shared_task(name=screening.SCREEN_PARTNERS)
def screen_partners() -> None:
    """Ask the screening provider, if there is one, about the partners that are due."""
    if (api := screening.configured_api()) is not None:
        screening.screen_due_partners(api)
