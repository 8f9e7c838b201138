//! `repeat` of a maintenance → a checked [`Recurrence`]. What a rule means is known to `recur` alone.

use super::maintenance::Moment;
use super::source::Front;
use super::{Context, keys};
use crate::diagnostics::{Code, Span};
use crate::recur::{BadRecurrence, Recurrence, Rule};
use crate::time::Instant;

/// Why there is no recurrence: it has been reported, or cannot be told because the window could not be read.
pub(super) struct Unreadable;

/// Reads `repeat` for the first window; nothing when the file has none.
pub(super) fn read(
    context: &Context<'_>,
    front: &mut Front<'_, '_, '_>,
    window: [Moment; 2],
) -> Result<Option<Recurrence>, Unreadable> {
    let Some(item) = front.root.get(&keys::maintenance::REPEAT) else { return Ok(None) };
    let Some(text) = front.reader.text(&item) else { return Err(Unreadable) };
    let span = item.span();
    let rule = match Rule::parse(text) {
        Ok(rule) => rule,
        Err(bad) => {
            let fault = front.reader.fault(Code::BadRepeat, within(span, text, &bad.at), bad.message);
            front.reader.report(fault.help(bad.help));
            return Err(Unreadable);
        }
    };
    let [Some((from, from_at)), Some((until, until_at))] = window else { return Err(Unreadable) };
    if until <= from {
        return Err(Unreadable);
    }
    Recurrence::new(rule, &context.config.zone, from, until).map(Some).map_err(|bad| {
        let at = if matches!(bad, BadRecurrence::Overlap(_)) { until_at } else { from_at };
        report(context, front, bad, from, [at, span]);
        Unreadable
    })
}

/// The place of a part of `text`, which is written at `span` between quotes. Where the two differ by more than the
/// quotes (a text with escapes) the whole is shown.
fn within(span: Span, text: &str, part: &std::ops::Range<usize>) -> Span {
    let quotes = (span.end() - span.start()).checked_sub(text.len());
    match quotes {
        Some(2) if part.start < part.end => Span::from(part.clone()).shifted(span.start() + 1),
        _ => span,
    }
}

fn report(
    context: &Context<'_>,
    front: &mut Front<'_, '_, '_>,
    bad: BadRecurrence,
    from: Instant,
    [at, rule]: [Span; 2],
) {
    let day = |day: chrono::NaiveDate| day.format("%A, %-d %B %Y").to_string();
    let begins = context.config.zone.local(from).wall;
    let (message, help) = match bad {
        BadRecurrence::FirstLeftOut(Some(first)) => (
            format!("the maintenance first begins on {}, a day that its rule leaves out", day(begins.date())),
            format!(
                "write `scheduled_for = {}T{}`, the first day after it that the rule names, or mend `repeat`",
                first.format("%Y-%m-%d"),
                begins.format("%H:%M:%S")
            ),
        ),
        BadRecurrence::FirstLeftOut(None) => {
            ("there is no day on which the rule holds".to_owned(), "mend the rule in `repeat`".to_owned())
        }
        BadRecurrence::AlreadyOver => (
            "the rule in `repeat` is over before the maintenance first begins".to_owned(),
            "mend `UNTIL` in the rule, or the year in `scheduled_for`".to_owned(),
        ),
        BadRecurrence::SecondOfTwo => (
            "the maintenance begins in an hour that the clocks show twice on this day".to_owned(),
            "let it begin an hour earlier, or on another day: a rule means the first of the two".to_owned(),
        ),
        BadRecurrence::Overlap(next) => (
            format!("the maintenance is not over when it begins again on {}", day(next)),
            "mend `scheduled_until`, which ends the first window only, or let the rule repeat less often"
                .to_owned(),
        ),
    };
    let path = front.reader.path();
    let fault = front.reader.fault(Code::BadRepeat, at, message).related(path, Some(rule), "the rule");
    front.reader.report(fault.help(help));
}
