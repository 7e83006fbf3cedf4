"""HTML as a tree, for tests."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

VOID = {"br", "hr", "img", "input", "link", "meta"}


class _TreeParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"<{self._open[-1].tag}> is closed by </{tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        above = self._open[-1]
        if len(above):
            above[-1].tail = (above[-1].tail or "") + data
        else:
            above.text = (above.text or "") + data


def parse_html(text: str) -> Element:
    """Return a page as a tree. Every opened element must be closed."""
    parser = _TreeParser()
    parser.feed(text)
    parser.close()
    return parser.root


def find(tree: Element, attribute: str, value: str) -> Element:
    """Return the only element with this attribute value."""
    (found,) = tree.findall(f".//*[@{attribute}='{value}']")
    return found


def text_of(element: Element) -> str:
    """Return all of an element's text, with single spaces."""
    return " ".join("".join(element.itertext()).split())
