//! Lists that are made while they are written. What stands in them is not decided here.

use serde::{Serialize, Serializer};

/// A list whose entries are made while it is written, so that one at a time is in memory.
pub struct Each<T, F> {
    of: Vec<T>,
    make: F,
}

impl<T, F> Each<T, F> {
    /// The list of what `make` makes `of` these.
    pub(super) fn new(of: Vec<T>, make: F) -> Self {
        Self { of, make }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.of.len()
    }
}

impl<T, V: Serialize, F: Fn(&T) -> V> Serialize for Each<T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.of.iter().map(&self.make))
    }
}
