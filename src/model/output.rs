//! How the site is written down: `[output]` of candor.toml.

use std::collections::BTreeSet;

use crate::encoding::Encoding;
use crate::terms::terms;

/// What is written beside pages and documents, and which of them are not.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct OutputConfig {
    /// In which encodings files are written too, each once; none unless it is asked for.
    pub precompress: Vec<Encoding>,
    /// Which outputs are not made.
    pub leave_out: LeftOut,
}

terms! {
    /// An output that a site may leave out. Whatever is not among these, every site has.
    Extra {
        /// Atlassian Statuspage's API: `/api/v2/`.
        StatuspageApi "statuspage_api" "Statuspage's API",
        /// Heroku's API: `/api/v4/`.
        HerokuApi "heroku_api" "Heroku's API",
        /// Candor's own API: `/api/candor.json` and its years.
        CandorApi "candor_api" "Candor's API",
        /// The older entries of all feeds (RFC 5005, section 4).
        FeedArchives "feed_archives" "Archives of feeds",
        /// The feeds of single services and of groups.
        ServiceFeeds "service_feeds" "Feeds of services",
        /// The search of the history: its page and its index.
        Search "search" "Search",
        /// The pictures that chats show beside a link to the site.
        Cards "cards" "Share cards",
        /// The calendars of maintenance.
        Calendars "calendars" "Calendars",
        /// Badges, as pictures and as JSON.
        Badges "badges" "Badges",
        /// What other pages show of this site: the line in a frame, and the banner.
        Embed "embed" "Line and banner for other pages",
        /// The JSON Schemas.
        Schemas "schemas" "Schemas",
    }
}

/// The outputs that a site leaves out; none unless it is asked for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LeftOut(BTreeSet<Extra>);

impl LeftOut {
    /// Whether `extra` is left out.
    #[must_use]
    pub fn has(&self, extra: Extra) -> bool {
        self.0.contains(&extra)
    }
}

impl FromIterator<Extra> for LeftOut {
    fn from_iter<I: IntoIterator<Item = Extra>>(extras: I) -> Self {
        Self(extras.into_iter().collect())
    }
}
