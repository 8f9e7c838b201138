//! `candor serve` as a writer has it: what a browser gets is what a build would write, and an edit is on the page soon.
#![expect(clippy::disallowed_methods, reason = "the program is tried on real folders")]

#[path = "support/golden.rs"]
#[allow(dead_code, reason = "only the reading of folders is used here")]
mod golden;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const NOW: &str = "2026-11-20T14:30:00Z";
const BASE: &str = "https://status.example.com/";

/// A site in a folder that is gone afterwards.
struct Site(TempDir);

impl Site {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// The project's own demo site.
    fn demo() -> Self {
        let (site, demo) = (Self::new(), Path::new(env!("CARGO_MANIFEST_DIR")));
        fs::copy(demo.join("candor.toml"), site.path("candor.toml")).expect("copied");
        for part in ["content", "static"] {
            for (path, bytes) in golden::files(&demo.join(part)) {
                site.write(&format!("{part}/{path}"), bytes);
            }
        }
        site
    }

    /// A site with a theme of its own, and one incident.
    fn themed() -> Self {
        let site = Self::new();
        site.write(
            "candor.toml",
            "title = \"T\"\nbase_url = \"https://status.example.com/\"\ntheme = \"own\"\n\n\
             [[services]]\nid = \"api\"\nname = \"API\"\n",
        );
        site.write("themes/own/theme.toml", "description = \"Own\"\n");
        site.incident("first", "First");
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let to = self.path(path);
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::write(to, text).expect("written");
    }

    fn incident(&self, slug: &str, title: &str) {
        let text = format!(
            "+++\ntitle = \"{title}\"\nservices = [\"api\"]\n[[updates]]\nat = 2026-11-19T10:00:00Z\n\
             state = \"resolved\"\ntext = \"Mended.\"\n+++\n"
        );
        self.write(&format!("content/incidents/{slug}.md"), text);
    }

    fn candor(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
        command.args(arguments).current_dir(self.0.path()).env_clear();
        command
    }

    fn serve(&self) -> Serving {
        let mut command = self.candor(&["serve", "--port", "0", "--now", NOW, "--base-url", BASE]);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("started");
        let mut said = BufReader::new(child.stderr.take().expect("piped"));
        let port = loop {
            let mut line = String::new();
            assert_ne!(said.read_line(&mut line).expect("text"), 0, "it ended");
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                break rest.split('/').next().and_then(|port| port.parse().ok()).expect("a port");
            }
        };
        thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Serving { child, port }
    }
}

/// A running server.
struct Serving {
    child: Child,
    port: u16,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    /// The status and the body.
    fn ask(&self, target: &str) -> (u16, Vec<u8>) {
        let (head, body) = self.whole(target);
        (head[9..12].parse().expect("a status"), body)
    }

    /// The head and the body.
    fn whole(&self, target: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a timeout");
        let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let body = bytes.split_off(end + 4);
        (String::from_utf8(bytes).expect("a head of text"), body)
    }

    fn page(&self, target: &str) -> String {
        let (status, body) = self.ask(target);
        assert_eq!(status, 200, "{target}");
        String::from_utf8(body).expect("UTF-8")
    }

    fn news(&self) -> Value {
        serde_json::from_slice(&self.ask("/__candor/events").1).expect("JSON")
    }

    /// Waits until `what` holds.
    fn soon(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !holds(self) {
            assert!(started.elapsed() < Duration::from_secs(30), "never: {what}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn problems(&self) -> String {
        self.news()["problems"]["text"].as_str().unwrap_or_default().to_owned()
    }
}

/// A page without the script that the server puts into it.
fn without_script(page: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(page) else { return page.to_vec() };
    let Some(start) = text.find("<script src=\"/__candor/live.js\"") else { return page.to_vec() };
    let end = text[start..].find("</script>\n").map_or(text.len(), |at| start + at + "</script>\n".len());
    [&text[..start], &text[end..]].concat().into_bytes()
}

#[test]
fn every_file_is_what_a_build_writes() {
    let site = Site::demo();
    let serving = site.serve();
    // An edit, so that what is compared was not all read and planned at the start.
    let path = "content/incidents/edited-now.md";
    site.write(
        path,
        "+++\ntitle = \"Edited\"\nservices = [\"api\"]\n[[updates]]\nat = 2026-11-19T10:00:00Z\n\
         state = \"resolved\"\ntext = \"Done.\"\n+++\n",
    );
    serving.soon("the new page", |serving| serving.ask("/incidents/edited-now/").0 == 200);
    let run =
        site.candor(&["build", "--now", NOW, "--base-url", BASE, "--no-cache"]).output().expect("built");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let built = golden::files(&site.path("public"));
    assert!(built.len() > 300, "{} files", built.len());
    // The server keeps files like `.candor` to itself: they are no part of the site.
    let public = built.iter().filter(|(path, _)| !path.starts_with(".candor"));
    for (path, bytes) in public {
        let (status, served) = serving.ask(&format!("/{path}"));
        assert_eq!(status, 200, "{path}");
        assert!(without_script(&served) == *bytes, "{path} differs");
    }
    let (head, _) = serving.whole("/api/v2/incidents.json");
    let link = head.lines().find_map(|line| line.strip_prefix("Link: ")).expect("a link to the history");
    let headers = site.path("public/_headers");
    let headers = fs::read_to_string(headers).expect("read");
    assert!(headers.contains(&format!("\n/api/v2/incidents.json\n  Link: {link}\n")), "{link} in {headers}");
    assert!(!serving.whole("/api/v2/incidents/page/1.json").0.contains("Link: "), "its body has the links");
}

#[test]
fn an_edit_is_on_the_page_and_mistakes_leave_the_last_good_site() {
    let site = Site::demo();
    site.incident("mine", "Before");
    let serving = site.serve();
    assert!(serving.page("/incidents/mine/").contains("Before"));
    let first = serving.news()["site"].clone();

    site.incident("mine", "After");
    serving.soon("the edit", |serving| serving.page("/incidents/mine/").contains("After"));
    assert_ne!(serving.news()["site"], first, "open pages reload");
    assert!(serving.page("/feed.atom").contains("After"), "and so does everything else");

    let good = serving.news()["site"].clone();
    site.write("content/incidents/mine.md", "+++\ntitle = \"Broken\"\nservices = [\"nothing\"]\n+++\n");
    serving.soon("the report", |serving| serving.problems().contains("mine.md"));
    assert_eq!(serving.news()["site"], good);
    assert!(serving.page("/incidents/mine/").contains("After"), "the last good site is behind it");

    site.incident("mine", "After");
    serving.soon("no report", |serving| serving.news()["problems"].is_null());
    assert_eq!(serving.news()["site"], good, "what is as it was is not loaded again");

    fs::remove_file(site.path("content/incidents/mine.md")).expect("removed");
    serving.soon("its end", |serving| serving.ask("/incidents/mine/").0 == 404);
}

#[test]
fn faults_of_templates_are_found_on_pages_that_nobody_asked_for() {
    let site = Site::themed();
    let template = "{% extends \"default/incident.html\" %}\n";
    site.write("themes/own/templates/incident.html", template);
    // More than a sample of incidents, all of one kind.
    for n in 0..12 {
        site.incident(&format!("n-{n}"), &format!("Number {n}"));
    }
    let serving = site.serve();
    assert!(serving.page("/incidents/n-3/").contains("Number 3"));
    assert_eq!(serving.problems(), "");

    let everywhere =
        "{% extends \"default/incident.html\" %}\n{% block content %}{{ absent.field }}{% endblock %}\n";
    site.write("themes/own/templates/incident.html", everywhere);
    serving.soon("the fault on every page", |serving| serving.problems().contains("incident.html"));
    assert!(serving.page("/incidents/n-3/").contains("Number 3"), "the last good site is behind it");

    site.write("themes/own/templates/incident.html", template);
    serving.soon("no report", |serving| serving.problems().is_empty());

    let on_one = "{% extends \"default/incident.html\" %}\n\
                  {% block content %}{% if title == \"Number 3\" %}{{ absent.field }}{% endif %}\
                  {{ super() }}{% endblock %}\n";
    site.write("themes/own/templates/incident.html", on_one);
    serving.soon("the fault on one page", |serving| serving.problems().contains("incident.html"));
    serving.soon("the last good site", |serving| serving.ask("/incidents/n-3/").0 == 200);
}

#[test]
fn a_theme_that_never_worked_is_a_report() {
    let site = Site::themed();
    site.write("themes/own/templates/history.html", "{{ absent.field }}\n");
    let serving = site.serve();
    serving.soon("the report", |serving| serving.problems().contains("history.html"));
    assert_eq!(serving.ask("/").0, 503);
    site.write("themes/own/templates/history.html", "{% extends \"default/history.html\" %}\n");
    serving.soon("the site", |serving| serving.ask("/history/").0 == 200);
}
