"""The operator's page of the security log."""

from core.admin import security_event_admin

__all__ = ["security_event_admin"]
