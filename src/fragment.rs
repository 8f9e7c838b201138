//! HTML that is safe to put into a page, with the places left open where a link depends on the page it stands on.
//!
//! The same update stands on its incident's page, on the home page and in feeds. Its Markdown is read once; links into
//! the site are filled in per place. Only `syntax::markdown` makes fragments of what authors wrote.

/// What goes into an open place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// The way from the page to the site's root, ending in `/`: `./`, `../../`, `https://status.example.com/`.
    Root,
    /// The address of the page that the text belongs to; nothing on a page, the full URL in a feed.
    Page,
}

/// A piece of safe HTML.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Fragment {
    html: String,
    slots: Vec<(usize, Slot)>,
    headings: Vec<Heading>,
}

/// A heading of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
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
        Self { html: String::with_capacity(bytes), slots: Vec::new(), headings: Vec::new() }
    }

    /// Appends HTML; the caller answers for its safety.
    pub fn push_html(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Appends text, escaped for element content and for quoted attributes.
    pub fn push_text(&mut self, text: &str) {
        escape_into(&mut self.html, text);
    }

    /// Appends an open place.
    pub fn push_slot(&mut self, slot: Slot) {
        self.slots.push((self.html.len(), slot));
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
        let mut done = 0;
        for (at, slot) in &self.slots {
            filled.push_str(&self.html[done..*at]);
            filled.push_str(match slot {
                Slot::Root => root,
                Slot::Page => page,
            });
            done = *at;
        }
        filled.push_str(&self.html[done..]);
        filled
    }

    /// The text alone, white space folded: for descriptions and previews.
    ///
    /// Reads back only what this program wrote itself: every `<` in it opens a tag, and the entities are the ones that
    /// [`escape`] makes.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.html.len());
        let mut rest = self.html.as_str();
        while let Some(open) = rest.find('<') {
            plain.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('>') else { break };
            plain.push(' ');
            rest = &rest[open + close + 1..];
        }
        if !rest.starts_with('<') {
            plain.push_str(rest);
        }
        let plain =
            plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        let plain = plain.replace("&amp;", "&");
        tidy(&plain)
    }
}

/// Folds white space and takes back the space that a tag left before punctuation (`<b>API</b>.` is `API.`).
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !tidy.is_empty() && !word.starts_with(['.', ',', ';', ':', '!', '?', ')']) {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}

/// Escapes text for HTML element content and for attributes in double or single quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    escape_into(&mut escaped, text);
    escaped
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}
