//! What is remembered from one build to the next changes how long a build takes and nothing else.
#![expect(clippy::disallowed_methods, reason = "the program is tried on real folders")]

#[path = "support/golden.rs"]
#[allow(dead_code, reason = "only the reading of folders is used here")]
mod golden;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const NOW: &str = "2026-11-20T14:30:00Z";

/// A copy of the demo, in a folder that is gone afterwards.
struct Site(TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().expect("a folder"));
        let demo = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(demo.join("candor.toml"), site.path("candor.toml")).expect("copied");
        for part in ["content", "static"] {
            for (path, bytes) in golden::files(&demo.join(part)) {
                site.write(&format!("{part}/{path}"), &bytes);
            }
        }
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let to = self.path(path);
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::write(to, bytes).expect("written");
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("there");
        assert!(text.contains(from), "{path} has no {from}");
        fs::write(self.path(path), text.replacen(from, to, 1)).expect("written");
    }

    fn build(&self, now: &str, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_candor"))
            .current_dir(self.0.path())
            .args(["build", "--now", now])
            .args(arguments)
            .output()
            .expect("started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        // How it went; then what was asked for on standard output.
        String::from_utf8([output.stderr, output.stdout].concat()).expect("text")
    }

    /// Builds with what is remembered, and holds the result against a build that remembers nothing.
    fn same(&self, now: &str, what: &str) -> String {
        let said = self.build(now, &["--changed", "-"]);
        self.build(now, &["--no-cache", "--out", "fresh"]);
        let (with, without) = (golden::files(&self.path("public")), golden::files(&self.path("fresh")));
        for (path, bytes) in &without {
            assert!(with.get(path) == Some(bytes), "{what}: {path} differs");
        }
        let more: Vec<_> = with.keys().filter(|path| !without.contains_key(*path)).collect();
        assert!(more.is_empty(), "{what}: {more:?} should not be there");
        fs::remove_dir_all(self.path("fresh")).expect("removed");
        said
    }

    fn remembered(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path(".candor-cache")).expect("a cache");
        let files = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
        files.filter(|path| !path.ends_with(".gitignore")).collect()
    }
}

const OPEN: &str = "content/incidents/some-files-cannot-be-uploaded-or-downloaded.md";

/// Notes are HTML that is believed. They are when they were made here, and not when somebody sent them in with a site.
#[test]
fn notes_that_came_with_a_site_are_not_believed() {
    let site = Site::new();
    for (path, _) in golden::files(&site.path("content/incidents")) {
        fs::remove_file(site.path(&format!("content/incidents/{path}"))).expect("removed");
    }
    for (path, _) in golden::files(&site.path("content/maintenance")) {
        fs::remove_file(site.path(&format!("content/maintenance/{path}"))).expect("removed");
    }
    let one = "+++\ntitle = \"One\"\n[[updates]]\nat = 2026-11-20T14:00:00Z\nstate = \"resolved\"\ntext = \"Sincerely.\"\n+++\n";
    site.write("content/incidents/one.md", one.as_bytes());
    site.build(NOW, &[]);
    let notes = site.path(".candor-cache/content");
    let text = fs::read_to_string(&notes).expect("notes");
    let (head, note) = text.split_once('\n').expect("a head");
    let (_, note) = note.split_once(' ').expect("a seal");
    assert!(note.contains("Sincerely."), "{note}");
    let forged = note.strip_suffix('\n').expect("a line end").replace("Sincerely.", "Insincere.");
    let forged = format!("{head}\n{}\n", candor::digest::Digest::seal(&forged));
    let page = || {
        site.edit("candor.toml", "title = ", "# again\ntitle = ");
        site.edit("candor.toml", "# again\n", "");
        fs::remove_dir_all(site.path("public")).expect("removed");
        site.build(NOW, &[]);
        fs::read_to_string(site.path("public/incidents/one/index.html")).expect("a page")
    };
    fs::write(&notes, &forged).expect("written");
    assert!(page().contains("Insincere."), "this is no forgery of which anybody need be afraid");
    fs::write(&notes, &forged).expect("written");
    let (here, sent) = (site.path(".candor-cache"), site.path("sent"));
    fs::rename(&here, &sent).expect("moved");
    fs::create_dir(&here).expect("made");
    for (path, bytes) in golden::files(&sent) {
        site.write(&format!(".candor-cache/{path}"), &bytes);
    }
    assert!(!page().contains("Insincere."));
    // Nor is anything written through links that were sent in.
    fs::remove_dir_all(&here).expect("removed");
    fs::create_dir(&here).expect("made");
    for name in [".gitignore", "made-here", "content", "parts"] {
        std::os::unix::fs::symlink(site.path("elsewhere"), here.join(name)).expect("linked");
    }
    site.same(NOW, "links in the cache");
    assert!(!site.path("elsewhere").exists());
}

/// The edits of a site's life, each built on top of the ones before it.
#[test]
fn a_build_on_top_of_another_gives_what_a_new_one_gives() {
    let site = Site::new();
    site.same(NOW, "the first build");
    site.same("2026-11-20T14:31:00Z", "a minute later");
    site.edit(OPEN, "title = \"", "title = \"Still: ");
    site.same("2026-11-20T14:31:00Z", "another title");
    site.edit("candor.toml", "name = \"Apps\"", "name = \"Your apps\"");
    site.same("2026-11-20T14:31:00Z", "another name of a service");
    site.edit("candor.toml", "timezone = \"Europe/Lisbon\"", "timezone = \"Asia/Tokyo\"");
    site.same("2026-11-20T14:31:00Z", "another time zone");
    let new = "+++\ntitle = \"New\"\n[[updates]]\nat = 2026-11-20T14:00:00Z\nstate = \"investigating\"\ntext = \"Look [there](../pages/about.md).\"\n+++\n";
    site.write("content/incidents/new.md", new.replace("[there](../pages/about.md)", "there").as_bytes());
    site.same("2026-11-20T14:31:00Z", "a new incident");
    fs::remove_file(site.path("content/incidents/new.md")).expect("removed");
    site.same("2026-11-20T14:31:00Z", "the new incident gone");
    site.write("static/new.txt", b"a file");
    site.same("2026-11-21T14:31:00Z", "a new file, and a day later");
    site.write(
        "themes/own/templates/page.html",
        b"{% extends \"layout.html\" %}{% block content %}x{{ title }}{% endblock content %}",
    );
    site.edit("candor.toml", "title = ", "theme = \"own\"\ntitle = ");
    site.same("2026-11-21T14:31:00Z", "a theme");
    site.write(
        "themes/own/templates/page.html",
        b"{% extends \"layout.html\" %}{% block content %}y{{ title }}{% endblock content %}",
    );
    site.same("2026-11-21T14:31:00Z", "another template");
}

/// Pages of the archive and of services are held by what they hang on: each edit changes something that only some of
/// them show.
#[test]
fn pages_that_are_held_by_what_they_hang_on_are_what_a_new_build_makes() {
    let site = Site::new();
    site.same(NOW, "the first build");
    let old = |name: &str, day: &str, until: &str, services: &str| {
        let text = format!(
            "+++\ntitle = \"{name}\"\nservices = {{ {services} }}\n[[updates]]\nat = {day}T22:00:00Z\nstate = \"identified\"\n\
             text = \"Words.\"\n[[updates]]\nat = {until}T03:00:00Z\nstate = \"resolved\"\ntext = \"Over.\"\n+++\n"
        );
        site.write(&format!("content/incidents/{name}.md"), text.as_bytes());
    };
    old("quiet-month", "2025-01-10", "2025-01-11", "apps = \"partial_outage\"");
    site.same(NOW, "a month that had no page");
    old("across", "2025-03-31", "2025-04-01", "apps = \"major_outage\", api = \"degraded_performance\"");
    site.same(NOW, "from one month into the next");
    old("across", "2025-03-31", "2025-04-02", "api = \"degraded_performance\"");
    site.same(NOW, "no longer about a service");
    site.edit("content/incidents/across.md", "Words.", "Other words.");
    let said = site.same(NOW, "words of an update alone");
    assert!(!said.contains("/services/api/\n") && !said.contains("/services/api/build.json"), "{said}");
    old("lasting", "2026-08-30", "2026-11-20", "dashboard = \"partial_outage\"");
    fs::remove_file(site.path("content/incidents/quiet-month.md")).expect("removed");
    site.same(NOW, "one over months, and a month without a page again");
    site.same("2026-11-20T15:00:00Z", "the next hour");
    site.same("2027-01-01T00:00:00Z", "the next year");
}

#[test]
fn what_is_remembered_may_be_lost_or_damaged() {
    let site = Site::new();
    site.build(NOW, &[]);
    for damage in ["cut", "flipped", "emptied", "another version's", "gone"] {
        site.edit(OPEN, "title = \"", "title = \"x");
        for file in site.remembered() {
            let mut bytes = fs::read(&file).expect("there");
            match damage {
                "cut" => bytes.truncate(bytes.len() * 2 / 3),
                "flipped" => {
                    for at in (40..bytes.len()).step_by(997) {
                        bytes[at] ^= 0x11;
                    }
                }
                "emptied" => bytes.clear(),
                // The digest of the program stands in the first line.
                "another version's" => bytes[20] = if bytes[20] == b'0' { b'1' } else { b'0' },
                _ => {}
            }
            fs::write(&file, bytes).expect("written");
        }
        if damage == "gone" {
            fs::remove_dir_all(site.path(".candor-cache")).expect("removed");
        }
        site.same(NOW, damage);
        site.same(NOW, &format!("{damage}, and once more"));
    }
}

#[test]
fn the_folder_of_the_site_before_may_be_damaged() {
    let site = Site::new();
    site.build(NOW, &[]);
    site.edit(OPEN, "title = \"", "title = \"x");
    site.build(NOW, &[]);
    let spare = || {
        let mut entries = fs::read_dir(site.path(".candor-cache")).expect("a cache").flatten();
        entries.find(|entry| entry.path().is_dir()).expect("the site before").path()
    };
    fs::remove_file(spare().join("about/index.html")).expect("removed");
    fs::write(spare().join("uptime/more.html"), "not ours").expect("written");
    fs::create_dir(spare().join("strange")).expect("made");
    fs::write(spare().join("strange/\u{7}"), "not ours").expect("written");
    let home = spare().join("subscribe/index.html");
    fs::remove_file(&home).expect("removed");
    fs::write(&home, "other words").expect("written");
    site.edit(OPEN, "title = \"", "title = \"x");
    site.same(NOW, "a damaged folder");
}

#[test]
fn what_is_touched_in_the_output_is_put_right() {
    let site = Site::new();
    site.build(NOW, &[]);
    fs::write(site.path("public/about/index.html"), "not ours").expect("written");
    fs::write(site.path("public/more.html"), "not ours").expect("written");
    let said = site.same(NOW, "a touched output");
    assert!(said.contains("1 files changed, 1 removed"), "{said}");
}

#[test]
fn nothing_is_written_when_nothing_has_changed() {
    let site = Site::new();
    site.build(NOW, &[]);
    let stamps = || {
        let files = golden::files(&site.path("public"));
        let stamp = |path: &String| {
            let metadata = fs::symlink_metadata(site.path("public").join(path)).expect("there");
            (path.clone(), metadata.ino(), metadata.mtime_nsec(), metadata.ctime_nsec())
        };
        (fs::metadata(site.path("public")).expect("there").ino(), files.keys().map(stamp).collect::<Vec<_>>())
    };
    let before = stamps();
    let said = site.build(NOW, &["--changed", "-"]);
    assert!(said.ends_with(" 0 files changed, 0 removed.\n"), "{said}");
    assert_eq!(stamps(), before);
}

/// Time alone changes only pages that show how things stand.
#[test]
fn a_minute_later_only_pages_of_the_present_differ() {
    let site = Site::new();
    site.build(NOW, &[]);
    let said = site.build("2026-11-20T14:31:00Z", &["--changed", "-"]);
    for url in said.lines().skip(1) {
        let path = url.strip_prefix("https://status.saltmarsh.example/").expect("a URL of the site");
        // What is neither a page that says as of when it is nor the month that goes on is for programs.
        let page = fs::read_to_string(site.path("public").join(path).join("index.html"));
        let of_now = page.is_ok_and(|page| page.contains(" data-build="))
            || ["build.json", "history/2026/11/"].contains(&path)
            || path.starts_with("api/");
        assert!(of_now, "{path} changed although nothing in it did");
        assert_ne!(path, "services/apps/", "nothing happens to it");
    }
}

/// What is posted now changes nothing that is said of the past: documents of incidents that are over, full pages of the
/// history, archives of feeds.
#[test]
fn an_update_of_an_open_incident_leaves_the_past_as_it_is() {
    let site = Site::new();
    site.build(NOW, &[]);
    let update = "'''\n\n[[updates]]\nat = 2026-11-20T14:29:00Z\nstate = \"monitoring\"\nservices = { storage = \"degraded_performance\" }\ntext = '''\nBetter.\n'''\n+++";
    site.edit(OPEN, "'''\n+++", update);
    let said = site.same(NOW, "an update");
    let changed: Vec<&str> = said.lines().skip(1).filter(|url| url.contains("/api/v")).collect();
    let posts = |url: &&&str| url.contains("/incidents/") || url.contains("/scheduled-maintenances/");
    let numbered = changed.iter().filter(posts).filter(|url| url.contains("/page/")).count();
    assert!(numbered <= 2, "{changed:#?}");
    // The incident in both APIs, with its twin, and the lists of what goes on and is to come.
    assert!(changed.iter().filter(posts).count() - numbered <= 8, "{changed:#?}");
}
