"""The operator's pages of firms, members and keys. What they do stands beside the models."""

from firms.admin import firm_admin, key_admin

__all__ = ["firm_admin", "key_admin"]
