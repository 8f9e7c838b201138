//! Sentences, updates and post-mortems in Markdown.

use std::fmt::Write as _;

use super::random::Random;

const WORDS: &[&str] = &[
    "accounts",
    "again",
    "alert",
    "all",
    "and",
    "answer",
    "are",
    "at",
    "backup",
    "been",
    "before",
    "began",
    "billing",
    "browser",
    "build",
    "by",
    "cache",
    "capacity",
    "carrier",
    "certificate",
    "change",
    "clients",
    "cluster",
    "code",
    "connections",
    "could",
    "customers",
    "data",
    "database",
    "delayed",
    "deploy",
    "disk",
    "during",
    "each",
    "email",
    "errors",
    "every",
    "fails",
    "few",
    "files",
    "fixed",
    "for",
    "found",
    "from",
    "gateway",
    "had",
    "has",
    "have",
    "hour",
    "images",
    "in",
    "instances",
    "into",
    "is",
    "it",
    "its",
    "jobs",
    "later",
    "limits",
    "load",
    "logs",
    "longer",
    "lost",
    "machines",
    "mail",
    "many",
    "messages",
    "minutes",
    "more",
    "most",
    "network",
    "new",
    "nodes",
    "not",
    "now",
    "of",
    "older",
    "on",
    "one",
    "or",
    "orders",
    "our",
    "pages",
    "part",
    "payments",
    "photos",
    "power",
    "queue",
    "rack",
    "reads",
    "region",
    "replica",
    "reports",
    "requests",
    "restart",
    "retry",
    "room",
    "rows",
    "same",
    "saved",
    "searches",
    "seconds",
    "see",
    "sent",
    "servers",
    "service",
    "sign-in",
    "since",
    "slow",
    "some",
    "started",
    "storage",
    "storm",
    "switch",
    "take",
    "team",
    "than",
    "that",
    "the",
    "their",
    "then",
    "they",
    "this",
    "time",
    "to",
    "traffic",
    "twice",
    "until",
    "updates",
    "uploads",
    "usual",
    "version",
    "volume",
    "wait",
    "was",
    "we",
    "were",
    "when",
    "which",
    "while",
    "will",
    "with",
    "work",
    "writes",
    "you",
    "zone",
];

/// A sentence of 8 to 18 words, sometimes with a mark in it.
fn sentence(random: &mut Random, out: &mut String) {
    let words = 8 + random.below(11);
    let marked = random.below(words);
    let mark = random.below(100);
    for n in 0..words {
        let word = *random.pick(WORDS);
        if n > 0 {
            out.push(' ');
        }
        let first = word[..1].to_uppercase();
        let _ = match (n == marked, mark) {
            _ if n == 0 => write!(out, "{first}{}", &word[1..]),
            (true, 0..8) => write!(out, "**{word}**"),
            (true, 8..14) => write!(out, "*{word}*"),
            (true, 14..22) => write!(out, "`{word}-{mark}`"),
            (true, 22..26) => write!(out, "[{word}](https://example.com/{word}/{mark})"),
            _ => write!(out, "{word}"),
        };
    }
    out.push('.');
}

/// At least `words` words, in sentences.
fn paragraph(random: &mut Random, words: usize) -> String {
    let mut text = String::new();
    while text.split(' ').count() < words {
        if !text.is_empty() {
            text.push(' ');
        }
        sentence(random, &mut text);
    }
    text
}

fn list(random: &mut Random, marker: &str, items: usize) -> String {
    let mut text = String::new();
    for _ in 0..items {
        text.push_str(marker);
        sentence(random, &mut text);
        text.push('\n');
    }
    text
}

/// Some 120 words: two paragraphs, or one with a list or with a piece of a log.
pub fn update(random: &mut Random) -> String {
    match random.below(10) {
        0..6 => format!("{}\n\n{}\n", paragraph(random, 60), paragraph(random, 52)),
        6..9 => format!("{}\n\n{}", paragraph(random, 55), list(random, "- ", 4)),
        _ => {
            let mut text = format!("{}\n\n```\n", paragraph(random, 90));
            for n in 0..4 {
                let (word, time) = (random.pick(WORDS), random.below(10_000));
                let _ = writeln!(text, "{word}-{n}: <{word}> took {time} ms");
            }
            text.push_str("```\n");
            text
        }
    }
}

/// Some 600 words with headings, a table, lists and a quotation.
pub fn postmortem(random: &mut Random) -> String {
    let mut text = format!("## Summary\n\n{}\n\n## Timeline\n\n", paragraph(random, 90));
    text.push_str("| Time | What happened |\n| --- | --- |\n");
    for hour in 9..15 {
        let _ = write!(text, "| {hour:02}:{:02} | ", random.below(60));
        sentence(random, &mut text);
        text.push_str(" |\n");
    }
    let _ = write!(text, "\n## Cause\n\n{}\n\n{}\n", paragraph(random, 110), paragraph(random, 80));
    let _ = write!(text, "\n## What went well\n\n{}", list(random, "- ", 4));
    let _ = write!(text, "\n## What we change\n\n{}", list(random, "1. ", 5));
    let _ = write!(text, "\n> {}\n\n{}\n", paragraph(random, 30), paragraph(random, 40));
    text
}
