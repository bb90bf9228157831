"""Periodic work, done from the database without the broker."""
