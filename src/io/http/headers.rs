//! What `_headers` says of one file: the header `Link`, which a program may need to find its way.
//!
//! The other headers in it are for a host's caches and for pages elsewhere, and would only be in the way of a preview.

/// The `Link` that `headers` gives to exactly `path`, a path from the host's root; patterns are not looked at.
pub(super) fn link(headers: &str, path: &str) -> Option<String> {
    let of_path = headers.lines().skip_while(|line| *line != path).skip(1);
    let mut own =
        of_path.take_while(|line| line.starts_with([' ', '\t'])).filter_map(|line| line.split_once(':'));
    let (_, value) = own.find(|(name, _)| name.trim().eq_ignore_ascii_case("link"))?;
    // A control character could end the header and begin another.
    Some(value.trim().to_owned()).filter(|value| !value.contains(char::is_control))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_link_of_the_very_path_counts() {
        let headers = "/*\n  Link: </all>; rel=\"up\"\n/s/a.json\n  X: y\n  link: </s/b>; rel=\"prev\"\n/s/c\n  Link: </d>\r\n";
        assert_eq!(link(headers, "/s/a.json").as_deref(), Some("</s/b>; rel=\"prev\""));
        assert_eq!(link(headers, "/s/c").as_deref(), Some("</d>"));
        assert_eq!(link(headers, "/s/b"), None);
        assert_eq!(link("/a\n  X: y\n/b\n  Link: </c>\n", "/a"), None);
        assert_eq!(link("/a\n  Link: </c>\rX: y\n", "/a"), None);
    }
}
