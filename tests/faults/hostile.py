"""Files made by hand to do harm, each with its name and bytes."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def files() -> Iterator[tuple[str, bytes]]:
    """Every hostile file, by name."""
    for make in _MAKERS:
        yield from make()


def _pdf(objects: list[bytes], root: int = 1) -> bytes:
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start))
    return out.getvalue()


def _stream(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), extra, packed)


def _page_of(content: bytes, box: bytes = b"[0 0 612 792]") -> bytes:
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % box,
            _stream(content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def _pdfs() -> Iterator[tuple[str, bytes]]:
    yield "bomb.pdf", _page_of(b" " * 400_000_000)
    yield "text-bomb.pdf", _page_of(b"BT /F 9 Tf " + b"(word ) Tj 0 -9 Td " * 2_000_000 + b"ET")
    yield "huge-page.pdf", _page_of(b"BT /F 9 Tf 9e30 9e30 Td (far away) Tj ET", b"[0 0 9e30 9e30]")
    yield "nan.pdf", _page_of(b"BT /F 9 Tf nan inf Td (a) Tj 1e400 0 0 1e400 0 0 Tm (b) Tj ET")
    yield "deep.pdf", _page_of(b"q " * 300_000 + b"[" * 300_000)
    loop = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"]
    yield "page-loop.pdf", _pdf(loop)
    tree = [b"<</Type/Catalog/Pages 2 0 R>>"]
    tree += [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, 5000)]
    yield "page-chain.pdf", _pdf(tree)
    wide = b" ".join([b"3 0 R"] * 200_000)
    same = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    yield (
        "many-pages.pdf",
        _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 200000>>" % wide, same]),
    )
    form = _stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 4 0 R>>>>")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>"
    head = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    yield "form-loop.pdf", _pdf([*head, page, form])
    yield "length-loop.pdf", _pdf([*head, page, b"<</Length 4 0 R>>stream\nBT ET\nendstream"])
    filters = b"/FlateDecode " * 2000
    yield "filters.pdf", _pdf([*head, page, b"<</Length 9/Filter[%s]>>stream\nx\nendstream" % filters])
    yield "no-root.pdf", _pdf([b"null"], root=9)
    yield "only-head.pdf", b"%PDF-1.7\n"
    yield (
        "xref-loop.pdf",
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF",
    )
    yield (
        "scripts.pdf",
        _pdf(
            [b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", *head[1:], same]
        ),
    )


def _docx(document: str, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def _body(inner: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_WORD}"><w:body>{inner}</w:body></w:document>'


def _docxs() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    said = "<w:p><w:r><w:t>Before. &{};</w:t></w:r></w:p>"
    yield "laughs.docx", _docx(_body(said.format("a9"), f'<!DOCTYPE d [<!ENTITY a0 "ha">{laughs}]>'))
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "outside.docx", _docx(_body(said.format("x"), outside))
    yield "nested.docx", _docx(_body("<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000))
    yield "paragraphs.docx", _docx(_body("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_000_000))
    yield "padded.docx", _docx(_body("<w:p/>"), word__media__x=b"\0" * 600_000_000)
    yield "empty-body.docx", _docx(_body(""))
    yield "not-xml.docx", _docx("\0\0\0")


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "one-line.txt", b"word " * 4_000_000
    yield "one-word.txt", b"x" * 20_000_000
    yield "lines.txt", b"1. a\n" * 1_000_000
    yield "marks.txt", "“«'\"‘".encode() * 400_000
    yield "nul.txt", b"A\0B\0C\0" * 1000
    yield "overrides.txt", "\u202eevil\u202c \u2066x\u2069 text\n".encode() * 1000
    yield "combining.txt", ("a" + "\u0301" * 200_000).encode()
    yield "ligature.txt", ("\ufdfa" * 200_000).encode()
    yield "utf16.txt", "A plain text in another encoding.".encode("utf-16")
    yield "numbers.txt", b"(a) (i) 1. 1.1 1.1.1 " * 200_000
    yield "symbols.txt", b"A/RES/" * 500_000
    yield "nested.md", b">" * 100_000 + b" x"
    yield "brackets.md", b"[" * 200_000
    yield "stars.md", b"**a *" * 200_000
    yield "table.md", b"|" * 200_000 + b"\n" + b"|-" * 100_000


def _pages() -> Iterator[tuple[str, bytes]]:
    yield "nested.html", b"<html><body>" + b"<div>" * 200_000 + b"x"
    yield "scripts.html", b"<html><body><p>Seen.</p><script>alert(1)</script><p onclick=x>Also seen.</p>"
    yield "table.html", b"<html><body><table>" + b"<tr><td>x" * 300_000
    yield "entities.html", b"<html><body><p>" + b"&#x10FFFF;&#0;&#xD800;" * 100_000
    yield "attribute.html", b"<html><body><p title='" + b"x" * 10_000_000 + b"'>x</p>"
    yield (
        "outside.xml",
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d><p>&x;</p></d>',
    )
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(9))
    yield "laughs.xml", b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">%s]><d><p>&a9;</p></d>' % laughs


def _names() -> Iterator[tuple[str, bytes]]:
    yield "empty.pdf", b""
    yield "picture.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 100
    yield "really-html.txt", b"<html><body><p>A page under another name.</p>"
    yield "\u202efdp.txt", b"A name that runs from right to left."
    yield "line\nbreak.txt", b"A name of two lines."
    yield "<img src=x onerror=alert(1)>.txt", b"A name that is markup."
    yield "'; DROP TABLE passages; --.txt", b"A name that is a statement of SQL."
    yield "..\\..\\up.txt", b"A name that is a path elsewhere."
    yield f"{'n' * 240}.txt", b"A long name."


_MAKERS: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (_pdfs, _docxs, _texts, _pages, _names)
