"""Holds every feed of a built site to what the W3C feed validator asks for, errors and warnings alike.

Usage: feeds_valid.py SITE BASE_URL NOW GRAMMAR. Each rule is written from the formats' own text: RFC 4287, RFC 5005, the
RSS Advisory Board's specification and profile, JSON Feed 1.1. feedparser reads every document besides.
"""

import datetime
import json
import pathlib
import re
import sys
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import feedparser
from feedparser.sanitizer import _HTMLSanitizer as HTMLSanitizer
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
RSS_DATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
                      r"\d{4} \d{2}:\d{2}:\d{2} (\+0000|GMT)")
CHANNEL = {"title", "link", "description", "language", "generator", "pubDate", "lastBuildDate", "item",
           f"{ATOM}link"}
ITEM = {"title", "link", "guid", "pubDate", "category", "description"}
# What feed readers let through, by feedparser's own lists: the validator warns of anything else.
ELEMENTS = HTMLSanitizer.acceptable_elements - {"form", "button", "textarea", "select"}
ATTRIBUTES = HTMLSanitizer.acceptable_attributes - {"style"}
VOID = {"br", "img", "hr", "input", "wbr"}

faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


class Content(HTMLParser):
    """HTML as it stands in an entry: nothing unsafe, nothing relative, everything closed."""

    def __init__(self, where):
        super().__init__()
        self.where, self.open = where, []

    def handle_starttag(self, tag, attributes):
        if tag not in ELEMENTS:
            fault(self.where, f"<{tag}> in the content")
        for name, value in attributes:
            if name not in ATTRIBUTES:
                fault(self.where, f"{name}= on <{tag}> in the content")
            if name in ("href", "src") and not re.match(r"(https?://|mailto:)", value or ""):
                fault(self.where, f"a relative {name} in the content: {value}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            fault(self.where, f"</{tag}> closes nothing")

    def finish(self):
        self.close()
        if self.open:
            fault(self.where, f"never closed: {self.open}")


def content(where, html):
    if not html.strip():
        fault(where, "nothing in the content")
    reader = Content(where)
    reader.feed(html)
    reader.finish()


def line(where, text):
    if not text or text != text.strip() or "\n" in text:
        fault(where, f"not a clean line: {text!r}")


def absolute(where, url):
    if not re.fullmatch(r"https?://[^\s<>\"]+", url or ""):
        fault(where, f"not an absolute URL: {url}")


def unique(where, values):
    values = list(values)
    if len(set(values)) != len(values):
        fault(where, f"not unique: {sorted(value for value in set(values) if values.count(value) > 1)}")


def newest_first(where, dates):
    if any(first < second for first, second in zip(dates, dates[1:])):
        fault(where, "not the newest first")


def rss(where, data, url, now):
    root = ElementTree.fromstring(data)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return fault(where, "not RSS 2.0")
    for element in channel:
        if element.tag not in CHANNEL:
            fault(where, f"<{element.tag}> in the channel")
    for name in ("title", "link", "description", "language"):
        line(f"{where} {name}", channel.findtext(name))
    absolute(where, channel.findtext("link"))
    own = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if [link.get("href") for link in own] != [url]:
        fault(where, "atom:link rel=self is not its own address")
    if any(link.get("type") != "application/rss+xml" for link in own):
        fault(where, "atom:link rel=self has no type")
    items, dates = channel.findall("item"), []
    for item in items:
        at = f"{where} {item.findtext('guid')}"
        for element in item:
            if element.tag not in ITEM:
                fault(at, f"<{element.tag}> in the item")
        line(f"{at} title", item.findtext("title"))
        absolute(at, item.findtext("link"))
        if item.find("guid").get("isPermaLink", "true") == "true":
            absolute(at, item.findtext("guid"))
        date = item.findtext("pubDate") or ""
        if not RSS_DATE.fullmatch(date):
            fault(at, f"pubDate {date!r}")
            continue
        moment = parsedate_to_datetime(date)
        if moment.strftime("%a") != date[:3] or moment > now or moment.year < 2000:
            fault(at, f"implausible pubDate {date!r}")
        dates.append(moment)
        content(at, item.findtext("description") or "")
        for category in item.findall("category"):
            line(f"{at} category", category.text)
    newest_first(where, dates)
    unique(f"{where} guid", (item.findtext("guid") for item in items))
    return [item.findtext("guid") for item in items]


def atom(where, data, url, now, grammar):
    document = etree.fromstring(data)
    if not grammar.validate(document):
        fault(where, f"grammar: {grammar.error_log.last_error}")
    root = ElementTree.fromstring(data)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    if len(links) != len(root.findall(f"{ATOM}link")) or "alternate" not in links:
        fault(where, f"links: {links}")
    if links.get("self") != url:
        fault(where, f"rel=self is {links.get('self')}")
    archive = root.find(f"{HISTORY}archive") is not None
    if archive != ("current" in links) or (archive and "hub" in links):
        fault(where, "an archive document that does not say so, or says too much (RFC 5005, section 4)")
    entries, published = root.findall(f"{ATOM}entry"), []
    moments = []
    for entry in entries:
        at = f"{where} {entry.findtext(f'{ATOM}id')}"
        absolute(at, entry.findtext(f"{ATOM}id"))
        first = datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}published"))
        last = datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
        if first > last or last > now + datetime.timedelta(seconds=1):
            fault(at, f"implausible dates: {first}, {last}")
        published.append(first)
        moments.append(last)
        content(at, entry.findtext(f"{ATOM}content"))
    newest_first(where, published)
    unique(f"{where} id", (entry.findtext(f"{ATOM}id") for entry in entries))
    unique(f"{where} updated", moments)
    if moments and max(moments) != datetime.datetime.fromisoformat(root.findtext(f"{ATOM}updated")):
        fault(where, "updated is not that of the newest change")
    return [entry.findtext(f"{ATOM}id") for entry in entries]


def json_feed(where, data, url):
    feed = json.loads(data)
    allowed = {"version", "title", "home_page_url", "feed_url", "description", "authors", "language", "hubs", "items"}
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or set(feed) - allowed:
        fault(where, "not JSON Feed 1.1")
    if feed.get("feed_url") != url:
        fault(where, f"feed_url is {feed.get('feed_url')}")
    line(f"{where} title", feed["title"])
    for hub in feed.get("hubs", []):
        if set(hub) != {"type", "url"}:
            fault(where, f"hub {hub}")
    for item in feed["items"]:
        at = f"{where} {item['id']}"
        for key in ("id", "url"):
            absolute(at, item[key])
        line(f"{at} title", item["title"])
        content(at, item["content_html"])
        for key in ("date_published", "date_modified"):
            datetime.datetime.fromisoformat(item[key])
    unique(f"{where} id", (item["id"] for item in feed["items"]))
    return [item["id"] for item in feed["items"]]


def main():
    site, base, now = pathlib.Path(sys.argv[1]), sys.argv[2], datetime.datetime.fromisoformat(sys.argv[3])
    grammar = etree.RelaxNG(etree.parse(sys.argv[4]))
    documents = 0
    ids = {}
    names = ("*.rss", "*.atom", "feed.json")
    for path in sorted(found for name in names for found in site.rglob(name)):
        where = path.relative_to(site).as_posix()
        data, url = path.read_bytes(), base + where
        documents += 1
        data.decode("utf-8")
        if path.suffix == ".json":
            ids[where] = json_feed(where, data, url)
            continue
        if b"<!DOCTYPE" in data[:500]:
            fault(where, "has a DOCTYPE")
        ids[where] = rss(where, data, url, now) if path.suffix == ".rss" else atom(where, data, url, now, grammar)
        parsed = feedparser.parse(data)
        if parsed.bozo:
            fault(where, f"feedparser: {parsed.bozo_exception}")
        if [entry.id for entry in parsed.entries] != ids[where]:
            fault(where, "feedparser reads other entries")
    for where, held in ids.items():
        if len(held) > 50:
            fault(where, f"{len(held)} entries in one document")
        twin = where.rsplit(".", 1)[0] + ".atom"
        if twin in ids and ids[twin] != held:
            fault(where, "holds other entries than its Atom twin")
    if faults:
        print("\n".join(faults[:20]), file=sys.stderr)
        print(f"feeds: {len(faults)} faults in {documents} documents")
        sys.exit(1)
    print(documents)


main()
