"""Files -> records -> registry."""

from partners.intake.loading import Loaded, load

__all__ = ["Loaded", "load"]
