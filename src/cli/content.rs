//! What content files became, noted from one build to the next: in one file of the cache folder, to which notes are added
//! until most of them are out of date.
//!
//! A note begins with a line: a digest of all that follows it in the note, the file's digest, the lengths of the two parts
//! of its [`Note`], and the file's path. The two parts follow, and a line end. The file is read as one text, into which all
//! that is taken from it points.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::digest::{Digest, QuickTable};
use crate::io::cache::Cache;
use crate::load::{Known, Note, Readings};
use crate::tree::RelPath;

/// The file's name.
const NAME: &str = "content";

/// More notes than this for each that is in use, and the file is begun anew.
const MOST_NOTES: usize = 3;

/// What content files became.
pub(super) struct Content {
    cache: Option<Cache>,
    head: String,
    /// What there is; read when somebody is about to ask.
    old: OnceLock<Old>,
    out: Mutex<Out>,
}

/// The notes that are there.
#[derive(Default)]
struct Old {
    text: Arc<String>,
    places: Places,
}

/// The newest note on each file.
type Places = HashMap<RelPath, Place, QuickTable>;

/// Where a note stands in the text.
struct Place {
    /// What is said of the whole note.
    seal: Digest,
    /// The file's digest.
    bytes: Digest,
    /// All but the seal.
    note: Range<usize>,
    facts: usize,
    html: usize,
}

/// Where new notes go.
enum Out {
    /// To the end of the file.
    Append,
    /// Into a new file.
    Anew,
    Open(BufWriter<File>, Option<PathBuf>),
    /// Nowhere any more.
    Failed,
}

impl Content {
    /// What is noted in `cache` for the same `reading`; nothing is read yet.
    pub(super) fn open(cache: Option<Cache>, reading: Digest) -> Self {
        let head = format!("candor content {reading}\n");
        Self { cache, head, old: OnceLock::new(), out: Mutex::new(Out::Anew) }
    }

    fn read(&self) -> Option<Old> {
        let text = self.cache.as_ref()?.read(NAME)?;
        let (places, count) = index(&text, &self.head)?;
        (count <= MOST_NOTES * places.len()).then(|| Old { text: Arc::new(text), places })
    }

    fn write(&self, out: &mut Out, note: &str) -> io::Result<()> {
        let cache = self.cache.as_ref().ok_or(io::ErrorKind::NotFound)?;
        match out {
            Out::Append => *out = Out::Open(BufWriter::new(cache.append(NAME)?), None),
            Out::Anew => {
                let (file, begun) = cache.begin(NAME)?;
                let mut file = BufWriter::new(file);
                file.write_all(self.head.as_bytes())?;
                *out = Out::Open(file, Some(begun));
            }
            Out::Open(..) | Out::Failed => {}
        }
        match out {
            Out::Open(file, _) => file.write_all(note.as_bytes()),
            _ => Ok(()),
        }
    }

    fn lock_out(&self) -> MutexGuard<'_, Out> {
        self.out.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down what is still on its way.
    pub(super) fn close(self) -> io::Result<()> {
        let out = self.out.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Out::Open(mut file, begun) = out {
            file.flush()?;
            if let (Some(begun), Some(cache)) = (begun, &self.cache) {
                cache.finish(&begun, NAME)?;
            }
        }
        Ok(())
    }
}

/// The newest note on each file, and how many notes there are; `None` when it is not a text of notes with this head, or
/// does not end where a note ends.
fn index(text: &str, head: &str) -> Option<(Places, usize)> {
    let mut at = text.strip_prefix(head).map(|_| head.len())?;
    let (mut notes, mut count) = (Places::default(), 0);
    while at < text.len() {
        let (path, place) = place(text, at)?;
        at = place.note.end + 1;
        notes.insert(path, place);
        count += 1;
    }
    Some((notes, count))
}

/// The note that begins `at` a place of the text.
fn place(text: &str, at: usize) -> Option<(RelPath, Place)> {
    let first = text.get(at..)?.split_once('\n')?.0;
    let mut parts = first.splitn(5, ' ');
    let mut part = || parts.next();
    let (seal, bytes) = (part()?, Digest::parse(part()?)?);
    let (facts, html) = (part()?.parse().ok()?, part()?.parse().ok()?);
    let path = RelPath::new(part()?).ok()?;
    let end = (at + first.len() + 1).checked_add(facts)?.checked_add(html)?;
    // The line end of the last note is there, too.
    let is_whole = text.as_bytes().get(end) == Some(&b'\n');
    let note = at + seal.len() + 1..end;
    is_whole
        .then_some(Place { seal: Digest::parse(seal)?, bytes, note, facts, html })
        .map(|place| (path, place))
}

impl Readings for Content {
    fn prepare(&self) {
        let old = self.read();
        if old.is_some() {
            *self.lock_out() = Out::Append;
        }
        // Nobody else prepares it.
        let _ = self.old.set(old.unwrap_or_default());
    }

    fn find(&self, path: &RelPath, bytes: Digest) -> Option<Known> {
        let Old { text, places } = self.old.get()?;
        let place = places.get(path).filter(|place| place.bytes == bytes)?;
        let note = text.get(place.note.clone()).filter(|note| Digest::of(*note) == place.seal)?;
        let html = place.note.end - place.html..place.note.end;
        let facts = note.get(note.len() - place.html - place.facts..note.len() - place.html)?;
        Known::from_note(path, facts, text, html)
    }

    fn remember(&self, path: &RelPath, bytes: Digest, known: Known) {
        let Some(Note { facts, html }) = known.to_note() else { return };
        let note = format!("{bytes} {} {} {path}\n{facts}{html}", facts.len(), html.len());
        let note = Digest::seal(&note) + "\n";
        let mut out = self.lock_out();
        if self.write(&mut out, &note).is_err() {
            *out = Out::Failed;
        }
    }

    fn remembers(&self) -> bool {
        self.cache.is_some()
    }
}
