//! Share cards: of the right size, the same every time, and only of what the font can write.
#![cfg(feature = "cards")]

mod support;

use candor::card::{Card, HEIGHT, WIDTH, Words};
use candor::color::Color;
use candor::model::Impact;
use candor::plan::cards::{NEWEST, address};
use candor::plan::pages::Pages;
use candor::status::{IncidentIx, Status};
use chrono::{DateTime, TimeDelta};
use support::site::{incident, maintenance, site};

fn words(title: &str, class: &str) -> Words {
    Words {
        site: "Nimbus & Co status".to_owned(),
        brand: Color::rgb(0x7a, 0x1f, 0xa2),
        title: title.to_owned(),
        status: "Critical impact".to_owned(),
        class: class.to_owned(),
        facts: "Resolved · 20 Nov 2026 · 3 hours, 32 minutes".to_owned(),
        course: vec![("major".to_owned(), 100, 0, 700), ("degraded".to_owned(), 54, 700, 1000)],
    }
}

fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[test]
fn a_card_is_a_picture_of_the_size_that_previews_want() {
    let long = "word ".repeat(100);
    let longer = "x".repeat(300);
    let titles = ["Short", "Größere Störung in Łódź & <Αθήνα>, Київ", &long, &longer, ""];
    let mut seen = Vec::new();
    for (title, class) in titles.into_iter().zip(["major", "partial", "degraded", "maintenance", "none"]) {
        let png = Card::new(words(title, class)).expect("a card").png();
        assert_eq!(size(&png), (WIDTH, HEIGHT), "{title}");
        assert!(png.len() < 150_000, "{title}: {} bytes", png.len());
        assert!(!seen.contains(&png), "{title} looks like another");
        seen.push(png);
    }
}

#[test]
fn a_card_is_the_same_every_time_and_its_version_changes_with_it() {
    let card = |title: &str| Card::new(words(title, "major")).expect("a card");
    assert_eq!(card("One").png(), card("One").png());
    assert_eq!(card("One").version(), card("One").version());
    assert_ne!(card("One").version(), card("Two").version());
}

/// Whether a pixel of the picture has this colour.
fn holds(png: &[u8], color: [u8; 3]) -> bool {
    let picture = resvg::tiny_skia::Pixmap::decode_png(png).expect("a picture");
    picture.pixels().iter().any(|pixel| [pixel.red(), pixel.green(), pixel.blue()] == color)
}

#[test]
fn the_owner_s_colour_is_on_the_card_where_it_can_be_read() {
    let card = |brand: [u8; 3], class: &str| {
        let [red, green, blue] = brand;
        let words = Words { brand: Color::rgb(red, green, blue), ..words("Title", class) };
        Card::new(words).expect("a card").png()
    };
    let (purple, yellow) = ([0x7a, 0x1f, 0xa2], [0xff, 0xe0, 0x00]);
    assert!(holds(&card(purple, "major"), purple));
    assert!(!holds(&card(yellow, "major"), yellow));
}

#[test]
fn what_the_font_cannot_write_has_no_card() {
    assert_eq!(Card::new(words("APIの障害", "major")), None);
}

#[test]
fn the_newest_incidents_and_the_open_ones_have_cards_and_the_rest_show_the_site_s() {
    let start = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").expect("a time").to_utc();
    let incidents = (0..NEWEST + 3).map(|n| {
        let at = start + TimeDelta::hours(i64::try_from(n).expect("small"));
        let mut parts = incident(&format!("i{n}"), at, &[(0, Impact::PartialOutage)]);
        if n != 1 {
            parts.updates[0].state = candor::model::IncidentState::Resolved;
        }
        parts
    });
    let work = maintenance("work", start, start + TimeDelta::hours(1), &[0]);
    let site = site(1, incidents.collect(), vec![work]);
    let status = Status::derive(&site, start + TimeDelta::days(60));
    let pages = Pages::new(&status);
    let own = |ix: usize| pages.cards().incident(IncidentIx(ix)).is_some();
    assert!(own(0) && own(NEWEST - 1) && own(NEWEST + 1), "the second oldest is open");
    assert!(!own(NEWEST) && !own(NEWEST + 2));
    let home = pages.home().page.image.expect("the site's card");
    let oldest = pages.incident(IncidentIx(NEWEST + 2)).page.image.expect("a card");
    assert_eq!(home, oldest);
    assert_eq!(
        home.url,
        format!("https://status.example.com/{}", address(pages.cards().site().expect("a card")))
    );
    assert_eq!(pages.maintenance(candor::status::MaintenanceIx(0)).page.image, Some(home.clone()));
    let newest = pages.incident(IncidentIx(0)).page.image.expect("a card");
    assert_ne!(newest.url, home.url);
}
