//! What the benchmarks share: a site of any size, made from nothing, the same on every machine.
//!
//! The texts are noise in the shape of what people write: four updates of some 120 words, a post-mortem for one in ten,
//! one in twenty reported afterwards, one in twenty a maintenance, twelve services, five years.
#![allow(dead_code, reason = "each benchmark uses its own part of this")]

pub mod random;
pub mod site;
pub mod text;
