//! Makes style sheets and scripts smaller without understanding them: only what can have no meaning goes.

/// Leaves out comments and white space that separates nothing. Strings stay as they are.
pub(super) fn css(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
            // A comment separates like nothing (`a/**/b` is two words), so a space stands in for it.
            space(&mut out);
        } else if first == '"' || first == '\'' {
            let end = string_end(rest, first);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if first.is_ascii_whitespace() {
            rest = rest.trim_ascii_start();
            space(&mut out);
        } else {
            push(&mut out, first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Characters after which white space means nothing. Before `:` it is the descendant combinator; around `+`, `-` and `*`
/// a calculation needs it.
fn space(out: &mut String) {
    if out.chars().next_back().is_some_and(|last| !matches!(last, ' ' | '{' | '}' | ';' | ',' | ':' | '>')) {
        out.push(' ');
    }
}

/// Appends `c`, without the space before it where that means nothing, and without a `;` that ends a block.
fn push(out: &mut String, c: char) {
    if matches!(c, '{' | '}' | ';' | ',' | '>') && out.ends_with(' ') {
        out.pop();
    }
    if c == '}' && out.ends_with(';') {
        out.pop();
    }
    out.push(c);
}

/// Where the string that `text` begins with ends, its quotation marks included.
fn string_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Leaves out lines that hold only a `//` comment, empty lines and indentation. A script keeps its lines, so that it
/// means the same; a template literal over several lines would not, and no script of a theme may have one.
pub(super) fn js(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_keeps_its_meaning() {
        let cases = [
            ("/* c */\na , b > c {\n  color : red ;\n}\n", "a,b>c{color :red}"),
            ("a :hover { margin: calc(1px + 2px) }", "a :hover{margin:calc(1px + 2px)}"),
            ("a::after { content: \" ; /* } \\\" \" }", "a::after{content:\" ; /* } \\\" \"}"),
            ("@media (width > 3em) and (hover) { a { b: c; } }", "@media (width>3em) and (hover){a{b:c}}"),
            ("a/**/b { font: 1px / 2 \"x y\" , serif }", "a b{font:1px / 2 \"x y\",serif}"),
            ("a { b: url(x); c: 'open", "a{b:url(x);c:'open"),
            ("", ""),
        ];
        for (source, small) in cases {
            assert_eq!(css(source), small);
        }
    }

    #[test]
    fn a_script_loses_comments_and_indentation() {
        assert_eq!(js("// a\nif (b) {\n  c(\"// d\");\n\n}\n"), "if (b) {\nc(\"// d\");\n}");
    }
}
