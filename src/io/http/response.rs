//! An answer and how it is written.

use std::io::{self, Write};
use std::sync::Arc;

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Response {
    status: u16,
    kind: String,
    location: Option<String>,
    link: Option<String>,
    /// Whether the page is the server's own rather than the site's.
    own_page: bool,
    body: Arc<[u8]>,
}

impl Response {
    /// Bytes of the content type `kind`.
    pub(super) fn new(status: u16, kind: impl Into<String>, body: impl Into<Arc<[u8]>>) -> Self {
        Self { status, kind: kind.into(), location: None, link: None, own_page: false, body: body.into() }
    }

    /// One line of text for whoever asked.
    pub(super) fn text(status: u16, line: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{line}\n").into_bytes())
    }

    /// A page of the server's own.
    pub(super) fn page(status: u16, html: String) -> Self {
        Self { own_page: true, ..Self::new(status, "text/html; charset=utf-8", html.into_bytes()) }
    }

    /// Sends the browser to `location`, a path that is percent-encoded already.
    ///
    /// Always for now, not for good: which site is served on this port changes from day to day.
    pub(super) fn redirect(location: String) -> Self {
        Self { location: Some(location), ..Self::text(307, "see the Location header") }
    }

    /// The same with the header `Link`, if there is one to send: without control characters.
    pub(super) fn with_link(self, link: Option<String>) -> Self {
        Self { link, ..self }
    }

    /// Writes the answer; the connection ends with it.
    pub(super) fn write(&self, to: &mut impl Write, with_body: bool) -> io::Result<()> {
        let mut head = format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nConnection: close\r\n",
            self.status,
            reason(self.status),
            self.kind,
            self.body.len()
        );
        if self.own_page {
            head.push_str("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'\r\n");
        }
        if self.status == 405 {
            head.push_str("Allow: GET, HEAD\r\n");
        }
        if let Some(location) = &self.location {
            head.extend(["Location: ", location, "\r\n"]);
        }
        if let Some(link) = &self.link {
            head.extend(["Link: ", link, "\r\n"]);
        }
        head.push_str("\r\n");
        to.write_all(head.as_bytes())?;
        if with_body { to.write_all(&self.body) } else { Ok(()) }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        307 => "Temporary Redirect",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}
