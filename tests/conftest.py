"""What every test may use. Tests of one floor keep their own beside them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from whitenoise.middleware import WhiteNoiseMiddleware

from core.models import Counter
from matcher import loaded


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once() -> Iterator[None]:
    """Each test client has middleware of its own, which lists the packages' files anew."""
    listed: dict[str, Any] = {}
    list_them = WhiteNoiseMiddleware.add_files_from_finders

    def once(middleware: WhiteNoiseMiddleware) -> None:
        if not listed:
            list_them(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(autouse=True)
def nothing_kept_from_another_test() -> Iterator[None]:
    """A process keeps columns under their number; a test's database goes back to old numbers."""
    loaded.forget()
    yield
    loaded.forget()


@pytest.fixture(autouse=True)
def counter_rows(request: pytest.FixtureRequest) -> None:
    """A test that commits is cleaned up by emptying every table, the counter rows too."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None:
        return
    committing = marker.kwargs.get("transaction")
    request.getfixturevalue("transactional_db" if committing else "db")
    for name in ("policy", "partners", "event"):
        Counter.objects.get_or_create(name=name)


@pytest.fixture
def admin_user(db: None) -> User:
    """Who pytest-django's `admin_client` logs in, by force: no password is typed, none hashed."""
    return User.objects.create_superuser("admin")
