//! Which addresses may stand in a link. Looks at the address alone, never at files.

/// The schemes that a link may have. All others (`javascript:`, `data:`, `file:`, …) are refused.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// What an address turned out to be.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Address {
    /// Empty.
    Empty,
    /// With a scheme that is not safe; the scheme.
    Unsafe(String),
    /// With a safe scheme, but not a whole address.
    Incomplete,
    /// An address with a safe scheme.
    Absolute(String),
    /// A path, a query or a fragment.
    Relative(String),
}

/// Judges a destination, entities decoded.
///
/// Browsers drop control characters and some white space before they look at a scheme, so both are dropped here first.
pub(super) fn judge(destination: &str) -> Address {
    let clean: String = destination.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim();
    if clean.is_empty() {
        return Address::Empty;
    }
    let clean = if clean.starts_with("//") { format!("https:{clean}") } else { clean.to_owned() };
    match scheme(&clean) {
        None => Address::Relative(clean),
        Some(scheme) if !SCHEMES.contains(&scheme.as_str()) => Address::Unsafe(scheme),
        Some(scheme) => {
            let Some(rest) = clean.get(scheme.len() + 1..) else { return Address::Unsafe(scheme) };
            let whole = match scheme.as_str() {
                "http" | "https" => rest.strip_prefix("//").is_some_and(is_host),
                _ => clean.as_bytes()[scheme.len()] == b':' && !rest.trim().is_empty(),
            };
            if whole { Address::Absolute(clean) } else { Address::Incomplete }
        }
    }
}

/// The scheme in lower case, white space left out; `None` when the colon is not a scheme's (RFC 3986, section 3.1).
fn scheme(address: &str) -> Option<String> {
    let end = address.find([':', '/', '?', '#', '\\'])?;
    if !address[end..].starts_with(':') {
        return None;
    }
    let scheme: String =
        address[..end].chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then_some(scheme)
}

/// Whether `rest`, what follows `https://`, begins with a host: a name or an IP address, maybe with a port.
///
/// A user's name or password in an address is refused: a public page is no place for it, and it is how an address is
/// made to look like another one.
fn is_host(rest: &str) -> bool {
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let host = &rest[..end];
    if let Some(inner) = host.strip_prefix('[') {
        let Some((ip, port)) = inner.split_once(']') else { return false };
        return ip.parse::<std::net::Ipv6Addr>().is_ok() && (port.is_empty() || is_port(port));
    }
    let (name, port) = host.find(':').map_or((host, ""), |at| host.split_at(at));
    let last = name.trim_end_matches('.').rsplit('.').next().unwrap_or("");
    let numeric = last.starts_with(|c: char| c.is_ascii_digit()) && last.chars().all(|c| c.is_ascii_digit());
    name.starts_with(char::is_alphanumeric)
        && !name.contains("..")
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
        && (!numeric || name.parse::<std::net::Ipv4Addr>().is_ok())
        && (port.is_empty() || is_port(port))
}

/// Whether `port` is `:` and a port's number, or `:` alone.
fn is_port(port: &str) -> bool {
    port.strip_prefix(':').is_some_and(|number| {
        number.bytes().all(|b| b.is_ascii_digit()) && (number.is_empty() || number.parse::<u16>().is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_unsafe_schemes_however_they_are_written() {
        for written in
            ["javascript:x", "JaVaScRiPt:x", " java\tscript:x", "java\nscript :x", "\u{1}javascript:x"]
        {
            assert_eq!(judge(written), Address::Unsafe("javascript".into()), "{written:?}");
        }
        assert_eq!(judge("data:text/html,x"), Address::Unsafe("data".into()));
        assert_eq!(judge("x-app:y"), Address::Unsafe("x-app".into()));
    }

    #[test]
    fn takes_a_colon_in_a_path_for_what_it_is() {
        for written in ["10:30.md", "a/b:c", "?a:b", "#a:b", "über:x"] {
            assert_eq!(judge(written), Address::Relative(written.into()));
        }
    }

    #[test]
    fn wants_a_host_behind_http() {
        let whole =
            ["http://a", "https://a.example:8080/x", "https://1.2.3.4", "http://[::1]/", "https://ä.example"];
        for written in whole.into_iter().chain(["HTTPS://A.example", "mailto:a@b", "tel:+1 2"]) {
            assert_eq!(judge(written), Address::Absolute(written.into()));
        }
        let torn =
            ["http:", "http://", "https:///x", "http:a", "https://a b/", "https://a:x", "https://1.2.3"];
        for written in torn.into_iter().chain([
            "https://a:70000",
            "http://[x]",
            "mailto:",
            "https://<b>",
            "https://u:p@a/",
        ]) {
            assert_eq!(judge(written), Address::Incomplete, "{written}");
        }
        assert_eq!(judge("//a.example/x"), Address::Absolute("https://a.example/x".into()));
        assert_eq!(judge(" \n "), Address::Empty);
    }
}
