//! The documents of a word, as they are written: the distance to the one before, doubled, plus 1 when it is in the title;
//! in digits of 5 bits, the lowest first, 32 added to all but the last.

/// The digits.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The documents of a word, in their order.
///
/// The first is held apart from what is written of the others, so that postings of neighbouring runs of documents are
/// put together without being read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Posting {
    /// The first document, doubled, plus 1 when the word is in its title.
    first: usize,
    /// The others.
    rest: String,
    /// The document after the last.
    next: usize,
}

impl Posting {
    pub(super) fn new(document: usize, in_title: bool) -> Self {
        Self { first: document * 2 + usize::from(in_title), rest: String::new(), next: document + 1 }
    }

    /// Adds a document, unless it is the one that was added last.
    pub(super) fn push(&mut self, document: usize, in_title: bool) {
        if document >= self.next {
            digits((document - self.next) * 2 + usize::from(in_title), &mut self.rest);
            self.next = document + 1;
        }
    }

    /// Adds the documents of `later`, which are counted from `start`.
    pub(super) fn append(&mut self, later: &Self, start: usize) {
        digits(later.first + (start - self.next) * 2, &mut self.rest);
        self.rest.push_str(&later.rest);
        self.next = start + later.next;
    }

    /// The same documents, counted from `start` documents earlier.
    pub(super) fn after(mut self, start: usize) -> Self {
        self.first += start * 2;
        self.next += start;
        self
    }

    /// All of them, written.
    pub(super) fn written(&self) -> String {
        let mut written = String::with_capacity(self.rest.len() + 4);
        digits(self.first, &mut written);
        written.push_str(&self.rest);
        written
    }

    /// As a note, which [`read`](Self::read) reads.
    pub(super) fn note(&self, note: &mut String) {
        for number in [self.first, self.next] {
            digits(number, note);
        }
        note.push_str(&self.rest);
    }

    /// Reads a note.
    pub(super) fn read(note: &str) -> Option<Self> {
        let (first, note) = number(note)?;
        let (next, rest) = number(note)?;
        Some(Self { first, rest: rest.to_owned(), next })
    }
}

fn digits(mut number: usize, written: &mut String) {
    loop {
        let more = if number >= 32 { 32 } else { 0 };
        written.push(char::from(DIGITS[number % 32 + more]));
        number /= 32;
        if more == 0 {
            break;
        }
    }
}

/// The number at the beginning of `written`, and what comes after it.
fn number(written: &str) -> Option<(usize, &str)> {
    let (mut value, mut shift) = (0, 0);
    for (at, byte) in written.bytes().enumerate() {
        let bits = DIGITS.iter().position(|digit| *digit == byte)?;
        value += (bits % 32).checked_shl(shift)?;
        shift += 5;
        if bits < 32 {
            return Some((value, &written[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Posting;

    #[test]
    fn postings_of_runs_are_put_together_and_read_back() {
        let documents = [(0, false), (3, true), (40, false), (700, true), (90_000, false)];
        let whole = |from: usize, start: usize| {
            let mut documents = documents[from..].iter().map(|(n, in_title)| (n - start, *in_title));
            let (first, in_title) = documents.next().expect("a document");
            let mut posting = Posting::new(first, in_title);
            documents.for_each(|(n, in_title)| posting.push(n, in_title));
            posting
        };
        let later = whole(2, 32);
        let mut first = Posting::new(0, false);
        first.push(0, true);
        first.push(3, true);
        first.append(&later, 32);
        assert_eq!(first, whole(0, 0));
        assert_eq!(first.written(), whole(0, 0).written());
        assert_eq!(later.clone().after(32), whole(2, 0));
        let mut note = String::new();
        later.note(&mut note);
        assert_eq!(Posting::read(&note), Some(later));
        assert_eq!(Posting::read("%"), None);
        assert_eq!(Posting::read(""), None);
    }
}
