"""The notices of datasets, which stand wherever their records are shown."""

from collections.abc import Collection, Mapping

from partners.models import Dataset


def load_notices(keys: Collection[str] | None = None) -> Mapping[str, str]:
    """The notice of each dataset with one of the keys; of all without. One query."""
    rows = Dataset.objects.all() if keys is None else Dataset.objects.filter(pk__in=keys)
    return dict(rows.values_list("key", "notice"))
