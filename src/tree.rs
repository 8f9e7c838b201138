//! Site-relative paths and the tree of bytes that stands for a folder.
//!
//! The core reads no disk: `io` turns a folder into a [`Tree`], and whatever a build makes is a tree (or a stream of
//! its entries) again. Nothing here decides what a path means.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A path inside a site: relative, `/`-separated on every system, without `.`, `..`, empty parts or NUL.
///
/// What cannot be written as a `RelPath` cannot leave the folder it belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(Arc<str>);

/// Why a text is not a [`RelPath`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadPath {
    /// The path is empty or has an empty part (`a//b`, a leading or trailing `/`).
    Empty,
    /// The path has a part `.` or `..`.
    Dots,
    /// The path holds a NUL byte, another control character or a backslash.
    Character(char),
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a path has no empty part and does not begin or end with `/`"),
            Self::Dots => f.write_str("a path has no part `.` or `..`"),
            Self::Character(c) => write!(f, "a path cannot hold the character {c:?}"),
        }
    }
}

impl RelPath {
    /// Checks `path` and takes it over.
    ///
    /// # Errors
    /// Says what is wrong when a part is empty, `.` or `..`, or holds a control character or a backslash.
    pub fn new(path: &str) -> Result<Self, BadPath> {
        if let Some(c) = path.chars().find(|c| c.is_control() || *c == '\\') {
            return Err(BadPath::Character(c));
        }
        for part in path.split('/') {
            match part {
                "" => return Err(BadPath::Empty),
                "." | ".." => return Err(BadPath::Dots),
                _ => {}
            }
        }
        Ok(Self(path.into()))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part: a file's name with its extension.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The file's name without its last extension; a name that only begins with a dot is all stem.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// The last extension without its dot, or `""`.
    #[must_use]
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[dot + 1..],
            _ => "",
        }
    }

    /// The folder that holds this file, or `None` at the top.
    #[must_use]
    pub fn parent(&self) -> Option<RelPath> {
        self.0.rfind('/').map(|slash| Self(self.0[..slash].into()))
    }

    /// This path seen from `folder`: what follows `folder/`, or `None` when it is not below it.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// Follows `relative` (which may hold `.` and `..`) from this path taken as a folder; `None` when it climbs out.
    #[must_use]
    pub fn resolve(folder: Option<&RelPath>, relative: &str) -> Option<RelPath> {
        let mut parts: Vec<&str> = folder.map(|f| f.0.split('/').collect()).unwrap_or_default();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                other => parts.push(other),
            }
        }
        Self::new(&parts.join("/")).ok()
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The bytes of a folder's files by path, in the order of their paths. Copies are cheap: bytes are shared.
#[derive(Clone, Default, Eq)]
pub struct Tree {
    files: BTreeMap<RelPath, Arc<[u8]>>,
}

/// Bytes that two trees share are not compared.
impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        let mut both = self.iter().zip(other.iter());
        self.len() == other.len()
            && both.all(|((path, bytes), (other, others))| {
                (Arc::ptr_eq(&path.0, &other.0) || path == other)
                    && (Arc::ptr_eq(bytes, others) || bytes == others)
            })
    }
}

impl Tree {
    /// A tree without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file in, in place of what stood at its path.
    pub fn insert(&mut self, path: RelPath, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path, bytes.into());
    }

    /// Takes a file out.
    pub fn remove(&mut self, path: &RelPath) -> Option<Arc<[u8]>> {
        self.files.remove(path)
    }

    /// Takes out the files that `keep` is against.
    pub fn retain(&mut self, keep: impl Fn(&RelPath) -> bool) {
        self.files.retain(|path, _| keep(path));
    }

    /// The bytes at `path`.
    #[must_use]
    pub fn get(&self, path: &RelPath) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// The bytes at `path` given as text; `None` also when `path` is no valid path.
    #[must_use]
    pub fn get_str(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(&RelPath::new(path).ok()?)
    }

    /// Whether a file stands at `path`.
    #[must_use]
    pub fn contains(&self, path: &RelPath) -> bool {
        self.files.contains_key(path)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&RelPath, &Arc<[u8]>)> {
        self.files.iter()
    }

    /// The files below `folder` (no trailing `/`), in the order of their paths.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a RelPath, &'a Arc<[u8]>)> {
        // No path of a file, but the place before all that are below the folder, which stand one behind the other.
        let start = RelPath(format!("{folder}/").into());
        self.files.range(start..).take_while(move |(path, _)| path.below(folder).is_some())
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl FromIterator<(RelPath, Arc<[u8]>)> for Tree {
    fn from_iter<I: IntoIterator<Item = (RelPath, Arc<[u8]>)>>(files: I) -> Self {
        Self { files: files.into_iter().collect() }
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.files.iter().map(|(path, bytes)| (path, bytes.len()))).finish()
    }
}
