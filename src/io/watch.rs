//! Tells when a site's files change, and which.
//!
//! Watches what [`read_site`](super::read::read_site) reads and nothing else: not the output, not `.git`, not what
//! editors leave behind. Symbolic links further down are not followed here: one that leads to `/` would have the whole
//! disk watched.
//!
//! A save is several steps, and what a file holds between them is nobody's wish. Where the system says that a file was
//! closed after writing, or put in its place whole, the save is over and told at once; everything else is told when the
//! disk has been quiet for a while.

mod pending;

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;

use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Fault, names};
use pending::Pending;

/// What may have changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Changes {
    /// These files, or what is in these folders; below the watched folder without links in its path.
    Paths(BTreeSet<PathBuf>),
    /// Anything: something may have been missed.
    Anything,
}

impl Changes {
    /// These and others.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        match (self, others) {
            (Self::Paths(mut these), Self::Paths(others)) => {
                these.extend(others);
                Self::Paths(these)
            }
            _ => Self::Anything,
        }
    }
}

/// Watching ends when this is dropped.
#[derive(Debug)]
pub struct Watcher {
    to_thread: Sender<Message>,
}

enum Message {
    Event(notify::Result<Event>),
    Stop,
}

/// Calls `changed` whenever something in the site at `root` changes, as long as it returns `true`.
///
/// # Errors
/// When `root` is not there, or the system has no watches left.
pub fn watch(root: &Path, changed: impl Fn(Changes) -> bool + Send + 'static) -> Result<Watcher, Fault> {
    // Events carry the path that was watched, so it must be the one that they are compared with.
    let root = std::fs::canonicalize(root).map_err(|error| Fault::system("watch", root, &error))?;
    let (to_thread, messages) = mpsc::channel();
    let sender = to_thread.clone();
    let handler = move |event: notify::Result<Event>| {
        // Reading ten thousand files would be twenty thousand messages.
        if !event.as_ref().is_ok_and(pending::is_reading) {
            // The thread is gone only when watching has ended.
            let _ = sender.send(Message::Event(event));
        }
    };
    let config = Config::default().with_follow_symlinks(false);
    let mut watches = RecommendedWatcher::new(handler, config).map_err(|error| explain(&root, error))?;
    // The folder itself without what is below it: its `target/` or `node_modules/` may hold 100,000 folders.
    watches.watch(&root, RecursiveMode::NonRecursive).map_err(|error| explain(&root, error))?;
    watch_parts(&mut watches, &root).map_err(|error| explain(&root, error))?;
    thread::spawn(move || follow(&messages, &mut watches, &root, changed));
    Ok(Watcher { to_thread })
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.to_thread.send(Message::Stop);
    }
}

/// Gathers events until a save is over, and tells what has changed.
fn follow(
    messages: &Receiver<Message>,
    watches: &mut RecommendedWatcher,
    root: &Path,
    changed: impl Fn(Changes) -> bool,
) {
    let mut pending = Pending::new(root);
    loop {
        let message = match pending.patience() {
            Some(patience) => messages.recv_timeout(patience),
            None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match message {
            Ok(Message::Event(event)) => pending.take_in(event),
            Err(RecvTimeoutError::Timeout) => {
                if pending.touched_top() {
                    // Before the build that the change causes, so that what comes into a new folder after it is not
                    // missed. A folder that cannot be watched is still built; the start has shown that watching works.
                    let _ = watch_parts(watches, root);
                }
                if let Some(changes) = pending.take()
                    && !changed(changes)
                {
                    return;
                }
            }
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Watches the folders of the site that are there; those that were deleted and made again are other folders to the
/// system, and watched anew.
fn watch_parts(watches: &mut RecommendedWatcher, root: &Path) -> notify::Result<()> {
    for folder in names::PARTS.map(|part| root.join(part)) {
        // A link may stand for the whole folder, but only for one in the site.
        let inside = std::fs::canonicalize(&folder).is_ok_and(|real| real.starts_with(root));
        if inside && folder.is_dir() {
            watches.watch(&folder, RecursiveMode::Recursive)?;
        } else {
            // Not watched, or no more: both are well.
            let _ = watches.unwatch(&folder);
        }
    }
    Ok(())
}

/// Whether the file or folder at `path` is read with the site at `root`.
pub(super) fn is_ours(path: &Path, root: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else { return false };
    let mut folder = String::new();
    for part in below.components() {
        let Component::Normal(name) = part else { return false };
        let name = name.to_string_lossy();
        let known = !folder.is_empty() || names::PARTS.contains(&name.as_ref());
        if !known || names::is_skipped(&folder, &name) {
            return false;
        }
        if !folder.is_empty() {
            folder.push('/');
        }
        folder.push_str(&name);
    }
    // The root itself changes when any file in it does, and those have events of their own.
    !folder.is_empty()
}

fn explain(root: &Path, error: notify::Error) -> Fault {
    match error.kind {
        ErrorKind::MaxFilesWatch => Fault::new("watch", root, "the system watches as many folders as it may")
            .help("raise the limit: sudo sysctl fs.inotify.max_user_watches=524288"),
        ErrorKind::Io(error) => Fault::system("watch", root, &error),
        ErrorKind::PathNotFound => Fault::new("watch", root, "there is no such folder"),
        other => Fault::new("watch", root, notify::Error::new(other).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sites_files_count() {
        let root = Path::new("/site");
        for ours in ["candor.toml", "content", "content/incidents/a.md", "static/.well-known/x", "themes/x/a"]
        {
            assert!(is_ours(&root.join(ours), root), "{ours}");
        }
        for other in [
            "",
            "public/index.html",
            ".git/index",
            "target/x",
            "content/a.md~",
            "content/.a.md.swp",
            "README.md",
            ".public.candor-1/site/a",
        ] {
            assert!(!is_ours(&root.join(other), root), "{other}");
        }
        assert!(!is_ours(Path::new("/elsewhere/content/a.md"), root));
    }
}
