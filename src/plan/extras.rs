//! Which outputs a site has of those that it may leave out: `leave_out` of candor.toml, asked here and nowhere else in `plan`.
//!
//! Whoever lists such an output, makes something for it alone, or says anything that leads to it, asks here first. So what
//! is left out costs nothing, and nothing leads to where nothing is.

use super::feeds::{Series, Subject};
use crate::model::{Config, Extra, LeftOut};

/// The outputs that a site has of those that it may leave out.
#[derive(Clone, Copy)]
pub struct Extras<'c> {
    left_out: &'c LeftOut,
}

impl<'c> Extras<'c> {
    /// Those of the site that `config` describes.
    #[must_use]
    pub fn of(config: &'c Config) -> Self {
        Self { left_out: &config.output.leave_out }
    }

    /// Whether there is `extra`.
    #[must_use]
    pub fn have(self, extra: Extra) -> bool {
        !self.left_out.has(extra)
    }

    /// Whether there is any API of Candor's own or of those that every site answers.
    #[must_use]
    pub fn have_api(self) -> bool {
        [Extra::StatuspageApi, Extra::HerokuApi, Extra::CandorApi].into_iter().any(|api| self.have(api))
    }

    /// Whether there is the feed `series`.
    #[must_use]
    pub fn have_feed(self, series: Series) -> bool {
        series.subject == Subject::Site || self.have(Extra::ServiceFeeds)
    }
}
