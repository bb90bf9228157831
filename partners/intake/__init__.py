"""Files -> records -> registry."""
