//! Faults in content: what is wrong, where, and what to write instead.
//!
//! A [`Diagnostic`] is a value; every floor that reads content collects them, and nothing here prints. Faults of the
//! environment (a full disk, a missing permission) are errors of `io`, never diagnostics.

mod code;
mod diagnostic;
pub mod emit;
mod nearest;
mod prose;
mod source;
mod span;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Related, sort};
pub use nearest::{nearest, one_of};
pub use prose::Prose;
pub use source::{LineIndex, Place, Sources};
pub use span::Span;
