//! Every page of a site: what templates get to see.
//!
//! Views are plain structs; nothing here makes bytes.

pub mod feeds;
pub mod pages;
pub mod views;
