"""Documents that priorities cite, with their sources."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.priorities import DocumentOut
from priorities.editions.rows import source_links


class CitedDocumentOut(DocumentOut):
    """A document that a published edition cites."""

    id = serializers.IntegerField()
    province = Name()
    cited_by = serializers.SerializerMethodField(
        help_text="Keys of the priorities that cite the document, in any edition."
    )
    sources = serializers.SerializerMethodField(
        help_text="Sources of the document, as the editions state them."
    )
    links = serializers.SerializerMethodField(help_text="Web addresses in the sources.")

    def get_cited_by(self, document: Any) -> list[str]:
        return sorted({priority.key for priority in document.cited})

    def get_sources(self, document: Any) -> list[str]:
        return list(dict.fromkeys(priority.source for priority in document.cited))

    def get_links(self, document: Any) -> list[str]:
        found = (link for source in self.get_sources(document) for link in source_links(source))
        return list(dict.fromkeys(found))
