//! HTML that is safe to put into a page, with the places left open where a link depends on the page it stands on.
//!
//! The same update stands on its incident's page, on the home page and in feeds. Its Markdown is read once; links into
//! the site are filled in per place. Only `syntax::markdown` makes fragments of what authors wrote.

pub mod runs;

use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// What goes into an open place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Slot {
    /// The way from the page to the site's root, ending in `/`: `./`, `../../`, `https://status.example.com/`.
    Root,
    /// The address of the page that the text belongs to; nothing on a page, the full URL in a feed.
    Page,
}

/// A piece of safe HTML.
#[derive(Clone, Default, PartialEq, Eq, Hash, Debug)]
pub struct Fragment {
    html: Html,
    slots: Vec<(usize, Slot)>,
    headings: Vec<Heading>,
}

/// The HTML of a fragment: its own, or a part of a text that many have parts of.
#[derive(Clone, Debug)]
enum Html {
    Own(String),
    /// From where, and how many bytes.
    Part(Arc<String>, u32, u32),
}

impl Default for Html {
    fn default() -> Self {
        Self::Own(String::new())
    }
}

impl Deref for Html {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Own(html) => html,
            Self::Part(text, at, len) => &text[*at as usize..][..*len as usize],
        }
    }
}

impl PartialEq for Html {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Html {}

impl Hash for Html {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl Html {
    /// Changes it, as a text of its own.
    fn change(&mut self, change: impl FnOnce(&mut String)) {
        let mut html = match std::mem::take(self) {
            Self::Own(html) => html,
            part @ Self::Part(..) => part.to_string(),
        };
        change(&mut html);
        *self = Self::Own(html);
    }
}

/// A heading of a text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Heading {
    /// Its level on the page, 2 to 6.
    pub level: u8,
    /// Its id, prefix included.
    pub id: String,
    /// What it says, without markup and not escaped.
    pub text: String,
}

impl Fragment {
    /// A fragment without text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A fragment without text, with room for `bytes` of HTML.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self { html: Html::Own(String::with_capacity(bytes)), slots: Vec::new(), headings: Vec::new() }
    }

    /// Appends HTML; the caller answers for its safety.
    pub fn push_html(&mut self, html: &str) {
        self.html.change(|own| own.push_str(html));
    }

    /// Appends text, escaped for element content and for quoted attributes.
    pub fn push_text(&mut self, text: &str) {
        self.html.change(|own| escape_into(own, text));
    }

    /// Appends an open place.
    pub fn push_slot(&mut self, slot: Slot) {
        self.slots.push((self.html.len(), slot));
    }

    /// The HTML and its open places, in order.
    #[must_use]
    pub fn parts(&self) -> (&str, &[(usize, Slot)]) {
        (&self.html, &self.slots)
    }

    /// A fragment whose HTML is the `part` of `text`, with the places and headings that another one had; `None` when there
    /// is no such part, or the places are not in order or not in it.
    #[must_use]
    pub fn from_part(
        text: &Arc<String>,
        part: Range<usize>,
        slots: Vec<(usize, Slot)>,
        headings: Vec<Heading>,
    ) -> Option<Self> {
        let html = text.get(part.clone())?;
        let fits =
            slots.is_sorted_by_key(|(at, _)| *at) && slots.iter().all(|(at, _)| html.is_char_boundary(*at));
        let html = match (u32::try_from(part.start), u32::try_from(part.len())) {
            (Ok(at), Ok(len)) => Html::Part(Arc::clone(text), at, len),
            _ => Html::Own(html.to_owned()),
        };
        fits.then_some(Self { html, slots, headings })
    }

    /// Gives back room that was not needed.
    pub fn shrink(&mut self) {
        // `shrink_to_fit` leaves it to the allocator, and some leave up to half of the room where it is.
        self.html = Html::Own(String::from(&*self.html));
    }

    /// Says which headings are in it, in the order in which they stand.
    pub fn set_headings(&mut self, headings: Vec<Heading>) {
        self.headings = headings;
    }

    /// Its headings, in the order in which they stand.
    #[must_use]
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty()
    }

    /// How many bytes of HTML it holds, open places left out.
    #[must_use]
    pub fn len(&self) -> usize {
        self.html.len()
    }

    /// The HTML with `root` and `page` (both escaped already or plain URLs) in the open places.
    #[must_use]
    pub fn fill(&self, root: &str, page: &str) -> String {
        let mut filled =
            String::with_capacity(self.html.len() + self.slots.len() * root.len().max(page.len()));
        self.fill_into(&mut filled, root, page);
        filled
    }

    /// Appends what [`fill`](Self::fill) gives.
    pub fn fill_into(&self, out: &mut String, root: &str, page: &str) {
        let mut done = 0;
        for (at, slot) in &self.slots {
            out.push_str(&self.html[done..*at]);
            out.push_str(match slot {
                Slot::Root => root,
                Slot::Page => page,
            });
            done = *at;
        }
        out.push_str(&self.html[done..]);
    }

    /// The text alone, white space folded: for descriptions and previews.
    ///
    /// Reads back only what this program wrote itself: every `<` in it opens a tag, and the entities are the ones that
    /// [`escape`] makes.
    #[must_use]
    pub fn plain(&self) -> String {
        self.plain_up_to(usize::MAX)
    }

    /// The beginning of [`plain`](Self::plain): all of it, or a little more than `bytes` of it.
    #[must_use]
    pub fn plain_up_to(&self, bytes: usize) -> String {
        let mut plain = Plain { text: String::with_capacity(self.html.len().min(bytes)), gap: false };
        let mut rest = &*self.html;
        while let Some(first) = rest.chars().next().filter(|_| plain.text.len() <= bytes) {
            let taken = match first {
                '<' => {
                    plain.gap = true;
                    rest.bytes().position(|byte| byte == b'>').map_or(rest.len(), |close| close + 1)
                }
                '&' => plain.entity(rest),
                space if space.is_whitespace() => {
                    plain.gap = true;
                    space.len_utf8()
                }
                _ => plain.push(&rest[..words_len(rest, bytes.saturating_sub(plain.text.len()))]),
            };
            rest = &rest[taken..];
        }
        plain.text
    }
}

/// A text without markup in the making.
struct Plain {
    text: String,
    /// Whether a tag or white space came last.
    gap: bool,
}

impl Plain {
    /// Appends a piece of a word and says how long it is. The space that a tag left before punctuation is taken back
    /// (`<b>API</b>.` is `API.`).
    fn push(&mut self, piece: &str) -> usize {
        if self.gap && !self.text.is_empty() && !piece.starts_with(['.', ',', ';', ':', '!', '?', ')']) {
            self.text.push(' ');
        }
        self.gap = false;
        self.text.push_str(piece);
        piece.len()
    }

    /// Appends what the entity at the start of `rest` stands for and says how long it is.
    fn entity(&mut self, rest: &str) -> usize {
        let (text, entity) = entity(rest).unwrap_or(("&", "&"));
        self.push(text);
        entity.len()
    }
}

/// The entity at the beginning of `text`, if one that [`escape`] makes is there: what it stands for, and itself.
pub(crate) fn entity(text: &str) -> Option<(&'static str, &'static str)> {
    ENTITIES.into_iter().filter(|_| text.starts_with('&')).find(|(_, entity)| text.starts_with(entity))
}

/// What [`escape`] replaces, and by what.
const ENTITIES: [(&str, &str); 5] =
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];

/// Escapes text for HTML element content and for attributes in double or single quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    escape_into(&mut escaped, text);
    escaped
}

fn escape_into(out: &mut String, text: &str) {
    // Writing to a text does not fail.
    let _ = escape_by(text, |piece| {
        out.push_str(piece);
        Ok::<_, std::convert::Infallible>(())
    });
}

/// Gives what [`escape`] gives, piece by piece.
///
/// # Errors
/// With the first error of `push`.
pub fn escape_by<E>(text: &str, mut push: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    #[expect(clippy::needless_bitwise_bool, reason = "asked of sixteen bytes at once")]
    let escaped = |byte| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'');
    let mut rest = text;
    loop {
        let run = runs::before(rest.as_bytes(), escaped);
        if run > 0 {
            push(&rest[..run])?;
        }
        let Some(byte) = rest.as_bytes().get(run) else { return Ok(()) };
        push(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[run + 1..];
    }
}

/// The bytes at which a word of text in HTML may end. White space beyond ASCII begins with one of the last four.
const ENDS: [bool; 256] = bytes(b"<&\t\n\x0b\x0c\r \xc2\xe1\xe2\xe3");

const fn bytes(listed: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut n = 0;
    while n < listed.len() {
        table[listed[n] as usize] = true;
        n += 1;
    }
    table
}

/// How long the run at the start of `html` is that holds no markup and no white space but single spaces before letters
/// and digits. It goes on over a space only when it is no longer than `bytes`.
pub(crate) fn words_len(html: &str, bytes: usize) -> usize {
    // Spaces before letters and digits, and whatever of ASCII is neither white space nor markup.
    #[expect(clippy::needless_bitwise_bool, reason = "asked of sixteen bytes at once")]
    let ends = |byte: u8, next: u8| {
        let word = ((next | 0x20).wrapping_sub(b'a') < 26) | (next.wrapping_sub(b'0') < 10);
        byte.is_ascii_control() | (byte >= 0x80) | (byte == b'<') | (byte == b'&') | ((byte == b' ') & !word)
    };
    let mut at = 0;
    loop {
        at += runs::blocks_before(&html.as_bytes()[at..html.len().min(bytes.max(at))], ends);
        let Some(next) = html.as_bytes()[at..].iter().position(|byte| ENDS[usize::from(*byte)]) else {
            break;
        };
        at += next;
        let mut rest = html[at..].chars();
        match rest.next() {
            Some(' ') if at <= bytes && rest.next().is_some_and(|c| c.is_ascii_alphanumeric()) => at += 1,
            Some(c) if !matches!(c, '<' | '&') && !c.is_whitespace() => at += c.len_utf8(),
            _ => return at,
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_text_is_a_fragment_like_any_other() {
        let text = Arc::new("before<p>é</p>after".to_owned());
        let part = |range, at| Fragment::from_part(&text, range, vec![(at, Slot::Root)], Vec::new());
        let mut fragment = part(6..15, 3).expect("a part");
        assert_eq!(fragment.fill("./", ""), "<p>./é</p>");
        let mut own = Fragment::new();
        own.push_html("<p>");
        own.push_slot(Slot::Root);
        own.push_html("é</p>");
        assert_eq!(fragment, own);
        fragment.push_text("<");
        assert_eq!(fragment.fill("", ""), "<p>é</p>&lt;");
        for (range, at) in [(6..99, 0), (6..10, 0), (6..15, 4), (6..15, 10)] {
            assert_eq!(part(range.clone(), at), None, "{range:?} {at}");
        }
    }
}
