//! Closed vocabularies as enums: one macro, so that each word has its name in files, its label for people and its place in a
//! list. Which words there are is the model's to say.

/// A word of a closed vocabulary.
pub trait Term: Copy + Eq + Sized + 'static {
    /// All words, in the order in which they are explained.
    const ALL: &'static [Self];

    /// The word as it is written in files and APIs: `partial_outage`.
    fn as_str(self) -> &'static str;

    /// The word as people read it: `Partial outage`.
    fn label(self) -> &'static str;

    /// The term that is written `word`.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|term| term.as_str() == word)
    }
}

macro_rules! terms {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident $word:literal $label:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl crate::terms::Term for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }
    };
}

pub(crate) use terms;
