//! Links, images and bare URLs: where they lead is asked of the caller, and nothing unsafe becomes a link.

use super::address::{Address, judge};
use super::escape::{push_address, push_attribute, push_number, push_text};
use super::node::{self, Node};
use super::write::Writer;
use super::{ImageTarget, LinkTarget, SiteLink};
use crate::diagnostics::{Code, Diagnostic};
use crate::fragment::Slot;
use pulldown_cmark::{Event, LinkType, Tag};
use std::ops::Range;

/// Why an address with a safe scheme is no link.
const INCOMPLETE: &str = "the address is not complete, or has a user's name in it";

/// How a link ends that has begun.
pub(super) enum LinkEnd {
    /// It was refused, or stands inside another one: only its text is shown.
    Text,
    /// `</a>`, after this text.
    Anchor(String),
}

/// Where a link leads, checked.
enum Place {
    External(String),
    Site(String),
    SamePage(String),
}

impl Writer<'_> {
    /// Whether what is written now is inside a link.
    pub(super) fn in_link(&self) -> bool {
        self.in_heading_link || self.links.iter().any(|end| matches!(end, LinkEnd::Anchor(_)))
    }

    /// Begins the link at `nodes[start]`.
    pub(super) fn start_link(
        &mut self,
        nodes: &[Node<'_>],
        start: usize,
        tag: &Tag<'_>,
        range: &Range<usize>,
    ) {
        let Tag::Link { link_type, dest_url, title, .. } = tag else { return };
        let place = match link_type {
            LinkType::Email => self.place(&format!("mailto:{dest_url}"), range),
            _ => self.place(dest_url, range),
        };
        let Some(place) = place.filter(|_| !self.in_link()) else {
            self.links.push(LinkEnd::Text);
            return;
        };
        let (inside, _) = node::inside(nodes, start);
        let silent = !node::says_something(inside);
        let pictured =
            inside.iter().any(|node| matches!(node, Node::Markdown(Event::Start(Tag::Image { .. }), _)));
        self.begin_anchor(&place);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        // A link that says nothing is called by its destination.
        if silent && pictured {
            self.attribute("aria-label", dest_url);
        }
        self.out.push_html(">");
        self.links.push(LinkEnd::Anchor(if silent && !pictured {
            dest_url.to_string()
        } else {
            String::new()
        }));
    }

    pub(super) fn end_link(&mut self) {
        if let Some(LinkEnd::Anchor(text)) = self.links.pop() {
            push_text(&mut self.out, &text);
            self.out.push_html("</a>");
        }
    }

    /// Text in which bare `http` and `https` addresses become links. `goes_on` is whether marked text follows at once:
    /// an address that reaches the end may go on there (`https://a.example/_x_`), and half an address leads elsewhere.
    pub(super) fn text_with_links(&mut self, text: &str, range: &Range<usize>, goes_on: bool) {
        if !text.contains("://") || self.in_link() {
            push_text(&mut self.out, text);
            return;
        }
        let mut done = 0;
        for link in self.finder.links(text) {
            let url = link.as_str();
            if goes_on && link.end() == text.len() || !is_web(url) {
                continue;
            }
            push_text(&mut self.out, &text[done..link.start()]);
            done = link.end();
            let exact = range.len() == text.len();
            let at = if exact { range.start + link.start()..range.start + link.end() } else { range.clone() };
            let place = matches!(judge(url), Address::Absolute(_)).then(|| self.place(url, &at)).flatten();
            if let Some(place) = place {
                self.begin_anchor(&place);
                self.out.push_html(">");
                push_text(&mut self.out, url);
                self.out.push_html("</a>");
            } else {
                push_text(&mut self.out, url);
            }
        }
        push_text(&mut self.out, &text[done..]);
    }

    /// The image at `nodes[start]`; the index of its end.
    pub(super) fn image(
        &mut self,
        nodes: &[Node<'_>],
        start: usize,
        tag: &Tag<'_>,
        range: &Range<usize>,
    ) -> usize {
        let (inside, end) = node::inside(nodes, start);
        let Tag::Image { dest_url, title, .. } = tag else { return end };
        let description = node::plain(inside);
        match self.image_target(dest_url, range) {
            None => push_text(&mut self.out, &description),
            Some(ImageTarget::Site { path, width, height }) => {
                self.embed(&path, &description, title, Some((width, height)));
            }
            Some(ImageTarget::SiteUnsized { path }) => self.embed(&path, &description, title, None),
            Some(ImageTarget::External(url)) => {
                self.fault(
                    Code::ExternalImage,
                    range,
                    "an image on another host is not shown: visitors' browsers would have to ask that host"
                        .to_owned(),
                    "put the image into the site, beside this file or in static/, and write its path",
                );
                self.link_to_image(&url, &description);
            }
            Some(ImageTarget::Missing(reason)) => {
                self.fault(
                    Code::MissingImage,
                    range,
                    format!("the image is not there: {reason}"),
                    "write the path of an image as seen from this file, or put the image there",
                );
                push_text(&mut self.out, &description);
            }
            Some(ImageTarget::Unreadable(reason)) => {
                self.fault(
                    Code::BadImage,
                    range,
                    format!("the image cannot be shown: {reason}"),
                    "use a PNG, JPEG, GIF, WebP, AVIF or SVG file that opens in a browser",
                );
                push_text(&mut self.out, &description);
            }
        }
        end
    }

    fn image_target(&mut self, destination: &str, range: &Range<usize>) -> Option<ImageTarget> {
        match judge(destination) {
            Address::Empty => Some(ImageTarget::Missing("no file is named".to_owned())),
            Address::Incomplete => Some(ImageTarget::Missing(INCOMPLETE.to_owned())),
            Address::Absolute(url) if !is_web(&url) => {
                self.unsafe_address(url.split(':').next().unwrap_or_default(), range);
                None
            }
            Address::Absolute(address) | Address::Relative(address) => {
                Some(self.options.targets.image(&address))
            }
            Address::Unsafe(scheme) => {
                self.unsafe_address(&scheme, range);
                None
            }
        }
    }

    fn embed(&mut self, path: &str, description: &str, title: &str, size: Option<(u32, u32)>) {
        self.out.push_html("<img src=\"");
        self.out.push_slot(Slot::Root);
        push_address(&mut self.out, path.trim_start_matches('/'));
        self.out.push_html("\"");
        self.attribute("alt", description);
        if let Some((width, height)) = size {
            self.out.push_html(" width=\"");
            push_number(&mut self.out, width.into());
            self.out.push_html("\" height=\"");
            push_number(&mut self.out, height.into());
            self.out.push_html("\"");
        }
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.out.push_html(" loading=\"lazy\" decoding=\"async\">");
    }

    fn link_to_image(&mut self, url: &str, description: &str) {
        let text = if description.trim().is_empty() { url } else { description };
        match judge(url) {
            Address::Absolute(url) if is_web(&url) && !self.in_link() => {
                self.begin_anchor(&Place::External(url));
                self.out.push_html(">");
                push_text(&mut self.out, text);
                self.out.push_html("</a>");
            }
            _ => push_text(&mut self.out, text),
        }
    }

    /// Where a destination leads; `None` when it is not to be a link, which is reported.
    fn place(&mut self, destination: &str, range: &Range<usize>) -> Option<Place> {
        let target = match judge(destination) {
            Address::Empty => LinkTarget::Broken("it has no destination".to_owned()),
            Address::Incomplete => LinkTarget::Broken(INCOMPLETE.to_owned()),
            Address::Unsafe(scheme) => {
                self.unsafe_address(&scheme, range);
                return None;
            }
            Address::Absolute(url) => return Some(Place::External(url)),
            Address::Relative(path) => self.options.targets.link(&path),
        };
        match target {
            LinkTarget::Site(path) => Some(Place::Site(path)),
            LinkTarget::Unchecked(path) => {
                let span = self.prose.span_of(range.clone());
                self.site_links.push(SiteLink { path: path.clone(), span });
                Some(Place::Site(path))
            }
            LinkTarget::SamePage(fragment) => Some(Place::SamePage(fragment)),
            LinkTarget::Broken(reason) => self.broken(&reason, range),
        }
    }

    fn broken(&mut self, reason: &str, range: &Range<usize>) -> Option<Place> {
        self.fault(
            Code::BrokenLink,
            range,
            format!("the link leads nowhere: {reason}"),
            "write a file's path as seen from this file, a path on the site, or an address that begins with https://",
        );
        None
    }

    fn unsafe_address(&mut self, scheme: &str, range: &Range<usize>) {
        self.fault(
            Code::UnsafeLink,
            range,
            format!("an address that begins with `{scheme}:` is not safe here, so only its text is shown"),
            "link to a path on the site or to an address that begins with https://, mailto: or tel:",
        );
    }

    fn fault(&mut self, code: Code, range: &Range<usize>, message: String, help: &str) {
        let fault = Diagnostic::new(code, self.prose.path(), message);
        self.faults.push(fault.at(self.prose.span_of(range.clone())).help(help));
    }

    /// `<a href="…"`, left open for more attributes.
    fn begin_anchor(&mut self, place: &Place) {
        self.out.push_html("<a href=\"");
        match place {
            Place::External(url) => {
                push_address(&mut self.out, url);
                if is_web(url) {
                    self.out.push_html("\" rel=\"noopener noreferrer");
                }
            }
            Place::Site(path) => {
                self.out.push_slot(Slot::Root);
                push_address(&mut self.out, path.trim_start_matches('/'));
            }
            Place::SamePage(fragment) => {
                let fragment = fragment.trim_start_matches('#');
                self.out.push_slot(Slot::Page);
                self.out.push_html("#");
                if self.anchors.has(fragment) {
                    push_attribute(&mut self.out, self.options.id_prefix);
                }
                // A second `#` has no place in a fragment; behind this one it is encoded.
                push_address(&mut self.out, &fragment.replace('#', "%23"));
            }
        }
        self.out.push_html("\"");
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push_html(" ");
        self.out.push_html(name);
        self.out.push_html("=\"");
        push_attribute(&mut self.out, value);
        self.out.push_html("\"");
    }
}

/// Whether an address begins with `http://` or `https://`.
fn is_web(address: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}
