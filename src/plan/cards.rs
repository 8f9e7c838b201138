//! Which pages have a share card of their own, and what stands on it.
//!
//! Drawing takes longer than anything else that a build does, so only the incidents that are likely to be shared have
//! one: those that are open and the newest. All other pages show the site's.

use crate::card::{Card, Words};
use crate::color::Color;
use crate::model::{Config, Extra, Term};
use crate::palette;
use crate::plan::Extras;
use crate::plan::views::{DurationView, ImageView, Level, Scale, TermView, TimeView};
use crate::status::{End, IncidentIx, IncidentView, Status};

/// How many of the newest incidents have a card.
pub const NEWEST: usize = 50;

/// The share cards of a site.
pub struct Cards {
    site: Option<Card>,
    incidents: Vec<(IncidentIx, Card)>,
}

impl Cards {
    pub(super) fn new(status: &Status<'_>) -> Self {
        let config = &status.site().config;
        if !Extras::of(config).have(Extra::Cards) {
            return Self { site: None, incidents: Vec::new() };
        }
        let site = Card::new(Words {
            site: config.title.clone(),
            brand: brand(config),
            title: if config.description.is_empty() {
                config.title.clone()
            } else {
                config.description.clone()
            },
            status: String::new(),
            class: String::new(),
            facts: String::new(),
            course: Vec::new(),
        });
        let carded = status.incidents().iter().filter(|view| view.is_open() || view.ix().0 < NEWEST);
        let incidents = carded.filter_map(|view| Some((view.ix(), Card::new(words(status, view))?)));
        Self { site, incidents: incidents.collect() }
    }

    /// The site's card.
    #[must_use]
    pub fn site(&self) -> Option<&Card> {
        self.site.as_ref()
    }

    /// An incident's card, when it has one of its own.
    #[must_use]
    pub fn incident(&self, ix: IncidentIx) -> Option<&Card> {
        self.incidents.iter().find(|(other, _)| *other == ix).map(|(_, card)| card)
    }

    /// Every card.
    pub fn all(&self) -> impl Iterator<Item = &Card> {
        self.site.iter().chain(self.incidents.iter().map(|(_, card)| card))
    }
}

/// Where a card stands.
#[must_use]
pub fn address(card: &Card) -> String {
    format!("assets/cards/{}.png", card.version())
}

/// A card as a page names it.
pub(super) fn view(status: &Status<'_>, card: &Card) -> ImageView {
    let words = card.words();
    let parts = [&words.title, &words.status, &words.facts];
    let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    ImageView {
        url: status.site().config.base_url.join(&address(card)),
        width: crate::card::WIDTH,
        height: crate::card::HEIGHT,
        text: said.join(". "),
    }
}

fn brand(config: &Config) -> Color {
    config.brand.color.unwrap_or(palette::BRAND)
}

fn words(status: &Status<'_>, view: &IncidentView<'_>) -> Words {
    let impact = TermView::from(view.impact());
    let started = TimeView::new(view.started(), status.zone());
    // A card of an open incident says no length: it would be wrong a minute later.
    let length = match view.end() {
        End::At(_) => view.lasted().map(|lasted| DurationView::new(lasted).text),
        End::Ongoing | End::Unknown => None,
    };
    let facts: Vec<String> =
        [Some(view.state().label().to_owned()), Some(started.date), length].into_iter().flatten().collect();
    Words {
        site: status.site().config.title.clone(),
        brand: brand(&status.site().config),
        title: view.incident().title().to_owned(),
        status: impact.label.to_owned(),
        class: impact.class.to_owned(),
        facts: facts.join(" · "),
        course: course(view),
    }
}

/// The impacts of an incident that is over, from its start to its end.
fn course(view: &IncidentView<'_>) -> Vec<(String, u32, u32, u32)> {
    let End::At(end) = view.end() else { return Vec::new() };
    let scale = Scale::new(view.started(), end, 1);
    let thousandths = |at| u32::try_from(scale.at(at) * 1000 / scale.width()).unwrap_or(0);
    let piece = |interval: &crate::status::Interval| {
        let level = Level::Impact(interval.impact());
        let percent = u32::try_from(level.height() * 100 / 22).unwrap_or(100);
        (level.class().to_owned(), percent, thousandths(interval.start()), thousandths(interval.end()))
    };
    let mut pieces: Vec<_> = view.intervals().iter().map(|(_, interval)| piece(interval)).collect();
    // The worst is drawn last, over the others.
    pieces.sort_by_key(|(_, percent, ..)| *percent);
    pieces
}
