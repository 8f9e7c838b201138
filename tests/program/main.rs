//! The whole program, as somebody runs it: complete outputs, links, feeds, determinism, faults and stress.
//!
//! `UPDATE_GOLDEN=1 cargo test --test program` records anew what the cases in `golden` give.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "these tests run the program on real folders and say what they skip"
)]
#![cfg(unix)]

mod archives;
mod arguments;
mod cases;
mod determinism;
mod feeds;
#[path = "../support/golden.rs"]
mod golden;
mod html;
mod input;
mod links;
mod outside;
mod place;
