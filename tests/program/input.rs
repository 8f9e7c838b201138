//! Files that no one should have put into a site: each gets a message of its own and leaves the site online as it was.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::place::{CONFIG, Place, incident};

/// Longer than any of these builds takes on a busy machine, and shorter than one that hangs.
const PATIENCE: Duration = Duration::from_mins(2);

/// A site with one incident, built, and then spoilt by `spoil`: the next build must fail with exit code 1 and the
/// diagnostic `code` at `place`, and leave the output alone.
fn refused(spoil: impl Fn(&Place), code: &str, at: &str) {
    let place = Place::new(&[
        ("candor.toml", CONFIG),
        ("content/incidents/fine.md", &incident("title = \"Fine\"\nservices = [\"api\"]")),
    ]);
    let before = place.built(&[]);
    spoil(&place);
    let begun = Instant::now();
    let run = place.build(&[]);
    assert!(begun.elapsed() < PATIENCE, "{code} took {:?}", begun.elapsed());
    assert_eq!(run.code, Some(1), "{code}: {}", run.stderr);
    let expected = format!("error[{code}]: ");
    let fault = run.stderr.split("\n\n").find(|fault| fault.starts_with(&expected));
    let fault = fault.unwrap_or_else(|| panic!("no {code}: {}", cut(&run.stderr)));
    assert!(fault.contains(&format!("--> {at}")), "{}", cut(fault));
    assert!(fault.contains("= help: "), "{code} does not say what to do: {}", cut(fault));
    assert_eq!(run.stderr.matches("error[").count(), 1, "one fault is one message: {}", cut(&run.stderr));
    assert!(run.stderr.contains("public is as it was"), "{}", cut(&run.stderr));
    assert!(run.stderr.len() < 4000, "{code} says too much: {} bytes", run.stderr.len());
    assert!(place.public() == before, "{code} changed what is online");
}

/// The beginning of a text that may be long.
fn cut(text: &str) -> String {
    text.chars().take(1500).collect()
}

const BAD: &str = "content/incidents/bad.md";

fn put(bytes: impl AsRef<[u8]>) -> impl Fn(&Place) {
    move |place| place.put(BAD, bytes.as_ref())
}

#[test]
fn text_that_is_not_utf_8() {
    let mut bytes = incident("title = \"Caf?\"\nservices = [\"api\"]").into_bytes();
    let place = bytes.iter().position(|byte| *byte == b'?').expect("there");
    bytes[place] = 0xe9;
    refused(put(bytes), "not-utf8", BAD);
}

#[test]
fn a_nul_byte() {
    let text = incident("title = \"Nothing\"\nservices = [\"api\"]");
    refused(put(text.replace("Mended", "Men\0ded")), "nul-byte", &format!("{BAD}:7:12"));
    refused(put(text.clone() + "\nMended\0\n"), "nul-byte", &format!("{BAD}:10:7"));
    refused(put(text.replace("title", "ti\0tle")), "nul-byte", &format!("{BAD}:2:3"));
}

#[test]
fn a_file_of_50_megabytes() {
    let sparse = |place: &Place| {
        let file = fs::File::create(place.root().join(BAD)).expect("a file");
        file.set_len(50 << 20).expect("a length");
    };
    refused(sparse, "file-too-large", BAD);
    let text =
        incident("title = \"Long\"\nservices = [\"api\"]") + &"All work and no play. ".repeat(50 << 20 >> 4);
    refused(put(text), "file-too-large", BAD);
}

#[test]
fn ten_thousand_nested_brackets() {
    let nested = |open: &str, close: &str| {
        let text = open.repeat(10_000) + "x" + &close.repeat(10_000);
        incident("title = \"Deep\"\nservices = [\"api\"]") + "\n" + &text + "\n"
    };
    refused(put(nested("> ", "")), "too-deep", BAD);
    // Brackets that nest nothing are text. They are shown, and quickly.
    let place = Place::new(&[("candor.toml", CONFIG), (BAD, &nested("[", "](x)"))]);
    let begun = Instant::now();
    let run = place.build(&[]);
    assert!(begun.elapsed() < PATIENCE, "it took {:?}", begun.elapsed());
    assert!(matches!(run.code, Some(0 | 1)), "{:?}: {}", run.code, cut(&run.stderr));
    assert!(!run.stderr.contains("panicked") && run.stderr.len() < 1_000_000);
}

#[test]
fn ten_thousand_nested_arrays_in_front_matter() {
    let top = format!("title = \"Deep\"\nservices = {}{}", "[".repeat(10_000), "]".repeat(10_000));
    refused(put(incident(&top)), "toml-syntax", BAD);
}

#[test]
fn a_link_that_leaves_the_site() {
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let secret = elsewhere.path().join("secret.md");
    fs::write(&secret, "secret").expect("a file");
    let link = |target: &Path, name: &str| {
        let target = target.to_owned();
        let name = name.to_owned();
        move |place: &Place| symlink(&target, place.root().join(&name)).expect("a link")
    };
    refused(link(&secret, BAD), "symlink-outside", BAD);
    let folder = "content/incidents/old";
    refused(link(elsewhere.path(), folder), "symlink-outside", folder);
    refused(link(Path::new("nowhere.md"), BAD), "symlink-broken", BAD);
}

#[test]
fn a_link_that_leads_back() {
    let round = "content/incidents/round";
    refused(|place| symlink("..", place.root().join(round)).expect("a link"), "symlink-loop", round);
    refused(|place| symlink("bad.md", place.root().join(BAD)).expect("a link"), "symlink-loop", BAD);
}

#[test]
fn a_pipe_is_not_waited_for() {
    let pipe = |place: &Place| {
        let made = Command::new("mkfifo").arg(place.root().join(BAD)).status().expect("mkfifo runs");
        assert!(made.success());
    };
    refused(pipe, "special-file", BAD);
}

#[test]
fn names_that_cannot_be_addresses() {
    for name in ["a b.md", "a\u{7}.md", "a\\..\\b.md", "%2e%2e.md", "-.md", "x?.md"] {
        for (folder, top) in
            [("incidents", "title = \"A\"\nservices = [\"api\"]"), ("pages", "title = \"A\"")]
        {
            let path = format!("content/{folder}/{name}");
            let text = if folder == "pages" { format!("+++\n{top}\n+++\n") } else { incident(top) };
            let shown = path.replace(['\u{7}', '\\'], "\u{fffd}");
            refused(|place| place.put(&path, &text), "bad-file-name", &shown);
        }
    }
}

#[test]
fn no_alias_and_no_link_climbs_out_of_the_site() {
    for alias in ["/../up", "/incidents/../../up", "../up", "/./x", "//host/x", "/a\\\\..\\\\b", "/%2e%2e/up"]
    {
        let top = format!("title = \"Up\"\nservices = [\"api\"]\naliases = [\"{alias}\"]");
        refused(put(incident(&top)), "bad-alias", &format!("{BAD}:4:12"));
    }
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    fs::write(elsewhere.path().join("secret.png"), "secret").expect("a file");
    let path = elsewhere.path().to_str().expect("UTF-8");
    let ups = "../".repeat(30);
    let images = format!("![a]({ups}{path}/secret.png) ![b]({path}/secret.png) [c]({ups}etc/passwd)");
    let text = incident("title = \"Up\"\nservices = [\"api\"]").replace("Mended.", &images);
    let place = Place::new(&[("candor.toml", CONFIG), (BAD, &text)]);
    for (file, bytes) in place.built(&[]) {
        assert!(!String::from_utf8_lossy(&bytes).contains("secret.png\""), "{file} links to it");
    }
}

#[test]
fn many_faults_in_many_files_are_all_told_in_order() {
    let place = Place::new(&[("candor.toml", CONFIG)]);
    for n in (0..40).rev() {
        let text = incident(&format!("title = \"{n}\"\nservices = [\"nope\"]\nnope = 1"));
        place.put(&format!("content/incidents/{n:02}.md"), text);
    }
    let run = place.build(&[]);
    let places: Vec<&str> =
        run.stderr.lines().filter_map(|line| line.trim_start().strip_prefix("--> ")).collect();
    let expected: Vec<String> = (0..40)
        .flat_map(|n| {
            [format!("content/incidents/{n:02}.md:3:13"), format!("content/incidents/{n:02}.md:4:1")]
        })
        .collect();
    assert_eq!(places, expected);
    assert!(run.stderr.contains("80 errors in 40 files"), "{}", cut(&run.stderr));
}
