"""Screening of partners by a provider outside: an optional port, off without an address."""
