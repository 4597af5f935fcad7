"""What a page says about itself in its head: JSON-LD, OpenGraph and other meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from urllib.parse import urlsplit

from factcheck.readers.html_source import Run, Tag, attributes, decoded
from factcheck.readers.metadata import as_text, parse_days

# The names of meta tags for each field, the surest first.
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
    "outlet": ("og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher", "twitter:app:name:iphone"),
    "author": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl"),
    "url": ("og:url", "parsely-link"),
    "published": (
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
        "sailthru.date", "date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published",
        "article.published", "article:published", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
        "dcterms.created", "dc.date.created", "cxenseparse:recs:publishtime", "originalpublicationdate", "ptime", "created",
        "pub_date", "article_date_original", "article_date", "articledate", "dc:date", "schema:datepublished",
    ),
}  # fmt: skip
_LARGEST_JSON = 2_000_000
_ARTICLE = re.compile(r"(?:\w*(?:Article|Posting)|Report)\Z")
_PAGE = re.compile(r"\w*WebPage\Z")
_BROKEN = re.compile(r'"(headline|datePublished)"\s*:\s*"((?:[^"\\]|\\.){1,300})"')
_BY = re.compile(r"by\s+", re.IGNORECASE)
# An element that says by its class, name or property that it holds a date, and which.
_DATED = re.compile(r"\b(?:class|id|itemprop|property)\s*=[^=>]*(?:date|publish|posted|time)", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|expir", re.IGNORECASE)
_PUBLISHED = re.compile(r"publish|posted|creat", re.IGNORECASE)
_POSTED = re.compile(r"(?:first |originally )?(?:published|posted|date|issued)(?: on| at)?[\s:]+", re.IGNORECASE)
_LONGEST_TAG = 500
_SITE = re.compile(r"\s+[|\u2013\u2014·»:-]\s+")
_SIGNS = " |\u2013\u2014·»:-"
# "Post.com" and "Post.co.uk" are the "Post" of a title.
_DOMAIN = re.compile(r"([\w-]+)(?:\.[A-Za-z]{2,4}){1,2}\Z")


def read_metadata(source: str, tokens: Sequence[Run | Tag], last: int) -> tuple[dict[str, str], list[str]]:
    """The fields title, outlet, author and url that the page states, and its dates as printed, the surest first.

    `last` is the place in `tokens` where the article ends: the first date marked as one between the headline and there
    counts too, and one that stands behind the title.
    """
    known = _linked_data(source, tokens)
    meta = _meta_tags(source, tokens)
    fields = {
        "title": [*known["title"], *meta["title"], *_texts(source, tokens, "h1"), _document_title(source, tokens)],
        "outlet": [*known["outlet"], *meta["outlet"]],
        "author": [*known["author"], *meta["author"]],
        "url": [*meta["url"], *known["url"]],
    }
    found = {}
    for field, values in fields.items():
        for value in values:
            value = _clean(value)
            if value and (field == "url") == _is_address(value):
                found[field] = value
                break
    if "author" in found:
        found["author"] = _BY.sub("", found["author"], count=1) if _BY.match(found["author"]) else found["author"]
    if "outlet" not in found and (host := _host(found.get("url", ""))):
        found["outlet"] = host
    in_title = ""
    if "title" in found:
        found["title"], in_title = _without_site(found["title"], found.get("outlet", ""), found.get("author", ""))
    dates = [*known["published"], *meta["published"], *_times(source, tokens, last), in_title]
    return found, list(dict.fromkeys(date for date in map(_clean, dates) if date))


def is_own_report(source: str, tokens: Sequence[Run | Tag]) -> bool:
    """Whether the page is a report that factcheck wrote."""
    for token in tokens:
        if isinstance(token, Tag) and token.name == "meta" and not token.closes:
            told = attributes(source, token)
            if told.get("name", "").lower() == "generator":
                return told.get("content", "").startswith("factcheck")
    return False


def _clean(value: str) -> str:
    return " ".join(decoded(value).split())


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _without_site(title: str, outlet: str, author: str) -> tuple[str, str]:
    """A title without the names of the outlet and the author and the date that stand behind or before it, and that date."""
    names = {name.casefold() for name in (outlet, _DOMAIN.sub(r"\1", outlet), author) if name}
    date = ""
    parts = _SITE.split(title)
    while len(parts) > 1 and (parts[-1].casefold() in names or parse_days(parts[-1])):
        last = parts.pop()
        date = date or (last if parse_days(last) else "")
        title = title[: title.rindex(last)].rstrip(_SIGNS)
    if len(parts) > 1 and parts[0].casefold() in names:
        title = title[len(parts[0]) :].lstrip(_SIGNS)
    return title, date


def _meta_tags(source: str, tokens: Sequence[Run | Tag]) -> dict[str, list[str]]:
    told: dict[str, str] = {}
    canonical = []
    for token in tokens:
        if not isinstance(token, Tag) or token.closes or token.name not in ("meta", "link", "time"):
            continue
        names = attributes(source, token)
        if token.name == "link":
            if names.get("rel", "").lower() == "canonical":
                canonical.append(names.get("href", ""))
            continue
        value = names.get("content") or (names.get("datetime", "") if token.name == "time" else "")
        for key in ("property", "name", "itemprop"):
            if value.strip() and names.get(key):
                told.setdefault(names[key].strip().lower(), value)
    found = {field: [told[name] for name in names if name in told] for field, names in _META.items()}
    found["url"] = [*canonical, *found["url"]]
    return found


def _texts(source: str, tokens: Sequence[Run | Tag], name: str) -> Iterator[str]:
    """The text of the first element of that name, if it has any."""
    text = ""
    for token in tokens:
        if isinstance(token, Run) and name in token.inside:
            text += decoded(source, token.start, token.end)
        elif isinstance(token, Tag) and token.name == name and token.closes and text.strip():
            break
    yield text


def _document_title(source: str, tokens: Sequence[Run | Tag]) -> str:
    for token in tokens:
        if isinstance(token, Tag) and token.name == "title":
            return source[token.inner : min(token.inner_end, token.inner + 1000)]
    return ""


def _inner(source: str, tag: Tag) -> str:
    return source[tag.inner : tag.inner_end]


def _times(source: str, tokens: Sequence[Run | Tag], last: int) -> Iterator[str]:
    """The first date marked as one behind the headline: of a `time` element, or of any that is called published, posted or a
    date. Its attribute, else its text where that is a date."""
    heading = False
    for place, token in enumerate(tokens[: last + 1]):
        if not isinstance(token, Tag) or token.closes:
            continue
        heading = heading or token.name == "h1"
        if not heading or token.name in ("a", "meta", "script"):
            continue
        if token.name == "time":
            yield attributes(source, token).get("datetime", "").strip() or _printed_date(source, tokens, place)
            return
        if _DATED.search(source, token.start, min(token.inner, token.start + _LONGEST_TAG)):
            told = attributes(source, token)
            kinds = " ".join(told.get(name, "") for name in ("class", "id", "itemprop", "property"))
            if _UPDATED.search(kinds) and not _PUBLISHED.search(kinds):
                continue
            stamps = [told.get(name, "") for name in ("datetime", "content", "title")]
            if stamp := next(filter(parse_days, [*stamps, _printed_date(source, tokens, place)]), ""):
                yield stamp
                return


def _printed_date(source: str, tokens: Sequence[Run | Tag], place: int) -> str:
    """The date that an element begins with, "Posted on" left out; blank when its text is none."""
    runs = takewhile(lambda part: isinstance(part, Run), tokens[place + 1 :])
    printed = _POSTED.sub("", _clean("".join(source[run.start : run.end] for run in runs)), count=1)
    return printed if parse_days(printed) else ""


def scripts(source: str, tokens: Sequence[Run | Tag]) -> Iterator[Tag]:
    """The scripts of the page that hold JSON-LD."""
    for token in tokens:
        if not isinstance(token, Tag) or token.name != "script" or token.inner_end - token.inner > _LARGEST_JSON:
            continue
        if attributes(source, token).get("type", "").strip().lower() == "application/ld+json":
            yield token


def _linked_data(source: str, tokens: Sequence[Run | Tag]) -> dict[str, list[str]]:
    """What the first article of the page's JSON-LD says of itself, and then the page's own node."""
    nodes: list[Mapping] = []
    found: dict[str, list[str]] = {"title": [], "outlet": [], "author": [], "url": [], "published": []}
    for script in scripts(source, tokens):
        printed = _inner(source, script)
        try:
            nodes.extend(_nodes(json.loads(printed.strip().removesuffix(";"), strict=False)))
        except (ValueError, RecursionError):
            for name, value in _BROKEN.findall(printed):
                found["title" if name == "headline" else "published"].append(value)
    names = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    articles = [node for node in nodes if _is_a(node, _ARTICLE)][:1]
    for node in [*articles, *(node for node in nodes if _is_a(node, _PAGE))]:
        found["published"].append(as_text(node.get("datePublished")))
        if node in articles:
            found["title"].append(as_text(node.get("headline")) or as_text(node.get("name")))
            found["author"].append(_names(node.get("author"), names))
            found["outlet"].append(_names(node.get("publisher"), names))
        found["url"].append(as_text(node.get("url")))
    return found


def _nodes(data: object) -> Iterator[Mapping]:
    """The nodes that stand for themselves: those of a list, of a graph, and what a page is mainly about."""
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, Mapping):
            yield node
            for key in ("@graph", "mainEntity"):
                inner = node.get(key)
                yield from (
                    part for part in (inner if isinstance(inner, list) else [inner]) if isinstance(part, Mapping)
                )


def _is_a(node: Mapping, kind: re.Pattern) -> bool:
    types = node.get("@type")
    return any(
        isinstance(name, str) and kind.fullmatch(name) for name in (types if isinstance(types, list) else [types])
    )


def _names(value: object, known: Mapping[str, Mapping]) -> str:
    """The names of persons or organisations, one or a list, looked up where only their `@id` stands."""
    found = []
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, Mapping) and "name" not in part:
            part = known.get(part.get("@id", "")) if isinstance(part.get("@id"), str) else None
        name = as_text(part)
        if name and not _is_address(name):
            found.append(name)
    return ", ".join(dict.fromkeys(found))
