"""Erase all of a firm: which tables hold rows of it, and the steps."""
