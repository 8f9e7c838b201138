//! Candor: a folder of Markdown incidents becomes a complete static status site.
//!
//! Data flows one way, and each floor imports only floors below it:
//!
//! | floor | modules | what they do |
//! |---|---|---|
//! | 0 | [`color`], [`digest`], [`fragment`], [`slug`], [`terms`], [`time`], [`tree`] | values that everything speaks in |
//! | 1 | [`diagnostics`], [`encoding`], [`palette`], [`recur`], [`routes`] | values that are made of those |
//! | 2 | [`card`], [`model`], [`schema`], [`syntax`], [`theme`], [`io`] | pictures; what a site is; JSON Schemas; how text is read; templates; the outside world |
//! | 3 | [`load`], [`status`] | bytes → checked model; model → what is shown at `now` |
//! | 4 | [`plan`], [`import`], [`scaffold`] | every page and feed of a site; other tools' sites; a new site |
//! | 5 | [`render`] | pages and feeds as bytes |
//! | 6 | [`build`] | load, derive, plan and render as one call |
//! | 7 | [`cli`] | the verbs; the only floor that uses `io` |
//!
//! Nothing below `cli` reads a disk or a clock, or prints.

pub mod build;
pub mod card;
pub mod cli;
pub mod color;
pub mod diagnostics;
pub mod digest;
pub mod encoding;
pub mod fragment;
pub mod import;
pub mod io;
pub mod load;
pub mod model;
pub mod palette;
pub mod plan;
pub mod recur;
pub mod render;
pub mod routes;
pub mod scaffold;
pub mod schema;
pub mod slug;
pub mod status;
pub mod syntax;
pub mod terms;
pub mod theme;
pub mod time;
pub mod tree;
