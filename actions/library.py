"""The knowledge library as the actions see it: the newest good version of its files."""

from functools import lru_cache

from knowledge.library import Library, LiveLibrary


@lru_cache(maxsize=1)
def _live() -> LiveLibrary:
    return LiveLibrary()


def library() -> Library:
    """Return the library as its files are now."""
    return _live()()
