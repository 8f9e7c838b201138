//! `[brand]` of candor.toml → a checked [`Brand`]: colours that can be read, pictures that are there.
//!
//! A colour that is hard to read is used all the same, with a warning that names the nearest one that is not: whose
//! colour it is knows best, and the page must go out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::keys::brand as key;
use super::statics;
use crate::color::{AA_TEXT, Color};
use crate::diagnostics::Code;
use crate::fragment::Fragment;
use crate::model::{Brand, Logo};
use crate::syntax::markdown::{self, ImageTarget, LinkTarget, SiteLink, Targets};
use crate::syntax::toml::{Item, Reader, Table};
use crate::tree::{RelPath, Tree};

/// What links stand on in the default theme (`--paper` and `--raised` of its base.css), light and dark.
pub const LIGHT_GROUNDS: &[Color] = &[Color::rgb(0xf7, 0xf7, 0xf5), Color::WHITE];
/// The same on dark pages.
pub const DARK_GROUNDS: &[Color] = &[Color::rgb(0x11, 0x14, 0x17), Color::rgb(0x1a, 0x1e, 0x22)];

const BLACK: Color = Color::rgb(0, 0, 0);

/// Reads the table; what cannot be used is reported and left out. Links into the site go to `links`.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    table: &Table<'_, 'a>,
    tree: &Tree,
    links: &mut Vec<SiteLink>,
) -> Brand {
    reader.only(table, "[brand]", key::ALL);
    let color = table.get(&key::COLOR).and_then(|item| color(reader, &item));
    if let Some((color, item)) = &color {
        check(reader, *color, item, "light", LIGHT_GROUNDS, BLACK);
    }
    let dark = table.get(&key::DARK_COLOR).and_then(|item| self::color(reader, &item));
    if let Some((color, item)) = &dark {
        check(reader, *color, item, "dark", DARK_GROUNDS, Color::WHITE);
    }
    let color = color.map(|(color, _)| color);
    // Without a colour for dark pages, the nearest lighter one that can be read there.
    let lighter = || color.and_then(|color| color.towards(Color::WHITE, AA_TEXT, DARK_GROUNDS));
    Brand {
        color,
        dark_color: dark.map(|(color, _)| color).or_else(lighter),
        logo: table.get(&key::LOGO).and_then(|item| logo(reader, &item, tree)),
        favicon: table.get(&key::FAVICON).and_then(|item| file(reader, &item, tree)).map(|(_, path)| path),
        footer: table.get(&key::FOOTER).map_or_else(Fragment::new, |item| footer(reader, &item, links)),
    }
}

fn color<'t, 'a>(reader: &mut Reader<'a>, item: &Item<'t, 'a>) -> Option<(Color, Item<'t, 'a>)> {
    let text = reader.text(item)?;
    let color = Color::parse(text.trim());
    if color.is_none() {
        let fault = reader.fault(Code::BadColor, item.span(), format!("`{text}` is not a colour"));
        reader.report(fault.help(format!("write it as `{} = \"#0b5fff\"`", item.name())));
    }
    Some((color?, *item))
}

/// Warns of a colour that is hard to read, and names the nearest one on the way to `end` that is not.
fn check(
    reader: &mut Reader<'_>,
    color: Color,
    item: &Item<'_, '_>,
    scheme: &str,
    grounds: &[Color],
    end: Color,
) {
    let contrast = color.least_contrast(grounds);
    if contrast >= AA_TEXT {
        return;
    }
    // Cut off, not rounded: 4.499 must not read as 4.5.
    let shown = (contrast * 100.0).floor() / 100.0;
    let message = format!(
        "`{color}` is hard to read on {scheme} pages: its contrast is {shown:.2} to 1, and text needs {AA_TEXT} to 1"
    );
    let fault = reader.fault(Code::LowContrast, item.span(), message);
    let better = color.towards(end, AA_TEXT, grounds).unwrap_or(end);
    reader.report(fault.help(format!("write `{} = \"{better}\"`, the nearest that passes", item.name())));
}

/// A file of static/ that a path from the site's root names.
fn file<'t>(reader: &mut Reader<'_>, item: &Item<'_, '_>, tree: &'t Tree) -> Option<(&'t [u8], String)> {
    let text = reader.text(item)?.trim();
    let path = text.strip_prefix('/').unwrap_or(text);
    let source = RelPath::new(&format!("{}/{path}", statics::FOLDER)).ok();
    let found = source.as_ref().and_then(|source| tree.get(source));
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if let Some(bytes) = found.filter(|_| path.chars().all(plain)) {
        return Some((bytes.as_ref(), path.to_owned()));
    }
    let (message, help) = if found.is_some() {
        let message = format!("the name of `{text}` cannot stand in a URL as it is");
        (message, "rename the file: letters of English, digits, `-`, `_` and `.`".to_owned())
    } else {
        let help = format!("put it there as `{}/{path}`, or mend the path", statics::FOLDER);
        (format!("there is no file `{path}` in {}/", statics::FOLDER), help)
    };
    let fault = reader.fault(Code::MissingImage, item.span(), message);
    reader.report(fault.help(help));
    None
}

fn logo(reader: &mut Reader<'_>, item: &Item<'_, '_>, tree: &Tree) -> Option<Logo> {
    let (bytes, path) = file(reader, item, tree)?;
    let size = imagesize::blob_size(bytes).ok();
    let size =
        size.and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
    if let Some((width, height)) = size.or_else(|| svg_size(bytes)).filter(|(w, h)| *w > 0 && *h > 0) {
        let data = data_address(bytes, &path);
        return Some(Logo { path, data, width, height });
    }
    let fault = reader.fault(Code::BadImage, item.span(), format!("the size of `{path}` cannot be read"));
    let help =
        "use a PNG, JPEG or WebP file, or an SVG whose `<svg>` has a `viewBox` or `width` and `height`";
    reader.report(fault.help(help));
    None
}

/// The largest logo that is written into pages, in bytes: a page with it is still one small response.
const INLINE_LOGO: usize = 2048;

/// What RFC 2397, and a quoted address in a style sheet that stands in a page, cannot hold as it is.
const DATA: &AsciiSet =
    &CONTROLS.add(b'\\').add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'<').add(b'>').add(b'`');

/// A small picture as a `data:` address.
fn data_address(bytes: &[u8], path: &str) -> Option<String> {
    if bytes.len() > INLINE_LOGO {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if path.to_ascii_lowercase().ends_with(".svg") => {
            Some(format!("data:image/svg+xml,{}", utf8_percent_encode(text.trim(), DATA)))
        }
        _ => {
            let kind = mime_guess::from_path(path).first().filter(|kind| kind.type_() == "image")?;
            Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
        }
    }
}

/// The size of an SVG: `width` and `height` of its root when they are plain numbers, else those of its `viewBox`.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let root = &text[text.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let attribute = |name: &str| {
        let value = &root[root.find(&format!(" {name}=")).map(|at| at + name.len() + 2)?..];
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    };
    let number = |text: &str| pixels(text.trim().trim_end_matches("px"));
    let own = || Some((number(attribute("width")?)?, number(attribute("height")?)?));
    let boxed = || {
        let mut parts = attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((number(parts.next()?)?, number(parts.next()?)?))
    };
    own().or_else(boxed)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.parse().ok()?;
    (0.5..=20_000.0).contains(&number).then(|| number.round() as u32)
}

/// A footer holds text and links; links into the site begin at its root, because it stands on every page.
struct FooterTargets;

impl Targets for FooterTargets {
    fn link(&self, destination: &str) -> LinkTarget {
        match destination.strip_prefix('/') {
            Some(path) => LinkTarget::Unchecked(path.to_owned()),
            None => LinkTarget::Broken(
                "the footer stands on every page; begin the link with `/` or `https://`".to_owned(),
            ),
        }
    }

    fn image(&self, _: &str) -> ImageTarget {
        ImageTarget::Missing("the footer holds text and links; a picture can be the `logo`".to_owned())
    }
}

fn footer<'a>(reader: &mut Reader<'a>, item: &Item<'_, 'a>, links: &mut Vec<SiteLink>) -> Fragment {
    let Some(prose) = reader.prose(item) else { return Fragment::new() };
    let options = markdown::Options { id_prefix: "footer-", top_heading: 2, targets: &FooterTargets };
    let rendered = markdown::render(&prose, &options);
    for fault in rendered.diagnostics {
        reader.report(fault);
    }
    links.extend(rendered.site_links);
    rendered.fragment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_has_the_size_that_its_root_says() {
        let size = |svg: &str| svg_size(svg.as_bytes());
        assert_eq!(size(r#"<svg width="120" height="32px" viewBox="0 0 9 9">"#), Some((120, 32)));
        assert_eq!(size("<?xml?><svg xmlns='x' viewBox='0,0 48.4 24'/>"), Some((48, 24)));
        assert_eq!(size(r#"<svg width="100%" height="2em" viewBox="0 0 10 20">"#), Some((10, 20)));
        assert_eq!(size("<svg>"), None);
        assert_eq!(size(r#"<svg stroke-width="2" height="3">"#), None);
    }

    /// The grounds are those of the style sheet: a colour that passes here passes there.
    #[test]
    fn the_grounds_are_the_default_theme_s() {
        let css = include_str!("../../themes/default/styles/base.css");
        for (n, name) in ["--paper", "--raised"].iter().enumerate() {
            let pair = format!("{name}: light-dark({}, {});", LIGHT_GROUNDS[n], DARK_GROUNDS[n]);
            assert!(css.contains(&pair), "base.css does not say {pair}");
        }
    }
}
