//! Finds the word that somebody probably meant.

/// How alike two words must be (Jaro-Winkler, 0 to 1) for one to be suggested in place of the other.
const ALIKE: f64 = 0.8;

/// The candidate most like `word`, whatever the case of either; `None` when none is alike.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase().replace(['-', ' '], "_");
    let alike = |candidate: &str| {
        let candidate = candidate.to_lowercase().replace(['-', ' '], "_");
        strsim::jaro_winkler(&word, &candidate)
    };
    let scored = candidates.into_iter().map(|candidate| (alike(candidate), candidate));
    let best = scored.filter(|(score, _)| *score >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, candidate)| candidate)
}

/// `words` as a list in a sentence: `` `a`, `b` or `c` ``.
#[must_use]
pub fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}
