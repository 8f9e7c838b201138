//! Compressed forms beside the files of a site: they say what their files say, are made once, and hang on no cache.
#![expect(clippy::disallowed_methods, reason = "the program is tried on real folders")]

#[path = "support/golden.rs"]
#[allow(dead_code, reason = "only the reading of folders is used here")]
mod golden;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const NOW: &str = "2026-11-20T14:30:00Z";
const CONFIG: &str = "title = \"Example\"\nbase_url = \"https://status.example.com/\"\n\
    [[services]]\nid = \"api\"\nname = \"API\"\n[[services]]\nid = \"db\"\nname = \"Database\"\n";
const BOTH: &str = "[output]\nprecompress = [\"gzip\", \"brotli\"]\n";
const OLD: &str = "content/incidents/old.md";

/// A site in a folder that is gone afterwards.
struct Site(TempDir);

impl Site {
    /// Two incidents of two services, and files of every kind in static/.
    fn small() -> Self {
        let site = Self(tempfile::tempdir().expect("a folder"));
        site.write("candor.toml", &[CONFIG, BOTH].concat());
        for (name, month) in [("old", "03"), ("new", "10")] {
            let update = |day, state| {
                format!(
                    "[[updates]]\nat = 2026-{month}-{day}T10:00:00Z\nstate = \"{state}\"\ntext = \"Of {name}.\"\n"
                )
            };
            let text = [update("02", "investigating"), update("03", "resolved")].concat();
            let head = format!("+++\ntitle = \"The {name} one\"\nservices = {{ api = \"major_outage\" }}\n");
            site.write(&format!("content/incidents/{name}.md"), &format!("{head}{text}+++\n"));
        }
        site.write("static/long.txt", &"All is well. ".repeat(500));
        site.write("static/short.txt", "All is well.");
        site.write("static/long.bin", &"All is well. ".repeat(500));
        site
    }

    /// A copy of the demo.
    fn demo() -> Self {
        let site = Self(tempfile::tempdir().expect("a folder"));
        let demo = Path::new(env!("CARGO_MANIFEST_DIR"));
        let config = fs::read_to_string(demo.join("candor.toml")).expect("there");
        site.write("candor.toml", &[&config, BOTH].concat());
        for part in ["content", "static"] {
            for (path, bytes) in golden::files(&demo.join(part)) {
                site.write_bytes(&format!("{part}/{path}"), &bytes);
            }
        }
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let to = self.path(path);
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::write(to, bytes).expect("written");
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("there");
        assert!(text.contains(from), "{path} has no {from}");
        fs::write(self.path(path), text.replacen(from, to, 1)).expect("written");
    }

    /// How it went; then the list of what changed.
    fn build(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_candor"))
            .current_dir(self.0.path())
            .args(["build", "--now", NOW, "--changed", "-"])
            .args(arguments)
            .output()
            .expect("started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8([output.stderr, output.stdout].concat()).expect("text")
    }

    /// Builds with what is remembered, and holds the result against a build that remembers nothing.
    fn same(&self, what: &str) -> String {
        let said = self.build(&[]);
        self.build(&["--no-cache", "--out", "fresh"]);
        let (with, without) = (self.files(), golden::files(&self.path("fresh")));
        assert!(with.keys().eq(without.keys()), "{what}: other files");
        for (path, bytes) in &without {
            assert!(with.get(path) == Some(bytes), "{what}: {path} differs");
        }
        fs::remove_dir_all(self.path("fresh")).expect("removed");
        said
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        golden::files(&self.path("public")).into_iter().collect()
    }

    /// By what each file of the output can be told from one that was written later.
    fn stamps(&self) -> BTreeMap<String, (u64, i64, i64)> {
        let stamp = |path: String| {
            let metadata = fs::symlink_metadata(self.path("public").join(&path)).expect("there");
            (path, (metadata.ino(), metadata.mtime(), metadata.mtime_nsec()))
        };
        self.files().into_keys().filter(|path| path != ".candor").map(stamp).collect()
    }

    fn forms(&self) -> Vec<String> {
        self.files().into_keys().filter(|path| plain_of(path).is_some()).collect()
    }
}

/// The file that a form stands beside.
fn plain_of(path: &str) -> Option<&str> {
    path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br"))
}

fn unpacked(path: &str, form: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    if path.strip_suffix(".gz").is_some() {
        flate2::read::MultiGzDecoder::new(form).read_to_end(&mut plain).expect("gzip");
    } else {
        brotli::Decompressor::new(form, 4096).read_to_end(&mut plain).expect("Brotli");
    }
    plain
}

/// tests/checks/precompress.sh asks other decoders.
#[test]
fn every_form_is_of_the_file_beside_it() {
    let site = Site::demo();
    let said = site.build(&[]);
    let files = site.files();
    let mut count = 0;
    for (path, form) in &files {
        let Some(plain) = plain_of(path) else { continue };
        assert!(unpacked(path, form) == files[plain], "{path} is not of its file");
        assert!(form.len() < files[plain].len(), "{path} is no smaller than its file");
        count += 1;
    }
    assert!(said.contains(&format!("Beside them {count} compressed forms: {count} changed, 0 removed.\n")));
    for (path, bytes) in &files {
        let name = path.rsplit('/').next().expect("a name");
        let packed = ["png", "gz", "br"].iter().any(|one| path.ends_with(one));
        let wanted = !packed && bytes.len() >= 512 && name != "_headers";
        for form in ["gz", "br"] {
            assert_eq!(files.contains_key(&format!("{path}.{form}")), wanted, "{path}.{form}");
        }
    }
    // Twins are one file on the disk, and so are their forms.
    let stamps = site.stamps();
    let twins = files.keys().filter_map(|path| Some((path, files.get_key_value(&format!("{path}.json"))?.0)));
    let linked = |(a, b): &(&String, &String)| stamps[*a] == stamps[*b] && files[*a].len() >= 512;
    let twins: Vec<_> = twins.filter(linked).collect();
    assert!(twins.len() > 20, "{twins:?}");
    for (a, b) in twins {
        for form in [".gz", ".br"] {
            assert_eq!(stamps[&format!("{a}{form}")], stamps[&format!("{b}{form}")], "{a}, {b}: {form}");
        }
    }
}

#[test]
fn what_is_not_worth_it_has_no_form() {
    let site = Site::small();
    site.build(&[]);
    let of_static: Vec<_> =
        site.forms().into_iter().filter(|path| path.contains("long") || path.contains("short")).collect();
    assert_eq!(of_static, ["long.txt.br", "long.txt.gz"]);
    site.edit("candor.toml", "\"gzip\", ", "");
    site.same("Brotli alone");
    assert!(site.forms().iter().all(|path| path.strip_suffix(".br").is_some()));
}

#[test]
fn nothing_is_written_when_nothing_has_changed() {
    let site = Site::small();
    site.build(&[]);
    let before = site.stamps();
    let count = site.forms().len();
    for arguments in [&[][..], &["--no-cache"][..]] {
        let said = site.build(arguments);
        assert!(said.contains(" 0 files changed, 0 removed.\n"), "{said}");
        let forms = format!("Beside them {count} compressed forms: 0 changed, 0 removed.\n");
        assert!(said.ends_with(&forms), "{said}");
        assert!(site.stamps() == before, "{arguments:?}");
    }
}

#[test]
fn a_changed_incident_changes_the_forms_of_its_files_alone() {
    let site = Site::small();
    site.build(&[]);
    let before = site.stamps();
    site.edit(OLD, "Of old.", "Of the old one.");
    let said = site.same("a changed incident");
    let after = site.stamps();
    let forms = site.forms();
    let changed = |path: &str| after[path] != before[path];
    for form in &forms {
        assert_eq!(changed(form), changed(plain_of(form).expect("a form")), "{form}");
    }
    let count = forms.iter().filter(|path| changed(path)).count();
    assert!(count > 0 && count * 2 < forms.len(), "{count} of {}", forms.len());
    assert!(said.contains(&format!(" compressed forms: {count} changed, 0 removed.\n")), "{said}");
    // They have no address of their own.
    assert!(said.contains("https://status.example.com/incidents/old/\n"), "{said}");
    assert!(!said.contains(".gz") && !said.contains(".br"), "{said}");
}

/// A form that stands on the disk as it was written is not made again: one with other bytes and the same looks stays.
#[test]
fn a_form_is_made_once() {
    let site = Site::small();
    site.build(&[]);
    let form = site.path("public/incidents/new/index.html.gz");
    let sound = fs::read(&form).expect("there");
    let written = fs::metadata(&form).and_then(|metadata| metadata.modified()).expect("there");
    let mut file = File::options().write(true).open(&form).expect("opened");
    file.write_all(&vec![b'x'; sound.len()]).and_then(|()| file.set_modified(written)).expect("written");
    site.edit(OLD, "Of old.", "Of the old one.");
    site.build(&[]);
    assert_eq!(fs::read(&form).expect("there"), vec![b'x'; sound.len()], "it was made again");
    site.build(&["--no-cache"]);
    assert!(fs::read(&form).expect("there") == sound, "who remembers nothing believes nothing");
}

#[test]
fn what_is_done_to_forms_is_put_right() {
    let site = Site::small();
    site.build(&[]);
    let sound = site.files();
    let public = |path: &str| site.path("public").join(path);
    let cut = fs::read(public("index.html.gz")).expect("there");
    fs::write(public("index.html.gz"), &cut[..cut.len() / 2]).expect("written");
    fs::write(public("history/index.html.br"), "other bytes").expect("written");
    fs::remove_file(public("feed.rss.gz")).expect("removed");
    fs::write(public("build.json.gz"), "nobody's").expect("written");
    let said = site.build(&[]);
    assert!(site.files() == sound, "not all of it was put right");
    assert!(said.contains(" 0 files changed, 1 removed.\n"), "{said}");
    assert!(said.contains(" compressed forms: 3 changed, 0 removed.\n"), "{said}");

    // A file that was touched is written again, and its form is the one that it had.
    fs::write(public("history/index.html"), "other words").expect("written");
    let said = site.build(&[]);
    assert!(site.files() == sound, "the file was not put right");
    assert!(said.contains(" 1 files changed, 0 removed.\n"), "{said}");
    assert!(said.contains(" compressed forms: 0 changed, 0 removed.\n"), "{said}");
}

#[test]
fn the_option_adds_forms_to_a_site_and_takes_them_out() {
    let site = Site::small();
    site.write("candor.toml", CONFIG);
    let said = site.build(&[]);
    assert!(!said.contains("compressed"), "{said}");
    let plain = site.stamps();
    assert!(site.forms().is_empty());

    site.write("candor.toml", &[CONFIG, BOTH].concat());
    let said = site.same("switched on");
    let forms = site.forms().len();
    assert!(forms > 20, "{forms}");
    assert!(said.contains(&format!("Beside them {forms} compressed forms: {forms} changed, 0 removed.\n")));

    site.write("candor.toml", &[CONFIG, "[output]\nprecompress = []\n"].concat());
    let said = site.same("switched off");
    assert!(
        said.contains(&format!("Beside them 0 compressed forms: 0 changed, {forms} removed.\n")),
        "{said}"
    );
    assert!(!said.contains(".gz"), "{said}");
    let after = site.stamps();
    for (path, stamp) in &plain {
        assert_eq!(after.get(path), Some(stamp), "{path} is not as it was");
    }
    assert_eq!(after.len(), plain.len());
}

#[test]
fn the_author_s_own_forms_stay() {
    let site = Site::small();
    site.write("static/long.txt.gz", "the author's");
    site.write("static/feed.rss.br", "the author's");
    site.write("static/build.json.gz", "the author's");
    // A folder where a form would stand.
    site.write("static/other.txt", &"All is well. ".repeat(500));
    site.write("static/other.txt.gz/a.txt", "a file");
    let said = site.same("the author's own");
    let files = site.files();
    for path in ["long.txt.gz", "feed.rss.br", "build.json.gz"] {
        assert_eq!(files[path], b"the author's", "{path}");
        assert!(said.contains(&format!("https://status.example.com/{path}\n")), "{path} has an address");
    }
    assert_eq!(unpacked(".br", &files["long.txt.br"]), files["long.txt"]);
    assert_eq!(unpacked(".gz", &files["feed.rss.gz"]), files["feed.rss"]);
    assert_eq!(files["other.txt.gz/a.txt"], b"a file");
    assert!(files.contains_key("other.txt.br"));

    // Gone, and Candor's own takes the place.
    fs::remove_file(site.path("static/long.txt.gz")).expect("removed");
    site.same("without the author's");
    let files = site.files();
    assert_eq!(unpacked(".gz", &files["long.txt.gz"]), files["long.txt"]);
    site.write("static/long.txt.gz", "the author's");
    site.same("the author's once more");
    assert_eq!(site.files()["long.txt.gz"], b"the author's");
}

#[test]
fn what_is_remembered_may_be_lost_or_damaged() {
    let site = Site::small();
    site.build(&[]);
    for damage in ["cut", "flipped", "emptied", "another version's", "gone"] {
        site.edit(OLD, "title = \"", "title = \"x");
        let entries = fs::read_dir(site.path(".candor-cache")).expect("a cache");
        let notes = entries.map(|entry| entry.expect("an entry").path());
        for file in notes.filter(|path| path.is_file() && !path.ends_with(".gitignore")) {
            let mut bytes = fs::read(&file).expect("there");
            match damage {
                "cut" => bytes.truncate(bytes.len() * 2 / 3),
                "flipped" => (40..bytes.len()).step_by(997).for_each(|at| bytes[at] ^= 0x11),
                "emptied" => bytes.clear(),
                // The digest of what the site was made from stands in the first line.
                "another version's" => bytes[20] = if bytes[20] == b'0' { b'1' } else { b'0' },
                _ => {}
            }
            fs::write(&file, bytes).expect("written");
        }
        if damage == "gone" {
            fs::remove_dir_all(site.path(".candor-cache")).expect("removed");
        }
        site.same(damage);
        site.same(&format!("{damage}, and once more"));
    }
}
