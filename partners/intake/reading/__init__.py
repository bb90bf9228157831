"""From a file of any accepted format to rows of text. No Django here."""
