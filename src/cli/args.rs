//! The arguments as they are typed. What they mean together is resolved in `choices`.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A folder of Markdown incidents becomes a complete static status site.
#[derive(Parser, Debug)]
#[command(name = "candor", version, about, propagate_version = true, arg_required_else_help = true)]
pub(super) struct Arguments {
    /// The site's folder, in which candor.toml stands
    #[arg(long, short = 'C', global = true, value_name = "DIR", default_value = ".")]
    pub(super) site: PathBuf,

    /// When to colour messages
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,

    #[command(subcommand)]
    pub(super) verb: Verb,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(super) enum Color {
    /// When messages go to a terminal and `NO_COLOR` is not set
    Auto,
    Always,
    Never,
}

#[derive(Subcommand, Debug)]
pub(super) enum Verb {
    /// Lay down a new site that builds as it is
    Init(Init),
    /// Build the site
    Build(Build),
    /// Say everything that a build would say, and write nothing
    Check(Check),
    /// Serve the site on this machine and reload pages as files change
    Serve(Serve),
    /// Write the JSON Schemas of candor.toml, of front matter and of /api/candor.json
    Schema(Schema),
    /// Turn another tool's status site into a Candor site
    Import(Import),
}

#[derive(Args, Debug)]
pub(super) struct Init {
    /// The folder to lay it down in; new or empty
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) dir: PathBuf,

    /// Add a workflow that checks pull requests, builds and publishes
    #[arg(long, value_enum, value_name = "HOST")]
    pub(super) ci: Option<Ci>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(super) enum Ci {
    /// GitHub Actions and GitHub Pages
    Github,
    /// GitLab CI and GitLab Pages
    Gitlab,
}

/// What `build`, `check` and `serve` have in common.
#[derive(Args, Debug)]
pub(super) struct Reading {
    /// Build as of this moment, RFC 3339 [default: `SOURCE_DATE_EPOCH`, or the clock]
    #[arg(long, value_name = "TIME")]
    pub(super) now: Option<String>,

    /// Build for this address in place of the one in candor.toml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,

    /// Take in files with `draft = true`
    #[arg(long)]
    pub(super) drafts: bool,
}

#[derive(Args, Debug)]
pub(super) struct Build {
    /// The folder to build into; made by Candor, or empty, or new
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub(super) out: PathBuf,

    #[command(flatten)]
    pub(super) reading: Reading,

    /// Build what can be shown even when some content files are broken
    #[arg(long)]
    pub(super) skip_broken: bool,

    /// Write the URLs that changed into this file, one in each line, `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub(super) changed: Option<PathBuf>,

    /// Remember nothing for the next build, and use nothing of the last one
    #[arg(long)]
    pub(super) no_cache: bool,
}

#[derive(Args, Debug)]
pub(super) struct Check {
    /// How to write what was found
    #[arg(long, value_name = "FORM", default_value = "human", value_parser = ["human", "short", "json", "github", "sarif"])]
    pub(super) format: String,

    /// Count warnings as errors
    #[arg(long)]
    pub(super) deny_warnings: bool,

    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Args, Debug)]
pub(super) struct Serve {
    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(super) port: u16,

    /// The address to listen on; anything but loopback can be reached by others
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(super) host: IpAddr,

    /// Open the site in a browser
    #[arg(long)]
    pub(super) open: bool,

    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Args, Debug)]
pub(super) struct Schema {
    /// The folder to write them to, seen from the site's
    #[arg(long, value_name = "DIR", default_value = "schema")]
    pub(super) out: PathBuf,
}

#[derive(Args, Debug)]
pub(super) struct Import {
    #[command(subcommand)]
    pub(super) from: ImportFrom,
}

#[derive(Subcommand, Debug)]
pub(super) enum ImportFrom {
    /// From cState, the status page for Hugo
    Cstate(FromCstate),
}

#[derive(Args, Debug)]
pub(super) struct FromCstate {
    /// The cState site's folder
    pub(super) dir: PathBuf,

    /// The time zone in which dates without one are read, an IANA name such as `Europe/Lisbon` or `UTC`
    #[arg(long, value_name = "ZONE")]
    pub(super) timezone: String,

    /// Where to put the new site; new or empty
    #[arg(long, value_name = "DIR", default_value = "candor-site")]
    pub(super) out: PathBuf,
}
