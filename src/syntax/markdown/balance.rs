//! Which raw tags are open: a stack that is cut into scopes, so that what a paragraph opens only that paragraph closes.

use std::ops::Range;

/// Raw tags open at one time. Browsers give up on deep trees, and nobody reads them.
const MAX_OPEN: usize = 32;
/// Refused tags whose closing tags are expected. Past this, a closing tag gets a warning of its own.
const MAX_REFUSED: usize = 32;

/// A raw tag that waits for its closing one.
#[derive(Debug)]
pub(super) struct Open {
    /// The element's name.
    pub name: &'static str,
    /// In which stream its nodes are.
    pub stream: usize,
    /// The nodes that become markup once it is closed: itself, and for `details` the two sides of its `summary`.
    pub nodes: Vec<usize>,
    /// The bytes of the text that it stands for.
    pub range: Range<usize>,
}

/// The raw tags that are open.
#[derive(Default, Debug)]
pub(super) struct Balance {
    open: Vec<Open>,
    scopes: Vec<usize>,
    refused: Vec<String>,
}

/// What a closing tag closes.
#[derive(Debug)]
pub(super) enum Closed {
    /// This one; the others were opened inside it and not closed.
    Matched(Open, Vec<Open>),
    /// One that was refused.
    Refused,
    /// Nothing.
    Nothing,
}

impl Balance {
    /// Enters an element of the Markdown.
    pub(super) fn enter(&mut self) {
        self.scopes.push(self.open.len());
    }

    /// Leaves an element; what is still open in it.
    pub(super) fn leave(&mut self) -> Vec<Open> {
        let start = self.scopes.pop().unwrap_or(0);
        self.abandon(start)
    }

    /// What is open in this scope and cannot contain a block, before a block begins.
    pub(super) fn before_block(&mut self) -> Vec<Open> {
        let scope = self.scope();
        let inline = self.open[scope..].iter().position(|open| !super::raw::is_block(open.name));
        inline.map_or_else(Vec::new, |at| self.abandon(scope + at))
    }

    /// Opens a tag.
    ///
    /// # Errors
    /// When too many are open.
    pub(super) fn open(&mut self, open: Open) -> Result<(), Open> {
        if self.open.len() >= MAX_OPEN {
            return Err(open);
        }
        self.open.push(open);
        Ok(())
    }

    /// Closes a tag.
    pub(super) fn close(&mut self, name: &str) -> Closed {
        let scope = self.scope();
        let Some(at) = self.open[scope..].iter().rposition(|open| open.name == name) else {
            return if self.expects(name) { Closed::Refused } else { Closed::Nothing };
        };
        let skipped = self.abandon(scope + at + 1);
        match self.open.pop() {
            Some(open) => Closed::Matched(open, skipped),
            None => Closed::Nothing,
        }
    }

    /// Remembers that a tag was refused, so that its closing tag is not reported again.
    pub(super) fn refuse(&mut self, name: String) {
        if self.refused.len() < MAX_REFUSED {
            self.refused.push(name);
        }
    }

    /// Whether a closing tag belongs to a refused one; each is asked for once.
    pub(super) fn expects(&mut self, name: &str) -> bool {
        let found = self.refused.iter().rposition(|refused| refused == name);
        found.map(|at| self.refused.remove(at)).is_some()
    }

    fn scope(&self) -> usize {
        self.scopes.last().copied().unwrap_or(0)
    }

    fn abandon(&mut self, from: usize) -> Vec<Open> {
        if self.open.len() <= from {
            return Vec::new();
        }
        let abandoned: Vec<_> = self.open.drain(from..).collect();
        for open in &abandoned {
            self.refuse(open.name.to_owned());
        }
        abandoned
    }
}
