//! Reads the head of a request: its method, its target and its host. Bodies are never looked at.

use std::io::{self, ErrorKind, Read};

use super::response::Response;

/// The longest head: browsers send one or two KiB, and cookies of other programs on `localhost` come along.
const MOST_BYTES: usize = 64 << 10;

/// The head of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    method: String,
    target: String,
    host: Option<String>,
}

impl Head {
    /// Reads a head; the inner error is the answer to one that is none.
    pub(super) fn read(from: &mut impl Read) -> io::Result<Result<Self, Response>> {
        let mut head = Vec::with_capacity(2 << 10);
        let mut buffer = [0; 2 << 10];
        let end = loop {
            // A line break may have been cut in two by the last read.
            let searched = head.len().saturating_sub(3);
            let read = from.read(&mut buffer)?;
            if read == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            head.extend_from_slice(&buffer[..read]);
            if let Some(end) = head[searched..].windows(4).position(|four| four == b"\r\n\r\n") {
                break searched + end;
            }
            if head.len() > MOST_BYTES {
                return Ok(Err(Response::text(431, "the request's headers are too long")));
            }
        };
        Ok(Self::parse(&String::from_utf8_lossy(&head[..end])).map_err(|reason| Response::text(400, reason)))
    }

    fn parse(head: &str) -> Result<Self, &'static str> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err("the request line is not `METHOD target HTTP/1.1`");
        };
        // A lone line feed in it could end a header of an answer that repeats it.
        if target.contains(char::is_control) {
            return Err("the address holds a control character");
        }
        if !version.starts_with("HTTP/1.") {
            return Err("only HTTP/1.1 is spoken here");
        }
        let mut host = None;
        for line in lines {
            let (name, value) = line.split_once(':').ok_or("a header line has no colon")?;
            if name.eq_ignore_ascii_case("host") && host.replace(value.trim().to_owned()).is_some() {
                return Err("there are two Host headers");
            }
        }
        // RFC 9112, section 3.2.
        if host.is_none() && version != "HTTP/1.0" {
            return Err("there is no Host header");
        }
        Ok(Self { method: method.to_owned(), target: target.to_owned(), host })
    }

    /// The method as it was sent.
    pub(super) fn method(&self) -> &str {
        &self.method
    }

    /// Whether only headers are wanted.
    pub(super) fn is_head(&self) -> bool {
        self.method == "HEAD"
    }

    /// The path as it was sent, and the query behind it.
    pub(super) fn target(&self) -> (&str, Option<&str>) {
        self.target.split_once('?').map_or((&self.target, None), |(path, query)| (path, Some(query)))
    }

    /// Whether the request names this machine itself, as every request that was meant for it does.
    ///
    /// A page on the internet can have its name lead to 127.0.0.1 and then read, as its own, what is served there (DNS
    /// rebinding); its requests still carry its name.
    pub(super) fn names_this_machine(&self) -> bool {
        // Only HTTP/1.0 comes without, and no browser speaks that.
        let Some(host) = &self.host else { return true };
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((name, _)) => name,
            None => host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name),
        };
        name.eq_ignore_ascii_case("localhost")
            || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(lines: &str) -> Result<Head, &'static str> {
        Head::parse(lines)
    }

    #[test]
    fn only_this_machines_names_are_taken() {
        let local = |host: &str| {
            head(&format!("GET / HTTP/1.1\r\nhost: {host}")).is_ok_and(|head| head.names_this_machine())
        };
        for host in
            ["localhost", "localhost:4000", "LocalHost", "127.0.0.1:80", "127.3.2.1", "[::1]:4000", "[::1]"]
        {
            assert!(local(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:4000",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "",
            "[::2]:1",
        ] {
            assert!(!local(host), "{host}");
        }
    }

    #[test]
    fn heads_that_are_none_are_refused() {
        for bad in [
            "",
            "GET /",
            "GET / a HTTP/1.1\r\nhost: a",
            "GET / HTTP/2\r\nhost: a",
            "GET / HTTP/1.1",
            "GET /a\nb: c HTTP/1.1\r\nhost: a",
        ] {
            assert!(head(bad).is_err(), "{bad}");
        }
        assert!(head("GET / HTTP/1.1\r\nHost: a\r\nHost: b").is_err());
        assert!(head("GET / HTTP/1.0").is_ok());
    }

    #[test]
    fn a_head_may_come_byte_by_byte() {
        struct Slow(&'static [u8]);
        impl Read for Slow {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
                buffer[0] = *first;
                self.0 = rest;
                Ok(1)
            }
        }
        let read = Head::read(&mut Slow(b"GET /a?b HTTP/1.1\r\nHost: x\r\n\r\nbody")).expect("read");
        assert_eq!(read.ok().as_ref().map(Head::target), Some(("/a", Some("b"))));
        assert!(Head::read(&mut Slow(b"GET /a HTTP/1.1\r\nHo")).is_err());
    }
}
