"""The pages of firms, members, keys, usage and users. What they do stands beside the models."""

from firms.admin import firm_admin, key_admin, usage_admin, user_admin

__all__ = ["firm_admin", "key_admin", "usage_admin", "user_admin"]
