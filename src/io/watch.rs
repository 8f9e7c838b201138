//! Tells when a site's files change.
//!
//! Watches what [`read_site`](super::read::read_site) reads and nothing else: not the output, not `.git`, not what
//! editors leave behind. Says only that something changed; what, the next build sees for itself. Symbolic links further
//! down are not followed here: one that leads to `/` would have the whole disk watched.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use notify_debouncer_full::notify::{self, Config, ErrorKind, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer_opt,
};

use super::{Fault, names};

/// How long the disk must be quiet: an editor's save is several steps, a checkout many files.
const QUIET: Duration = Duration::from_millis(50);

type Watches = Debouncer<RecommendedWatcher, RecommendedCache>;

/// Watching ends when this is dropped.
#[derive(Debug)]
pub struct Watcher {
    to_thread: Sender<Message>,
}

enum Message {
    Events(DebounceEventResult),
    Stop,
}

/// Sends `()` to `changed` whenever something in the site at `root` changes.
///
/// Several may be waiting by the time that a build is done: take them all before the next one.
///
/// # Errors
/// When `root` is not there, or the system has no watches left.
pub fn watch(root: &Path, changed: Sender<()>) -> Result<Watcher, Fault> {
    // Events carry the path that was watched, so it must be the one that they are compared with.
    let root = std::fs::canonicalize(root).map_err(|error| Fault::system("watch", root, &error))?;
    let (to_thread, messages) = mpsc::channel();
    let sender = to_thread.clone();
    let handler = move |events| {
        // The thread is gone only when watching has ended.
        let _ = sender.send(Message::Events(events));
    };
    let config = Config::default().with_follow_symlinks(false);
    let mut watches: Watches = new_debouncer_opt(QUIET, None, handler, RecommendedCache::new(), config)
        .map_err(|error| explain(&root, error))?;
    // The folder itself without what is below it: its `target/` or `node_modules/` may hold 100,000 folders.
    watches.watch(&root, RecursiveMode::NonRecursive).map_err(|error| explain(&root, error))?;
    watch_parts(&mut watches, &root).map_err(|error| explain(&root, error))?;
    thread::spawn(move || {
        while let Ok(Message::Events(events)) = messages.recv() {
            let change = match events {
                Ok(events) => take_in(&events, &mut watches, &root),
                // Something may have been missed; building once too often does no harm.
                Err(_) => true,
            };
            if change && changed.send(()).is_err() {
                break;
            }
        }
    });
    Ok(Watcher { to_thread })
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.to_thread.send(Message::Stop);
    }
}

/// Whether any of the events is a change to the site; folders that are new at the top are watched from now on.
fn take_in(events: &[DebouncedEvent], watches: &mut Watches, root: &Path) -> bool {
    let top = |path: &PathBuf| path.parent() == Some(root) || path == root;
    let is_top = |event: &DebouncedEvent| event.need_rescan() || event.paths.iter().any(top);
    if events.iter().any(is_top) {
        // Before the build that the event causes, so that what comes into the folder after it is not missed. A folder
        // that cannot be watched is still built; the start has shown that watching works as such.
        let _ = watch_parts(watches, root);
    }
    events.iter().any(|event| {
        event.need_rescan() || (is_write(event.kind) && event.paths.iter().any(|path| is_ours(path, root)))
    })
}

/// Watches the folders of the site that are there; those that were deleted and made again are other folders to the
/// system, and watched anew.
fn watch_parts(watches: &mut Watches, root: &Path) -> notify::Result<()> {
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

/// Reading is an event too; answering it with a build, which reads, would never end.
fn is_write(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_))
}

fn is_ours(path: &Path, root: &Path) -> bool {
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
