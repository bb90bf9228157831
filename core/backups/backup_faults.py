"""The ways in which a backup or a restore ends early."""


class BackupRefused(Exception):
    """Refused before anything was begun: nothing was changed."""


class BackupFailed(Exception):
    """Begun and given up: what was begun was taken back, nothing was changed."""
