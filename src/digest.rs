//! Digests: whether two values are the same, told from eight bytes.
//!
//! They tell a text from a later version of itself. They protect nothing against somebody who looks for two texts with
//! one digest, and they differ between versions of the program: what is stored under them says which one made it.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;

use rayon::prelude::*;
use serde::Serialize;

/// A digest of some bytes or of a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Digest(u64);

impl Digest {
    /// The digest of `value`.
    #[must_use]
    pub fn of(value: &(impl Hash + ?Sized)) -> Self {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// The digest of a value as it would be written down, under `salt`; `None` when it cannot be.
    #[must_use]
    pub fn of_written(salt: &impl Hash, value: &impl Serialize) -> Option<Self> {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        let mut writer = io::BufWriter::with_capacity(8 << 10, Written(&mut hasher));
        serde_json::to_writer(&mut writer, value).ok()?;
        writer.into_inner().ok()?;
        Some(Self(hasher.finish()))
    }

    /// The digest of many things, in their order.
    #[must_use]
    pub fn of_all<T: Hash + Send + Sync>(things: impl Iterator<Item = T>) -> Self {
        let things: Vec<T> = things.collect();
        let digests: Vec<Self> = things.par_iter().with_min_len(8).map(Self::of).collect();
        Self::of(&digests)
    }

    /// Reads what [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        u64::from_str_radix(text, 16).ok().filter(|_| text.len() == 16).map(Self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

struct Written<'a>(&'a mut DefaultHasher);

impl io::Write for Written<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_has_another_digest_and_reads_back() {
        let [a, b] = ["a", "b"].map(|text| Digest::of_written(&1, &vec![text; 5000]).expect("written"));
        assert_ne!(a, b);
        assert_ne!(Some(a), Digest::of_written(&2, &vec!["a"; 5000]));
        assert_eq!(Digest::parse(&a.to_string()), Some(a));
        assert_eq!(Digest::parse("12"), None);
    }
}
