//! Recognises the labels that open an update in a cState text: `*Investigating* -`, `**Resolved**:`, `[Final message]`.
//!
//! cState has no syntax for updates, so a label is whatever a team got used to. Only what is clearly one at the start
//! of a paragraph counts; all else stays text. Nothing here orders updates or decides about their final state.

/// What a label says about the incident.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// The first post, or one that is looking into it.
    Opening,
    Identified,
    Monitoring,
    Resolved,
    FalseAlarm,
    /// News that leave the state as it is.
    Update,
    Postmortem,
    /// A label whose words say nothing about the state.
    Free,
}

impl Meaning {
    /// How far an incident is along; `None` when the label does not tell.
    pub(super) fn rank(self) -> Option<u8> {
        match self {
            Self::Opening => Some(0),
            Self::Identified => Some(1),
            Self::Monitoring => Some(2),
            Self::Resolved | Self::FalseAlarm => Some(3),
            Self::Update | Self::Postmortem | Self::Free => None,
        }
    }
}

/// A label at the start of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Label {
    pub(super) meaning: Meaning,
    /// Its words, without brackets, stars and invisible characters.
    pub(super) words: String,
    /// Whether the words say no more than the meaning does, so that they need not stand in the text.
    pub(super) plain: bool,
    /// The number in `Update 2`.
    pub(super) number: Option<u32>,
    /// The byte of the line at which the text of the update begins.
    pub(super) rest: usize,
}

/// Words for states, in the languages that status pages are written in most. The first table that matches wins.
const WORDS: &[(Meaning, &[&str])] = &[
    (Meaning::Postmortem, &["postmortem", "rca"]),
    (
        Meaning::Resolved,
        &[
            "resolved",
            "resolution",
            "solved",
            "fixed",
            "final",
            "close",
            "closed",
            "closing",
            "complete",
            "completed",
            "finished",
            "recovered",
            "restored",
            "done",
            "behoben",
            "gelöst",
            "erledigt",
            "abgeschlossen",
            "résolu",
            "résolue",
            "corrigé",
            "terminé",
            "resuelto",
            "solucionado",
            "resolvido",
            "solucionada",
            "risolto",
            "opgelost",
            "rozwiązano",
            "rozwiązane",
            "löst",
            "išspręsta",
            "vyřešeno",
            "решено",
        ],
    ),
    (
        Meaning::Monitoring,
        &[
            "monitoring",
            "observation",
            "observing",
            "watching",
            "beobachtung",
            "überwachung",
            "surveillance",
            "monitoreando",
            "monitorizando",
            "monitorando",
            "supervisando",
            "monitoraggio",
            "monitorowanie",
            "stebima",
            "övervakar",
            "мониторинг",
        ],
    ),
    (
        Meaning::Identified,
        &[
            "identified",
            "identifiziert",
            "identifié",
            "identifiée",
            "identificado",
            "identificato",
            "geïdentificeerd",
            "zidentyfikowano",
            "nustatyta",
            "identifierad",
        ],
    ),
    (
        Meaning::Opening,
        &[
            "investigating",
            "investigation",
            "initial",
            "open",
            "opened",
            "opening",
            "detected",
            "reported",
            "untersuchung",
            "untersuchen",
            "untersucht",
            "enquête",
            "investigando",
            "indagine",
            "onderzoek",
            "onderzoeken",
            "badamy",
            "tiriama",
            "undersöker",
            "исследуем",
        ],
    ),
    (
        Meaning::Update,
        &[
            "update",
            "updated",
            "edit",
            "edited",
            "aktualisierung",
            "actualización",
            "atualização",
            "aggiornamento",
            "aktualizacja",
            "atnaujinimas",
            "uppdatering",
            "aktualizace",
            "обновление",
        ],
    ),
];

/// Words that add nothing to the ones above.
const FILLERS: &[&str] =
    &["message", "issue", "incident", "maintenance", "outage", "of", "the", "post", "report", "end"];

/// Words that turn the meaning round; such a label is news and nothing more.
const NEGATIONS: &[&str] =
    &["not", "partially", "partly", "partial", "nicht", "teilweise", "non", "pas", "no", "almost"];

/// Long labels are sentences.
const MAX_CHARS: usize = 60;
const MAX_WORDS: usize = 9;

/// Whether `c` takes no room on the page: such characters get into text by copying and part words in two.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The label at the start of `line`. `paragraph` says whether the line begins one.
pub(super) fn at_start(line: &str, paragraph: bool) -> Option<Label> {
    let indent = line.len() - line.trim_start_matches(|c: char| c == ' ' || is_invisible(c)).len();
    if line[..indent].matches(' ').count() > 3 {
        return None;
    }
    let text = &line[indent..];
    let label = match text.chars().next()? {
        '[' => bracketed(text).filter(|l| paragraph || text[l.rest..].trim().is_empty()),
        '*' | '_' if paragraph => emphasised(text),
        '#' if paragraph => heading(text),
        c if paragraph && c.is_alphabetic() => bare(text),
        _ => None,
    }?;
    Some(Label { rest: label.rest + indent, ..label })
}

/// `[Final message]`, but no link, footnote or task.
fn bracketed(text: &str) -> Option<Label> {
    let close = text.find(']')?;
    let after = &text[close + 1..];
    if after.starts_with(['(', '[', ':']) || text[1..close].starts_with('^') {
        return None;
    }
    known(&text[1..close], close + 1 + separator(after))
}

/// `*Investigating* - …`, `**Fixed** …`; with a dash behind it, also words that are not known.
fn emphasised(text: &str) -> Option<Label> {
    let mark = text.chars().next()?;
    let marks = text.len() - text.trim_start_matches(mark).len();
    if marks > 3 {
        return None;
    }
    let inner = &text[marks..];
    let close = inner.find(mark)?;
    let after = inner[close..].trim_start_matches(mark);
    if inner[close..].len() - after.len() != marks {
        return None;
    }
    let (words, at) = (&inner[..close], text.len() - after.len());
    let rest = at + separator(after);
    let dashed =
        rest > at && after[..rest - at].contains(['-', '–', '—', ':']) || words.trim_end().ends_with(':');
    match known(words, rest) {
        Some(label) => {
            let begins_anew = !after[rest - at..].chars().next().is_some_and(char::is_lowercase);
            let sure = dashed || begins_anew || label.meaning == Meaning::Update;
            sure.then_some(label)
        }
        None if dashed && after.starts_with(' ') => free(words, rest),
        None => date_label(words, rest),
    }
}

/// `### Update - 4 July`.
fn heading(text: &str) -> Option<Label> {
    let words = text.trim_start_matches('#');
    let first = words.split_whitespace().next()?;
    meaning_of(&tokens(first)).filter(|_| words.starts_with(' '))?;
    known(words.trim_end().trim_end_matches('#'), text.len())
}

/// `Update: …`, `EDIT 2: …`, `Resolved - …`: one known word, perhaps a number, then the mark.
fn bare(text: &str) -> Option<Label> {
    let end = text.find(|c: char| !(c.is_alphabetic() || is_invisible(c)))?;
    let mut at = end;
    let number = text[end..].trim_start_matches([' ', '#']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        at = text.len() - number.len() + digits;
    }
    let after = &text[at..];
    let marked = after.starts_with(": ")
        || after.trim_end() == ":"
        || after.starts_with(" - ")
        || after.starts_with(" – ");
    let meaning = meaning_of(&tokens(&text[..end]))?;
    (marked && meaning != Meaning::Postmortem).then(|| known(&text[..at], at + separator(after)))?
}

/// How many bytes of marks and blanks part a label from its text: `: `, ` - `, ` -->`, `. `. A dash that is not followed
/// by a blank belongs to the text.
fn separator(after: &str) -> usize {
    let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let rest = &after[blanks(after)..];
    let ends = |mark: &&str| {
        let behind = &rest[mark.len()..];
        behind.is_empty() || behind.starts_with([' ', '\t']) || **mark == *":"
    };
    let marks = ["-->", "->", "--", "-", "–", "—", ":", "."];
    let mark =
        marks.iter().filter(|mark| rest.starts_with(**mark)).find(|mark| ends(mark)).map_or("", |m| *m);
    let behind = &rest[mark.len()..];
    after.len() - behind.len() + blanks(behind)
}

fn tokens(words: &str) -> Vec<String> {
    let clean: String = words.chars().filter(|c| !is_invisible(*c)).collect::<String>().to_lowercase();
    let clean = clean.replace("post-mortem", "postmortem").replace("post mortem", "postmortem");
    let clean = clean.replace("mise à jour", "update").replace("false alarm", "falsealarm");
    clean.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn meaning_of(tokens: &[String]) -> Option<Meaning> {
    let has = |words: &[&str]| tokens.iter().any(|t| words.contains(&t.as_str()));
    if has(&["falsealarm", "fehlalarm"]) {
        return Some(Meaning::FalseAlarm);
    }
    let found = WORDS.iter().find(|(_, words)| has(words)).map(|(meaning, _)| *meaning);
    let ended = tokens.len() > 1 && tokens[0] == "end" && tokens[1] == "of";
    match found.or(ended.then_some(Meaning::Resolved)) {
        Some(meaning) if meaning.rank().is_some() && has(NEGATIONS) => Some(Meaning::Update),
        other => other,
    }
}

fn known(words: &str, rest: usize) -> Option<Label> {
    let tokens = tokens(words);
    if words.chars().count() > MAX_CHARS || tokens.len() > MAX_WORDS {
        return None;
    }
    let meaning = meaning_of(&tokens)?;
    let vocabulary = |t: &String| {
        let t = t.as_str();
        FILLERS.contains(&t) || t == "falsealarm" || WORDS.iter().any(|(_, words)| words.contains(&t))
    };
    let numbers: Vec<u32> = tokens.iter().filter_map(|t| t.parse().ok()).collect();
    let number = match numbers[..] {
        [n] if n < 1000 && tokens.len() <= 3 => Some(n),
        _ => None,
    };
    Some(Label { meaning, words: clean(words), plain: tokens.iter().all(vocabulary), number, rest })
}

fn free(words: &str, rest: usize) -> Option<Label> {
    let count = tokens(words).len();
    let short = words.chars().count() <= MAX_CHARS && (1..=5).contains(&count);
    short.then(|| Label { meaning: Meaning::Free, words: clean(words), plain: false, number: None, rest })
}

/// `**2024-09-10 14:00:00**` opens an update of that time.
fn date_label(words: &str, rest: usize) -> Option<Label> {
    let clean = clean(words);
    let digits = clean.bytes().filter(u8::is_ascii_digit).count();
    let dated = digits >= 12 && clean.as_bytes().get(4) == Some(&b'-') && clean.len() <= 32;
    dated.then_some(Label { meaning: Meaning::Free, words: clean, plain: false, number: None, rest })
}

fn clean(words: &str) -> String {
    let text: String = words.chars().filter(|c| !is_invisible(*c)).collect();
    text.trim().trim_end_matches(':').trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Option<(Meaning, &str, bool)> {
        at_start(line, true).map(|l| (l.meaning, &line[l.rest..], l.plain))
    }

    #[test]
    fn the_labels_of_real_teams() {
        use Meaning::{Free, Identified, Monitoring, Opening, Postmortem, Resolved, Update};
        for (line, expect) in [
            ("*Investigating* - We look.", (Opening, "We look.", true)),
            ("**Resolved**: Over.", (Resolved, "Over.", true)),
            ("**Resolved:** Over.", (Resolved, "Over.", true)),
            ("_Monitoring_ - We watch.", (Monitoring, "We watch.", true)),
            ("[Final Message] -->", (Resolved, "", true)),
            ("[Initial message] Down.", (Opening, "Down.", true)),
            ("[Update - 2023-01-05 10h20 UTC]", (Update, "", false)),
            ("[End of outage message]", (Resolved, "", true)),
            ("*Update* upstream says so.", (Update, "upstream says so.", true)),
            ("*\u{feff}Update* - News.", (Update, "News.", true)),
            ("*Update*. News.", (Update, "News.", true)),
            ("**Fixed** It works.", (Resolved, "It works.", true)),
            ("*Post-mortem*", (Postmortem, "", true)),
            ("*Upstream response* - Yes.", (Free, "Yes.", false)),
            ("_UPDATE #2_: All well.", (Update, "All well.", false)),
            ("EDIT: [notes](https://x.example)", (Update, "[notes](https://x.example)", true)),
            ("### Update - 4th July", (Update, "", false)),
            ("*Partially resolved* - Some.", (Update, "Some.", false)),
            ("*Behoben* - Alles gut.", (Resolved, "Alles gut.", true)),
            ("**Identifié** : la cause.", (Identified, "la cause.", true)),
            ("**2024-09-10 14:00:00**", (Free, "", false)),
        ] {
            assert_eq!(label(line), Some(expect), "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_text() {
        for line in [
            "[Update](https://x.example) is out",
            "**API** - ",
            "**Monitoring** and alerts are late",
            "*This has been going on for a number of consecutive checks and a human has been woken up*",
            "Updates: see below",
            "Investigating the cause took long",
            "    *Update* - indented code",
            "Reference: <https://x.example>",
            "## Timeline",
            "- [x] resolved",
        ] {
            assert!(!matches!(label(line), Some((m, ..)) if m != Meaning::Free), "{line}");
        }
        assert_eq!(label("**Maintenance Details**"), None);
        assert_eq!(at_start("[Update] mid-paragraph", false), None);
    }
}
