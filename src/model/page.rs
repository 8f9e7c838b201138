//! Pages beside the incidents: about, how uptime is counted, an imprint.

use crate::fragment::Fragment;
use crate::tree::RelPath;

/// A page of the author's own.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file that it comes from.
    pub path: RelPath,
    /// Where it stands: `about`, `legal/privacy`.
    pub address: RelPath,
    /// Its title.
    pub title: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Its place in the site's navigation, lowest first; `None`: not in it.
    pub nav: Option<i64>,
    /// Old paths that lead here, from the site's root and without a leading `/`.
    pub aliases: Vec<String>,
    /// What it says.
    pub body: Fragment,
}
