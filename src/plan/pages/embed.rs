//! What other pages show of this site: a line in a frame, and what the banner asks for.

use super::Pages;
use crate::model::{Indicator, Term};
use crate::plan::views::{EmbedPage, EmbedStatus, PageHead};
use crate::routes;

impl Pages<'_> {
    /// The page for a frame.
    #[must_use]
    pub fn embed(&self) -> EmbedPage {
        let headline = self.headline();
        let head = self.head(routes::EMBED, "Status", &headline.text, None);
        EmbedPage {
            root: routes::root_from(routes::EMBED),
            page: PageHead { indexed: false, ..head },
            headline,
        }
    }

    /// What the banner shows, and whether it shows anything.
    #[must_use]
    pub fn embed_status(&self) -> EmbedStatus {
        let indicator = self.status.indicator();
        let open = self.status.open_incidents().filter(|view| !view.current_impacts().is_empty());
        let mut about: Vec<String> = open.map(|view| routes::incident(view.incident().slug())).collect();
        if indicator == Indicator::Maintenance {
            let running = self.status.maintenance_in_progress();
            about.extend(running.map(|view| {
                let began = view.scheduled_for().timestamp();
                format!("{}#{began}", routes::maintenance(view.maintenance().slug()))
            }));
        }
        about.sort();
        let page = match about.as_slice() {
            [only] => only.split('#').next().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        EmbedStatus {
            indicator: indicator.as_str().to_owned(),
            message: self.headline().text,
            path: page,
            id: about.join(" "),
            dismiss: "Dismiss".to_owned(),
        }
    }
}
