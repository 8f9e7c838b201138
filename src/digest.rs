//! Digests: whether two values are the same, told from eight bytes.
//!
//! They tell a text from a later version of itself. They protect nothing against somebody who looks for two texts with
//! one digest, and they differ between versions of the program: what is stored under them says which one made it.

use std::fmt;
use std::hash::{BuildHasherDefault, Hash, Hasher};
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
        let mut hasher = Quick::default();
        value.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// The digest of a value as it would be written down, under `salt`; `None` when it cannot be.
    #[must_use]
    pub fn of_written(salt: &impl Hash, value: &impl Serialize) -> Option<Self> {
        let mut hasher = Quick::default();
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

    /// `line` with a digest of it before it, for [`unseal`](Self::unseal).
    #[must_use]
    pub fn seal(line: &str) -> String {
        format!("{} {line}", Self::of(line))
    }

    /// What was [sealed](Self::seal); `None` when a byte of it has changed.
    #[must_use]
    pub fn unseal(sealed: &str) -> Option<&str> {
        let (said, line) = sealed.split_once(' ')?;
        (Self::parse(said)? == Self::of(line)).then_some(line)
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

/// For tables whose keys nobody chooses in order to slow them down: they come from the site's own files.
pub type QuickTable = BuildHasherDefault<Quick>;

/// Folds eight bytes at a time into its state by a multiplication of full width.
#[derive(Clone, Copy, Debug)]
pub struct Quick(u64);

impl Quick {
    fn add(&mut self, word: u64) {
        self.0 = fold(self.0 ^ word, 0x9e37_79b9_7f4a_7c15);
    }
}

/// Both halves of the product of `a` and `b`, laid over each other.
#[expect(clippy::cast_possible_truncation, reason = "the halves are what is wanted")]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

impl Default for Quick {
    fn default() -> Self {
        Self(0x2d35_8dcc_aa6c_78a5)
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let last = match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
            // These two overlap by as many bytes as there are less than eight.
            (Some(first), Some(last)) => {
                let behind = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - rest.len()));
                u64::from(u32::from_le_bytes(*first)) | behind << 32
            }
            _ => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        // The length tells a last word that ends in zeros from a shorter one.
        self.add(last);
        self.add(bytes.len() as u64);
    }

    fn write_u8(&mut self, number: u8) {
        self.add(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.add(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn finish(&self) -> u64 {
        fold(self.0, 0xd6e8_feb8_6659_fd93)
    }
}

struct Written<'a>(&'a mut Quick);

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
        let sealed = Digest::seal("some text");
        assert_eq!(Digest::unseal(&sealed), Some("some text"));
        assert_eq!(Digest::unseal(&sealed.replace('x', "y")), None);
    }

    #[test]
    fn no_small_difference_is_missed() {
        let mut seen = std::collections::HashSet::new();
        let text = [0_u8; 64];
        for length in 0..text.len() {
            assert!(seen.insert(Digest::of(&text[..length])), "{length} zeros");
            for bit in 0..length * 8 {
                let mut other = text;
                other[bit / 8] ^= 1 << (bit % 8);
                assert!(seen.insert(Digest::of(&other[..length])), "bit {bit} of {length}");
            }
        }
    }
}
