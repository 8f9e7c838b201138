//! The words of pages that depend on no data: headings and labels, in one place for translation.

use serde::Serialize;

/// Declares [`Words`] with its English text.
macro_rules! words {
    ($($(#[doc = $doc:literal])? $name:ident $english:literal)*) => {
        /// Headings and labels. Every template has them as `words`.
        #[derive(Clone, PartialEq, Eq, Serialize, Debug)]
        pub struct Words {
            $($(#[doc = $doc])? #[doc = concat!("In English: ", $english)] pub $name: String,)*
        }

        impl Words {
            /// The English words.
            #[must_use]
            pub fn english() -> Self {
                Self { $($name: $english.to_owned(),)* }
            }
        }
    };
}

words! {
    #[doc = "The link for keyboards, before everything else."]
    skip "Skip to content"
    #[doc = "The navigation's name for screen readers."]
    nav "Main"
    support "Get help"
    as_of "As of"
    powered_by "Powered by Candor"
    since "Since"
    open_incidents "Open incidents"
    in_progress "Maintenance in progress"
    upcoming "Scheduled maintenance"
    services "Services"
    recent "Last 14 days"
    full_history "Full history"
    impact "Impact"
    state "State"
    affected "Affected services"
    changed "Changed with this update"
    updates "Updates"
    no_updates "No update has been posted yet."
    postmortem "Post-mortem"
    published "Published"
    started "Started"
    ended "Ended"
    duration "Duration"
    begins "Begins"
    until "Until"
    repeats "Repeats"
    next_dates "Next dates"
    past_dates "Past dates"
    plan "What is planned"
    previous "Previous"
    next "Next"
    history "History"
    uptime "Uptime"
    #[doc = "Behind a service's uptime."]
    uptime_90 "uptime over 90 days"
    last_90 "Last 90 days"
    by_month "Uptime by month"
    month "Month"
    service "Service"
    intervals "What it was counted from"
    source "Incident"
    #[doc = "The column that says how much of an interval counts."]
    weight "Counted"
    incidents_of_service "Incidents and maintenance"
    nothing_recorded "Nothing has been recorded."
    feeds "Feeds"
    format "Format"
    address "Address"
    how_counted "How uptime is counted"
    subscribe "Subscribe"
    #[doc = "On a page that leads to a new address."]
    moved "This page has moved."
    #[doc = "Before the new address."]
    go_on "Go on to"
}
