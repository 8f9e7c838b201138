//! The outside world: the disk, the clock, the network and the browser.
//!
//! Only the command line uses this module; everything else works on values. What goes wrong out here is a [`Fault`],
//! which names the path and the system's reason. What is wrong with the site's own files is a diagnostic.

pub mod cache;
pub mod clock;
pub mod create;
mod fault;
pub mod http;
mod names;
pub mod open;
pub mod output;
pub mod read;
pub mod watch;

pub use fault::Fault;
