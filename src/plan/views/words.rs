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
    #[doc = "Before the time at which an update was last edited."]
    edited "Edited"
    no_updates "No update has been posted yet."
    postmortem "Post-mortem"
    published "Published"
    started "Started"
    ended "Ended"
    duration "Duration"
    begins "Begins"
    planned "Planned"
    #[doc = "When maintenance really was, when that is not as planned."]
    took_place "Took place"
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
    uptime_90 "uptime"
    last_90 "Last 90 days"
    by_month "Uptime by month"
    service "Service"
    source "Incident"
    from "From"
    #[doc = "Opens the table that says what a chart shows."]
    as_table "The same as a table"
    #[doc = "On a month's page, for screen readers."]
    by_day "Day by day"
    #[doc = "The months of a service, to scale."]
    timeline "Month by month, to scale"
    #[doc = "The calendars of a service."]
    years "Year by year"
    last_year "The last 53 weeks"
    #[doc = "The states of an incident and its impact, to scale."]
    course "The course of it, to scale"
    #[doc = "The list of a text's headings."]
    contents "In this text"
    search "Search"
    search_for "Words from a title, an update or a post-mortem"
    #[doc = "Without a script there is no search; a link follows."]
    search_script "The search needs JavaScript. Everything can be found without it in"
    search_instead "the history by month, by service and by impact"
    results "Results"
    more_results "Show more results"
    found_one "1 result"
    #[doc = "`#` stands for the number."]
    found_many "# results"
    found_none "Nothing was found. Try fewer or shorter words."
    search_failed "The search could not be loaded. Please try again."
    entries "Incidents and maintenance"
    filters "Show only"
    by_year "By year"
    key_ok "No impact"
    key_maintenance "Maintenance"
    key_degraded "Degraded"
    key_partial "Partial outage"
    key_major "Major outage"
    incidents_of_service "Incidents and maintenance"
    nothing_recorded "Nothing has been recorded."
    feeds "Feeds"
    how_counted "How uptime is counted"
    subscribe "Subscribe"
    #[doc = "On a page that leads to a new address."]
    moved "This page has moved."
    #[doc = "At the ends of a bar of days."]
    days_ago "90 days ago"
    today "Today"
    #[doc = "What a bar of days is called for screen readers, before the service's name."]
    days_of "Days of"
    no_impact "No impact"
    not_counted "Not counted"
    #[doc = "Behind a time that was turned into the visitor's own."]
    your_time "your time"
    #[doc = "Told when an open page has taken in a new build."]
    updated "This page was updated."
    #[doc = "The button that switches between light and dark."]
    theme "Dark colours"
    #[doc = "Before the new address."]
    go_on "Go on to"
}
