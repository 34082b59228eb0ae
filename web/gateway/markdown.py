"""Our own Markdown to the few HTML elements the widget shows."""

from functools import lru_cache

from markdown_it import MarkdownIt

_RENDERER = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["emphasis", "link", "list", "blockquote", "newline", "escape"]
)


@lru_cache(maxsize=2048)
def to_html(text: str) -> str:
    """Return `text` as HTML: p, ul, ol, li, blockquote, strong, em, br, a (http, https, tel, sms, mailto); else escaped."""
    rendered: str = _RENDERER.render(text)
    return rendered
