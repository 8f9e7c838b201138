//! What `build` remembers from one run to the next, in the cache folder: what content files became, and what each file of
//! the output was made from.
//!
//! All of it holds for one version of the program, one configuration and one set of options. Every line carries a digest
//! of itself, so that a damaged one is only a line that is not known.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::notes::Notes;
use crate::digest::{Digest, QuickTable};
use crate::io::cache::{self, Cache};
use crate::io::output::{Committed, Manifest};
use crate::load::{CONFIG_FILE, Known, Options, Readings};
use crate::model::BaseUrl;
use crate::plan::search;
use crate::tree::{RelPath, Tree};

/// The file of what content files became.
const CONTENT: &str = "content";

/// The file of notes on parts of outputs.
const PARTS: &str = "parts";

/// More lines than this for each that is in use, and the file is begun anew.
const MOST_LINES: usize = 3;

/// What one build remembers.
pub(super) struct Memory {
    cache: Option<Cache>,
    content: Content,
    /// On parts of outputs.
    parts: Notes,
    whole: Digest,
    output: String,
}

impl Memory {
    /// The memory of the site at `root` for a build of `tree` into `out`; with no `cache` it remembers nothing.
    pub(super) fn open(root: &Path, out: &Path, tree: &Tree, options: &Options, cache: bool) -> Self {
        let cache = cache.then(|| Cache::open(root)).flatten();
        let base_url = options.base_url.as_ref().map(BaseUrl::as_str);
        let config = RelPath::new(CONFIG_FILE).ok().and_then(|path| tree.get(&path));
        let reading = Digest::of(&(env!("CARGO_PKG_VERSION"), cache::program(), config, base_url));
        let whole = match &cache {
            Some(_) => Digest::of(&(reading, Digest::of_all(tree.iter()), options.now, options.drafts)),
            None => reading,
        };
        let content = Content::open(cache.clone(), reading);
        let parts = Notes::open(cache.clone(), PARTS, reading);
        Self { cache, content, parts, whole, output: format!("output-{}", Digest::of(out)) }
    }

    /// Whether there is a memory.
    pub(super) fn works(&self) -> bool {
        self.cache.is_some()
    }

    /// A digest of all that the site is made from.
    pub(super) fn whole(&self) -> Digest {
        self.whole
    }

    /// What content files became.
    pub(super) fn readings(&self) -> &dyn Readings {
        &self.content
    }

    /// What is known of parts of outputs, when there is a memory.
    pub(super) fn parts(&self) -> Option<&dyn search::Notes> {
        self.works().then_some(&self.parts)
    }

    /// What is known of the output that is there.
    pub(super) fn output(&self) -> Option<Manifest> {
        Manifest::parse(&self.cache.as_ref()?.read(&self.output)?)
    }

    /// Where the folder of a replaced output is kept.
    pub(super) fn spare(&self) -> Option<PathBuf> {
        self.cache.as_ref().map(|cache| cache.path(&format!("spare-{}", self.output)))
    }

    /// Writes down what is known now. `silent`: nothing was said of the site, so that the next build has nothing to say
    /// either when nothing has changed. What cannot be written is not known next time.
    pub(super) fn keep(self, committed: &Committed, incidents: usize, silent: bool) {
        let Some(cache) = &self.cache else { return };
        let whole = if silent { self.whole } else { Digest::of(&("to be said again", self.whole)) };
        let manifest = committed.manifest(whole, incidents);
        let _ = cache.write(&self.output, &manifest.to_text());
        let _ = self.content.close();
        self.parts.keep();
    }
}

/// What content files became, as lines: a digest of the rest of the line, the file's digest, its path, and the text that
/// [`Known`] makes of itself.
struct Content {
    cache: Option<Cache>,
    head: String,
    text: String,
    lines: HashMap<RelPath, (Digest, Range<usize>), QuickTable>,
    out: Mutex<Out>,
}

/// Where new lines go.
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
    fn open(cache: Option<Cache>, reading: Digest) -> Self {
        let head = format!("candor content {reading}\n");
        let text = cache.as_ref().and_then(|cache| cache.read(CONTENT)).unwrap_or_default();
        let mut content = Self { cache, head, text, lines: HashMap::default(), out: Mutex::new(Out::Anew) };
        let lines = content.index().unwrap_or(usize::MAX);
        if lines <= MOST_LINES * content.lines.len() {
            content.out = Mutex::new(Out::Append);
        } else {
            (content.lines, content.text) = (HashMap::default(), String::new());
        }
        content
    }

    /// Finds the newest line on each file, and says how many lines there are; `None` for another version's file.
    fn index(&mut self) -> Option<usize> {
        let mut at = self.text.strip_prefix(&self.head).map(|_| self.head.len())?;
        let mut count = 0;
        while let Some(end) = self.text[at..].find('\n').map(|length| at + length) {
            count += 1;
            if let Some((path, digest)) = file_of(&self.text[at..end]) {
                self.lines.insert(path, (digest, at..end));
            }
            at = end + 1;
        }
        // A last line without its end was cut off; what is appended would go on in it.
        (at == self.text.len()).then_some(count)
    }

    fn write(&self, out: &mut Out, line: &str) -> io::Result<()> {
        let cache = self.cache.as_ref().ok_or(io::ErrorKind::NotFound)?;
        match out {
            Out::Append => *out = Out::Open(BufWriter::new(cache.append(CONTENT)?), None),
            Out::Anew => {
                let (file, begun) = cache.begin(CONTENT)?;
                let mut file = BufWriter::new(file);
                file.write_all(self.head.as_bytes())?;
                *out = Out::Open(file, Some(begun));
            }
            Out::Open(..) | Out::Failed => {}
        }
        match out {
            Out::Open(file, _) => file.write_all(line.as_bytes()),
            _ => Ok(()),
        }
    }

    fn close(self) -> io::Result<()> {
        let out = self.out.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Out::Open(mut file, begun) = out {
            file.flush()?;
            if let (Some(begun), Some(cache)) = (begun, &self.cache) {
                cache.finish(&begun, CONTENT)?;
            }
        }
        Ok(())
    }
}

/// The file that a line is about: what stands before its text.
fn file_of(line: &str) -> Option<(RelPath, Digest)> {
    let (head, _) = line.split_once('\t')?;
    let mut parts = head.splitn(3, ' ').skip(1);
    let digest = Digest::parse(parts.next()?)?;
    Some((RelPath::new(parts.next()?).ok()?, digest))
}

impl Readings for Content {
    fn find(&self, path: &RelPath, bytes: Digest) -> Option<Known> {
        let (_, range) = self.lines.get(path).filter(|(digest, _)| *digest == bytes)?;
        Known::from_line(path, Digest::unseal(&self.text[range.clone()])?.split_once('\t')?.1)
    }

    fn remember(&self, path: &RelPath, bytes: Digest, known: Known) {
        let Some(text) = known.to_line() else { return };
        let line = Digest::seal(&format!("{bytes} {path}\t{text}")) + "\n";
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        if self.write(&mut out, &line).is_err() {
            *out = Out::Failed;
        }
    }

    fn remembers(&self) -> bool {
        self.cache.is_some()
    }
}
