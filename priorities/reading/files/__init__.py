"""From the bytes of a TXT, HTML, DOCX or PDF file to its text, within limits. No Django here."""
