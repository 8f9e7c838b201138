//! The yardstick: a program of no features, for what nobody can go below who does the same work in the same way.
//!
//! Reads in parallel, parses the TOML and the Markdown of every content file, renders one Tera template for each, and
//! writes as many files of the same sizes as Candor's own output of that site has. It checks nothing, derives nothing
//! and knows no feeds; what it writes is padded or cut to the size of Candor's file at that path.
//!
//! `cargo bench --bench floor -- SITE CANDORS-OUTPUT NEW-FOLDER`
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads, writes and prints"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;
use tera::{Context, Tera};

const TEMPLATE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{{ title }}</title>\n</head>\n<body>\n\
<h1>{{ title }}</h1>\n<ul>\n{% for service in services %}<li>{{ service }}</li>\n{% endfor %}</ul>\n\
{% for update in updates %}<article>\n<p><strong>{{ update.state }}</strong> <time>{{ update.at }}</time></p>\n\
{{ update.html | safe }}</article>\n{% endfor %}\n{{ body | safe }}\n</body>\n</html>\n";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [site, model, out] = arguments.as_slice() else { return ExitCode::SUCCESS };
    match run(Path::new(site), Path::new(model), Path::new(out)) {
        Ok(files) => {
            println!("{files} files");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(site: &Path, model: &Path, out: &Path) -> io::Result<usize> {
    let mut tera = Tera::default();
    tera.add_raw_template("page.html", TEMPLATE).map_err(io::Error::other)?;
    let sources = files(&site.join("content"))?;
    // Sizes are read beforehand by whoever runs this twice; here it costs the floor a few hundredths.
    let targets = files(model)?;
    let share = targets.len().div_ceil(sources.len().max(1));
    let pieces: Vec<&[PathBuf]> = targets.chunks(share).collect();
    let written: io::Result<Vec<()>> = sources
        .par_iter()
        .enumerate()
        .map(|(n, source)| {
            let page = render(&tera, &fs::read_to_string(source)?)?;
            for target in pieces.get(n).copied().unwrap_or_default() {
                write(model, out, target, page.as_bytes())?;
            }
            Ok(())
        })
        .collect();
    written?;
    Ok(targets.len())
}

fn render(tera: &Tera, text: &str) -> io::Result<String> {
    let rest = text.trim_start_matches("+++\n");
    let (front, body) = rest.split_once("\n+++\n").unwrap_or((rest, ""));
    let table: toml::Table = front.parse().map_err(io::Error::other)?;
    let updates: Vec<serde_json::Value> = table
        .get("updates")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .map(|update| {
            let field = |name: &str| update.get(name).map(ToString::to_string).unwrap_or_default();
            let text = update.get("text").and_then(toml::Value::as_str).unwrap_or_default();
            serde_json::json!({ "state": field("state"), "at": field("at"), "html": markdown(text) })
        })
        .collect();
    let services: Vec<String> = match table.get("services") {
        Some(toml::Value::Table(named)) => named.keys().cloned().collect(),
        Some(toml::Value::Array(named)) => named.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let mut context = Context::new();
    context.insert("title", table.get("title").and_then(toml::Value::as_str).unwrap_or_default());
    context.insert("services", &services);
    context.insert("updates", &updates);
    context.insert("body", &markdown(body));
    tera.render("page.html", &context).map_err(io::Error::other)
}

fn markdown(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::all()),
    );
    html
}

/// Writes as many bytes as the file at `target`, which lies in `model`, has: `page` over and over.
fn write(model: &Path, out: &Path, target: &Path, page: &[u8]) -> io::Result<()> {
    let size = usize::try_from(fs::metadata(target)?.len()).unwrap_or(usize::MAX);
    let to = out.join(target.strip_prefix(model).map_err(io::Error::other)?);
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut bytes = page.repeat(size.div_ceil(page.len()));
    bytes.truncate(size);
    fs::write(to, bytes)
}

/// All files below `folder`.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    Ok(found)
}
