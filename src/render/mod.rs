//! Pages and feeds as bytes.

pub mod feeds;
