"""What a file says about itself: title, author, language, and the standards it keeps.

PDF/A-2a (ISO 19005-2) wants the same facts in the XMP packet and in the information dictionary; PDF/UA-1 (ISO 14289-1)
its mark, which PDF/A knows only by an extension schema.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from coordinator.documents.color_profile import srgb

LANGUAGE = "en-US"
PRODUCER = CREATOR = "Coordinator"


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself; the day stands as its date, so that a reprint has the same bytes."""

    title: str
    author: str
    subject: str
    day: date
    keywords: str = ""


_UA_SCHEMA = (
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType='Resource'>"
    "<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType='Resource'>"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def write_metadata(pdf: pikepdf.Pdf, about: About) -> None:
    """Write who made what and when, the language, and which standards hold."""
    pdf.trailer.Info = pdf.make_indirect(Dictionary(information(about)))
    stream = pikepdf.Stream(pdf, packet(about).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pikepdf.Stream(pdf, srgb())
    profile.N = 3
    pdf.Root.OutputIntents = Array([
        Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"),
            Info=String("sRGB IEC61966-2.1"), DestOutputProfile=pdf.make_indirect(profile),
        )
    ])  # fmt: skip


def information(about: About) -> dict[str, Any]:
    """The entries of the information dictionary."""
    moment = String(f"D:{about.day:%Y%m%d}000000Z")
    known: dict[str, Any] = {
        "/Title": about.title, "/Author": about.author, "/Subject": about.subject, "/Keywords": about.keywords,
        "/Creator": CREATOR, "/Producer": PRODUCER, "/CreationDate": moment, "/ModDate": moment,
    }  # fmt: skip
    return {key: value for key, value in known.items() if value}


def packet(about: About) -> str:
    """The XMP packet; what is empty in the information dictionary is left out here too."""
    moment = f"{about.day:%Y-%m-%d}T00:00:00Z"
    said = [
        ("dc:title", _alternative(about.title)),
        ("dc:creator", _list("Seq", about.author)),
        ("dc:description", _alternative(about.subject)),
        ("dc:language", _list("Bag", LANGUAGE)),
        ("pdf:Keywords", escape(about.keywords)),
        ("pdf:Producer", PRODUCER),
        ("xmp:CreatorTool", CREATOR),
        ("xmp:CreateDate", moment),
        ("xmp:ModifyDate", moment),
        ("pdfaid:part", "2"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
    ]
    spaces = " ".join(f"xmlns:{prefix}='{space}'" for prefix, space in _SPACES.items() if prefix != "rdf")
    facts = "".join(f"<{name}>{value}</{name}>" for name, value in said if value)
    return (
        "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        f"<rdf:RDF xmlns:rdf='{_SPACES['rdf']}'><rdf:Description rdf:about='' {spaces}>{facts}{_UA_SCHEMA}"
        "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='r'?>"
    )


def _alternative(text: str) -> str:
    return f"<rdf:Alt><rdf:li xml:lang='x-default'>{escape(text)}</rdf:li></rdf:Alt>" if text else ""


def _list(kind: str, text: str) -> str:
    return f"<rdf:{kind}><rdf:li>{escape(text)}</rdf:li></rdf:{kind}>" if text else ""
