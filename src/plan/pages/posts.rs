//! Updates as pages show them: the newest first, each with its permalink.

use super::Pages;
use crate::model::Update;
use crate::plan::views::{Promise, TermView, UpdateView};
use crate::status::IncidentView;

impl Pages<'_> {
    /// The updates of the page at `address`, seen from a page whose way to the root is `root`.
    pub(super) fn updates<S: Copy + Into<TermView>>(
        &self,
        updates: &[Update<S>],
        address: &str,
        root: &str,
    ) -> Vec<UpdateView> {
        let view = |(n, update): (usize, &Update<S>)| {
            let id = format!("update-{}", n + 1);
            UpdateView {
                href: format!("{address}#{id}"),
                id,
                state: update.state.into(),
                time: update.at.map(|at| self.time(at)),
                edited: update.edited_by(self.status.now()).map(|at| self.time(at)),
                no_time: if update.at.is_none() { "Time not recorded".to_owned() } else { String::new() },
                changes: self.service_impacts(&update.impacts),
                body_html: update.body.fill(root, ""),
            }
        };
        updates.iter().enumerate().rev().map(view).collect()
    }

    /// The promised next post of an open incident; one that is late at the time of the build says so.
    pub(super) fn promise(&self, view: &IncidentView<'_>) -> Option<Promise> {
        let at = view.next_update()?;
        let late = at < self.status.now();
        let overdue = "Update was due";
        let text = if late { overdue } else { "Next update by" };
        Some(Promise { text: text.to_owned(), late: overdue.to_owned(), time: self.time(at) })
    }
}
