//! The web server of `serve`, asked over real connections.
#![expect(clippy::disallowed_methods, reason = "tests measure how long an answer takes")]

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use candor::io::http::{Problems, Server, State};
use candor::tree::{RelPath, Tree};
use serde_json::Value;

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

struct Running {
    address: SocketAddr,
    state: Arc<State>,
}

struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

impl Running {
    /// A server that runs as long as this program does.
    fn new(base: &str) -> Self {
        let state = Arc::new(State::new(base));
        let server = Server::bind(LOOPBACK, 0).expect("a free port");
        let address = server.address();
        let shared = Arc::clone(&state);
        thread::spawn(move || server.run(&shared));
        Self { address, state }
    }

    fn with_site(base: &str) -> Self {
        let running = Self::new(base);
        running.state.publish(Arc::new(site("first")), Some(path("404.html")), None);
        running
    }

    /// Sends `request` as it is and reads to the end.
    fn raw(&self, request: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(self.address).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        stream.write_all(request).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(k, v)| (k.to_owned(), v.to_owned()));
        Reply { status: status.expect("a status"), headers: headers.collect(), body: body.to_owned() }
    }

    fn ask(&self, method: &str, target: &str, host: &str) -> Reply {
        self.raw(format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
    }

    fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, &self.address.to_string())
    }

    fn news(&self, seen: &str) -> Value {
        self.get(&format!("{}__candor/events?version={seen}", self.state.base())).json()
    }
}

fn path(path: &str) -> RelPath {
    RelPath::new(path).expect("a path")
}

fn site(word: &str) -> Tree {
    let page = |text: &str| format!("<!doctype html><html><body><p>{text}</p></body></html>");
    let files = [
        ("index.html", page(word)),
        ("incidents/a b/index.html", page("incident")),
        ("404.html", page("nothing here")),
        ("feed.rss", "<rss/>".to_owned()),
        ("api/v2/status.json", "{}".to_owned()),
        ("api/v2/incidents.json", "{}".to_owned()),
        (
            "_headers",
            "/s/api/*\n  Link: </s/no>\n/s/api/v2/incidents.json\n  Link: </s/a>; rel=\"prev\"\n".to_owned(),
        ),
        ("ü.txt", "u".to_owned()),
    ];
    files.into_iter().map(|(name, text)| (path(name), text.into_bytes().into())).collect()
}

fn problems(text: &str) -> Problems {
    Problems { errors: 1, warnings: 0, text: text.to_owned() }
}

#[test]
fn a_document_of_an_api_has_the_link_that_headers_give_to_it() {
    let server = Running::with_site("/s/");
    assert_eq!(server.get("/s/api/v2/incidents.json").header("link"), Some("</s/a>; rel=\"prev\""));
    assert_eq!(server.get("/s/api/v2/status.json").header("link"), None);
    assert_eq!(server.get("/s/feed.rss").header("link"), None);
    let elsewhere = Running::with_site("/");
    assert_eq!(elsewhere.get("/api/v2/incidents.json").header("link"), None);
}

#[test]
fn serves_pages_and_files_with_their_kinds() {
    let server = Running::with_site("/");
    let home = server.get("/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.header("cache-control"), Some("no-store"));
    assert_eq!(home.header("x-content-type-options"), Some("nosniff"));
    assert!(home.body.contains("<p>first</p><script src=\"/__candor/live.js\""), "{}", home.body);
    let feed = server.get("/feed.rss?x=1");
    assert_eq!(feed.header("content-type"), Some("application/rss+xml; charset=utf-8"));
    assert_eq!(feed.body, "<rss/>", "only pages get the script");
    assert_eq!(server.get("/%C3%BC.txt").body, "u");
    assert_eq!(server.get("/incidents/a%20b/").status, 200);
}

#[test]
fn folders_get_their_slash() {
    let server = Running::with_site("/");
    let reply = server.get("/incidents/a%20b?x=1");
    assert_eq!((reply.status, reply.header("location")), (307, Some("/incidents/a%20b/?x=1")));
    assert_eq!(server.get("/incidents/").status, 404, "a folder without a page of its own");
}

#[test]
fn nothing_outside_the_site_can_be_named() {
    let server = Running::with_site("/");
    for target in [
        "/../../etc/hostname",
        "/../../../../../../../../etc/hostname",
        "/%2e%2e/%2e%2e/etc/hostname",
        "/%2e%2e%2f%2e%2e%2fetc/hostname",
        "/..%5c..%5cetc/hostname",
        "/incidents/../index.html",
        "/./index.html",
        "/%00",
        "/index.html%00",
        "/%ff",
        "/%zz",
        "/%",
        "index.html",
        "*",
        "http://127.0.0.1/",
    ] {
        assert_eq!(server.get(target).status, 400, "{target}");
    }
    for target in ["//", "//etc/hostname", "//evil.example/", "/a//b", "/etc/hostname", "/index.html/"] {
        let reply = server.get(target);
        assert_eq!((reply.status, reply.header("location")), (404, None), "{target}");
    }
}

#[test]
fn what_is_not_there_is_the_sites_own_404() {
    let server = Running::with_site("/");
    let reply = server.get("/absent/");
    assert_eq!(reply.status, 404);
    assert!(reply.body.contains("nothing here") && reply.body.contains("live.js"), "{}", reply.body);
    server.state.publish(Arc::new(Tree::new()), None, None);
    assert_eq!(server.get("/").status, 404, "a site without pages");
}

#[test]
fn head_is_get_without_its_body() {
    let server = Running::with_site("/");
    let (get, head) = (server.get("/"), server.ask("HEAD", "/", "localhost"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.headers, get.headers);
    assert_eq!(get.header("content-length"), Some(get.body.len().to_string().as_str()));
}

#[test]
fn other_methods_are_refused() {
    let server = Running::with_site("/");
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "get"] {
        let reply = server.ask(method, "/", "localhost");
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let mut request = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n".to_vec();
    request.extend(vec![b'x'; 100_000]);
    assert_eq!(server.raw(&request).status, 405, "also with a body that nobody reads");
}

#[test]
fn requests_that_are_none_are_refused() {
    let server = Running::with_site("/");
    assert_eq!(server.raw(b"hello\r\n\r\n").status, 400);
    assert_eq!(server.raw(b"GET / HTTP/1.1\r\n\r\n").status, 400, "no Host");
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(80_000));
    assert_eq!(server.raw(long.as_bytes()).status, 431);
}

#[test]
fn only_this_machine_is_answered() {
    let server = Running::with_site("/");
    for host in ["evil.example", "localhost.evil.example", "192.168.0.1:80"] {
        let reply = server.ask("GET", "/", host);
        assert_eq!(reply.status, 421, "{host}");
        assert!(!reply.body.contains("first"));
        assert_eq!(server.ask("GET", "/__candor/events", host).status, 421, "{host}");
    }
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80"] {
        assert_eq!(server.ask("GET", "/", host).status, 200, "{host}");
    }
}

#[test]
fn a_site_below_a_path_is_served_there() {
    for base in ["/status/", "/status", "status"] {
        let server = Running::with_site(base);
        assert_eq!(server.state.base(), "/status/");
        for outside in ["/", "/status"] {
            let reply = server.get(outside);
            assert_eq!((reply.status, reply.header("location")), (307, Some("/status/")), "{outside}");
        }
        let home = server.get("/status/");
        assert!(home.body.contains("<script src=\"/status/__candor/live.js\""), "{}", home.body);
        assert_eq!(server.get("/status/__candor/live.js").status, 200);
        let reply = server.get("/status/incidents/a%20b");
        assert_eq!(reply.header("location"), Some("/status/incidents/a%20b/"));
        for other in ["/feed.rss", "/statusfeed.rss", "/__candor/live.js"] {
            assert_eq!(server.get(other).status, 404, "{other}");
        }
    }
}

#[test]
fn the_address_to_open_has_the_base_path() {
    let server = Server::bind(LOOPBACK, 0).expect("a free port");
    let port = server.address().port();
    assert_eq!(server.local_url(&State::new("/status/")), format!("http://127.0.0.1:{port}/status/"));
    let everywhere = Server::bind(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0).expect("a free port");
    let port = everywhere.address().port();
    assert_eq!(everywhere.local_url(&State::new("/")), format!("http://127.0.0.1:{port}/"));
}

#[test]
fn a_port_in_use_is_named_with_the_way_out() {
    let first = Server::bind(LOOPBACK, 0).expect("a free port");
    let port = first.address().port();
    let fault = Server::bind(LOOPBACK, port).expect_err("it is taken");
    assert_eq!(
        fault.to_string(),
        format!("cannot serve on 127.0.0.1:{port}: another program uses port {port}")
    );
    assert!(fault.help_text().is_some_and(|help| help.contains("--port 0")));
}

#[test]
fn the_pages_script_and_style_are_served_and_allowed_by_a_strict_policy() {
    let server = Running::with_site("/");
    let script = server.get("/__candor/live.js");
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    for forbidden in ["eval(", "innerHTML", ".style.", "Function(", "cssText"] {
        assert!(!script.body.contains(forbidden), "{forbidden}");
    }
    assert_eq!(server.get("/__candor/live.css").header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(server.get("/__candor/other").status, 404);
}

#[test]
fn without_a_site_the_report_is_the_page() {
    let server = Running::new("/");
    let waiting = server.get("/any/page/");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("The site is being built"), "{}", waiting.body);
    server.state.report(problems("error: <script>alert(1)</script>"));
    let reply = server.get("/any/page/");
    assert_eq!(reply.status, 503);
    assert!(reply.body.contains("The site cannot be built: 1 error"), "{}", reply.body);
    assert!(reply.body.contains("error: &lt;script&gt;alert(1)&lt;/script&gt;"), "{}", reply.body);
    let policy = reply.header("content-security-policy").expect("a policy");
    assert!(policy.contains("script-src 'self'"), "{policy}");
    let version = server.news("")["version"].as_str().expect("a version").to_owned();
    assert!(reply.body.contains(&format!("data-version=\"\" data-report=\"{version}\"")), "{}", reply.body);
    server.state.publish(Arc::new(site("mended")), None, None);
    assert!(server.get("/").body.contains("mended"));
}

#[test]
fn problems_leave_the_last_good_site_and_are_told() {
    let server = Running::new("/");
    let good = Arc::new(site("first"));
    server.state.publish(Arc::<Tree>::clone(&good), Some(path("404.html")), None);
    let first = server.news("");
    assert_eq!(first["problems"], Value::Null);
    server.state.report(problems("a < b"));
    let broken = server.news(first["version"].as_str().expect("a version"));
    assert_eq!(broken["site"], first["site"], "the site is the same");
    assert_eq!(broken["problems"]["errors"], 1);
    assert_eq!(broken["problems"]["title"], "1 error");
    assert_eq!(broken["problems"]["text"], "a < b");
    assert!(server.get("/").body.contains("first"));

    server.state.publish(good, Some(path("404.html")), None);
    let mended = server.news(broken["version"].as_str().expect("a version"));
    assert_eq!(mended["site"], first["site"], "the same files need no reload");
    assert_eq!(mended["problems"], Value::Null);
    server.state.publish(Arc::new(site("second")), Some(path("404.html")), None);
    let other = server.news("");
    assert_ne!(other["site"], first["site"]);
    assert!(server.get("/").body.contains(&format!("data-version={}", other["site"])));
}

#[test]
fn another_run_of_the_server_has_other_versions() {
    let (one, two) = (Running::with_site("/"), Running::with_site("/"));
    assert_ne!(one.news("")["site"], two.news("")["site"]);
}

#[test]
fn whoever_waits_is_woken_by_a_change() {
    let server = Running::with_site("/");
    let seen = server.news("")["version"].as_str().expect("a version").to_owned();
    thread::scope(|scope| {
        let started = Instant::now();
        let waiting = scope.spawn(|| server.news(&seen));
        thread::sleep(Duration::from_millis(300));
        assert!(!waiting.is_finished(), "nothing has changed yet");
        server.state.publish(Arc::new(site("second")), None, None);
        let news = waiting.join().expect("an answer");
        assert_ne!(news["version"], seen.as_str());
        assert!(started.elapsed() < Duration::from_secs(15), "by the change, not by the end of patience");
    });
}

#[test]
fn many_waiting_tabs_hold_up_no_page() {
    let server = Running::with_site("/");
    let seen = server.news("")["version"].as_str().expect("a version").to_owned();
    thread::scope(|scope| {
        let tabs: Vec<_> = (0..40).map(|_| scope.spawn(|| server.news(&seen))).collect();
        let started = Instant::now();
        while tabs.iter().filter(|tab| tab.is_finished()).count() < 8 {
            assert!(
                started.elapsed() < Duration::from_secs(15),
                "the eight that waited longest are sent away"
            );
            thread::sleep(Duration::from_millis(20));
        }
        for _ in 0..20 {
            assert_eq!(server.get("/").status, 200);
        }
        assert!(started.elapsed() < Duration::from_secs(15), "pages do not wait for tabs");
        server.state.publish(Arc::new(site("second")), None, None);
        let news: Vec<_> = tabs.into_iter().map(|tab| tab.join().expect("an answer")).collect();
        let sent_away = news.iter().filter(|news| news["retry"] != 0).count();
        assert_eq!(sent_away, 8);
        assert!(news.iter().filter(|news| news["retry"] == 0).all(|news| news["version"] != seen.as_str()));
    });
}

#[test]
fn connections_that_say_nothing_hold_up_no_page() {
    let server = Running::with_site("/");
    let idle: Vec<_> = (0..20).map(|_| TcpStream::connect(server.address).expect("connected")).collect();
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| assert_eq!(server.get("/").status, 200));
        }
    });
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    drop(idle);
}
