//! JSON Schemas for what authors write: candor.toml and the front matter of incidents, maintenance and pages.
//!
//! The shapes below are only ever described, never filled: the reader of TOML stands in the files beside this one and
//! says more than a schema can. The keys and their examples come from `keys`; that a shape has exactly the keys of its
//! table, and takes what the reader takes, is held by tests.

mod examples;
mod texts;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;

use super::keys;
use crate::encoding::Encoding;
use crate::model::{Extra, Impact, IncidentState, MaintenanceState};
use crate::schema::{Pattern, Word, of_input};
use crate::slug::MAX_LEN;
use crate::syntax::toml::Key;
use examples::{of_parts, without_null, written};
use texts::{
    DayOrMoment, HexColor, HubUrl, Id, LanguageTag, Line, LinkUrl, Moment, OldPath, RepeatRule, WebUrl,
};

/// A schema with the name of its file: `config`.
pub struct Named {
    /// The file's name without `.json`.
    pub name: &'static str,
    /// The schema.
    pub schema: Value,
}

/// All schemas of what authors write.
#[must_use]
pub fn all() -> Vec<Named> {
    let tables = tables();
    let schema = |name: &'static str, mut schema: Value| {
        without_null(&mut schema);
        for table in tables.iter().filter(|table| table.schema == name) {
            table.illustrate(&mut schema);
        }
        Named { name, schema }
    };
    vec![
        schema("config", of_input::<ConfigFile>()),
        schema("incident", of_input::<IncidentFront>()),
        schema("maintenance", of_input::<MaintenanceFront>()),
        schema("page", of_input::<PageFront>()),
    ]
}

/// The words that the keys of a table may be, with the place of the table's schema: for the test that holds the two
/// together.
#[must_use]
pub fn known_keys() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let names = |table: &Table| table.keys.iter().map(|key| key.name).collect();
    tables().iter().map(|table| (table.schema, table.pointer, names(table))).collect()
}

/// A table of keys and where in which schema it is described.
struct Table {
    schema: &'static str,
    /// JSON Pointer (RFC 6901) to the table's own schema.
    pointer: &'static str,
    keys: &'static [Key],
}

/// Inner tables come before the ones that they stand in, whose examples are made of theirs.
fn tables() -> Vec<Table> {
    let table = |schema, pointer, keys| Table { schema, pointer, keys };
    vec![
        table("config", "/properties/brand", keys::brand::ALL),
        table("config", "/properties/uptime", keys::uptime::ALL),
        table("config", "/properties/groups/items", keys::group::ALL),
        table("config", "/properties/services/items", keys::service::ALL),
        table("config", "/properties/links/items", keys::link::ALL),
        table("config", "/properties/feeds", keys::feeds::ALL),
        table("config", "/properties/api", keys::api::ALL),
        table("config", "/properties/output", keys::output::ALL),
        table("config", "", keys::config::ALL),
        table("incident", "/properties/updates/items", keys::update::ALL),
        table("incident", "/properties/postmortem", keys::postmortem::ALL),
        table("incident", "", keys::incident::ALL),
        table("maintenance", "/properties/updates/items", keys::maintenance_update::ALL),
        table("maintenance", "", keys::maintenance::ALL),
        table("page", "", keys::page::ALL),
    ]
}

impl Table {
    /// Gives each property the example of its key.
    fn illustrate(&self, schema: &mut Value) {
        let Some(properties) = schema.pointer_mut(self.pointer).and_then(|at| at.get_mut("properties"))
        else {
            return;
        };
        for key in self.keys {
            let Some(property) = properties.get_mut(key.name).and_then(Value::as_object_mut) else {
                continue;
            };
            if let Some(example) = written(key).or_else(|| of_parts(property)) {
                property.insert("examples".to_owned(), Value::Array(vec![example]));
            }
        }
    }
}

/// candor.toml: the configuration of a status site.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "candor.toml")]
pub struct ConfigFile {
    /// The site's name: at the top of every page, in browser tabs and in feeds.
    pub title: Pattern<Line>,
    /// One sentence on the site, for search engines and link previews.
    pub description: Option<Pattern<Line>>,
    /// Where the site will live. A path is fine: `https://example.com/status/`.
    pub base_url: Pattern<WebUrl>,
    /// The language of the pages, a BCP 47 tag; `en` when it is left out.
    pub language: Option<Pattern<LanguageTag>>,
    /// The time zone in which days begin and end and in which times are shown, an IANA name; UTC when it is left out.
    pub timezone: Option<Pattern<Line>>,
    /// The folder in themes/ that the site looks by; the built-in theme when it is left out.
    pub theme: Option<Pattern<Line>>,
    /// Where customers get help: a URL, `mailto:`, or a path on the site.
    pub support_url: Option<Pattern<LinkUrl>>,
    /// The site's own colours, pictures and last words.
    pub brand: Option<BrandTable>,
    /// How much of a second each impact takes from uptime, from 0 to 1.
    pub uptime: Option<UptimeTable>,
    /// Groups gather services under a heading, in the order in which they stand here.
    pub groups: Option<Vec<GroupTable>>,
    /// What customers use and what can fail, in the order in which it is shown.
    #[schemars(length(min = 1))]
    pub services: Vec<ServiceTable>,
    /// Links in the header.
    pub links: Option<Vec<LinkTable>>,
    /// How feeds reach their subscribers.
    pub feeds: Option<FeedsTable>,
    /// APIs of other tools, for clients that know them. All are off unless they are asked for.
    pub api: Option<ApiTable>,
    /// How the site is written.
    pub output: Option<OutputTable>,
}

/// The site's own colours, pictures and last words.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct BrandTable {
    /// The colour of links, `#rrggbb` or `#rgb`.
    pub color: Option<Pattern<HexColor>>,
    /// The same on dark pages; the nearest lighter colour that can be read there when it is left out.
    pub dark_color: Option<Pattern<HexColor>>,
    /// A picture in static/ that stands for the title in the header, by its path on the site.
    pub logo: Option<Pattern<Line>>,
    /// The site's icon: a file in static/, by its path on the site; one that shows the status when it is left out.
    pub favicon: Option<Pattern<Line>>,
    /// What stands at the foot of every page, in Markdown.
    pub footer: Option<Pattern<Line>>,
}

/// How much of a second each impact takes from uptime.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct UptimeTable {
    /// For a second of major outage; 1 when it is left out.
    #[schemars(range(min = 0, max = 1))]
    pub major_outage: Option<f64>,
    /// For a second of partial outage; 0.3 when it is left out.
    #[schemars(range(min = 0, max = 1))]
    pub partial_outage: Option<f64>,
    /// For a second of degraded performance; 0 when it is left out.
    #[schemars(range(min = 0, max = 1))]
    pub degraded_performance: Option<f64>,
    /// For a second of maintenance; 0 when it is left out.
    #[schemars(range(min = 0, max = 1))]
    pub under_maintenance: Option<f64>,
}

/// A group of services.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct GroupTable {
    /// The name by which services refer to the group; it stands in the addresses of the group's feeds.
    #[schemars(extend("maxLength" = MAX_LEN))]
    pub id: Pattern<Id>,
    /// The name for people.
    pub name: Pattern<Line>,
    /// One sentence on the group.
    pub description: Option<Pattern<Line>>,
}

/// A service.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ServiceTable {
    /// The name in incident files and in the address of the service's page. Avoid changing it later.
    #[schemars(extend("maxLength" = MAX_LEN))]
    pub id: Pattern<Id>,
    /// The name for people.
    pub name: Pattern<Line>,
    /// The id of the group that it belongs to.
    pub group: Option<Pattern<Line>>,
    /// One sentence on what it does for a customer.
    pub description: Option<Pattern<Line>>,
    /// The day on which it opened to customers; no uptime is counted before.
    pub since: Option<Pattern<DayOrMoment>>,
}

/// A link in the header.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LinkTable {
    /// What it says.
    pub name: Pattern<Line>,
    /// Where it leads: a URL, `mailto:`, or a path on the site.
    pub url: Pattern<LinkUrl>,
}

/// How feeds reach their subscribers.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FeedsTable {
    /// The WebSub hub that every feed names; tell it of each publication.
    pub hub: Option<Pattern<HubUrl>>,
}

/// APIs of other tools.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ApiTable {
    /// Writes cState's read-only API: /index.json and /issues/index.json.
    pub cstate: Option<bool>,
    /// Writes Upptime's /history/summary.json.
    pub upptime: Option<bool>,
}

/// How the site is written.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OutputTable {
    /// Writes text files in these encodings too, for web servers that send such files: `index.html.gz` beside
    /// `index.html`. None when it is left out.
    #[schemars(extend("uniqueItems" = true))]
    pub precompress: Option<Vec<Word<Encoding>>>,
    /// Outputs that the site can do without: they are not made, and nothing leads to them. All are made when it is left
    /// out.
    #[schemars(extend("uniqueItems" = true))]
    pub leave_out: Option<Vec<Word<Extra>>>,
}

/// The front matter of an incident, between its `+++` lines.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "An incident's front matter",
    extend("if" = { "required": ["retroactive"], "properties": { "retroactive": { "const": true } } }),
    extend("then" = { "required": ["published"] })
)]
pub struct IncidentFront {
    /// What customers saw, in one line.
    pub title: Pattern<Line>,
    /// The newest update's state; it may be left out.
    pub state: Option<Word<IncidentState>>,
    /// The services that were hit from the start, each with its impact. A list is short for degraded performance.
    pub services: Option<Impacts>,
    /// Whether it was added when it was over. It never changes the current status then, and needs `published`.
    pub retroactive: Option<bool>,
    /// When customers were first affected; the first update's time when it is left out.
    pub started: Option<Pattern<Moment>>,
    /// When customers no longer were; the time of the update that resolves it when it is left out.
    pub ended: Option<Pattern<Moment>>,
    /// When it was put on the site; required when it is retroactive.
    pub published: Option<Pattern<Moment>>,
    /// When the next post is promised.
    pub next_update: Option<Pattern<Moment>>,
    /// Old paths that lead here.
    pub aliases: Option<Vec<Pattern<OldPath>>>,
    /// Keeps the file out of the site.
    pub draft: Option<bool>,
    /// The posts, oldest first.
    #[schemars(length(min = 1))]
    pub updates: Vec<UpdateTable>,
    /// About the post-mortem, whose text is the body below the front matter.
    pub postmortem: Option<PostmortemTable>,
}

/// One post about an incident.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct UpdateTable {
    /// When it was posted; left out only when that was not recorded.
    pub at: Option<Pattern<Moment>>,
    /// When its text was last changed; left out when it says what it always said.
    pub edited: Option<Pattern<Moment>>,
    /// The state from then on.
    pub state: Word<IncidentState>,
    /// The impacts that change with it; services that are not named keep theirs.
    pub services: Option<Impacts>,
    /// What it says, in Markdown.
    pub text: Option<String>,
}

/// About the post-mortem.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PostmortemTable {
    /// When it was published.
    pub published: Option<Pattern<Moment>>,
}

/// Services with their impacts.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Impacts {
    /// Ids of services, each with degraded performance.
    List(#[schemars(extend("uniqueItems" = true))] Vec<Pattern<Id>>),
    /// The impact on each service, by its id.
    Table(BTreeMap<String, Word<Impact>>),
}

/// The front matter of a maintenance, between its `+++` lines.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "A maintenance's front matter")]
pub struct MaintenanceFront {
    /// What is done, in one line.
    pub title: Pattern<Line>,
    /// The newest update's state; it may be left out.
    pub state: Option<Word<MaintenanceState>>,
    /// The ids of the services that are worked on.
    #[schemars(extend("uniqueItems" = true))]
    pub services: Vec<Pattern<Id>>,
    /// When the work begins.
    pub scheduled_for: Pattern<Moment>,
    /// When the work is over.
    pub scheduled_until: Pattern<Moment>,
    /// When it was put on the site.
    pub published: Option<Pattern<Moment>>,
    /// Old paths that lead here.
    pub aliases: Option<Vec<Pattern<OldPath>>>,
    /// Keeps the file out of the site.
    pub draft: Option<bool>,
    /// The rule by which it takes place again: FREQ (DAILY, WEEKLY, MONTHLY or YEARLY), INTERVAL, COUNT, UNTIL, BYDAY,
    /// BYMONTHDAY, BYMONTH and WKST of RFC 5545, section 3.3.10. `scheduled_for` and `scheduled_until` are the first
    /// window.
    pub repeat: Option<Pattern<RepeatRule>>,
    /// The posts, oldest first.
    pub updates: Option<Vec<MaintenanceUpdateTable>>,
}

/// One post about a maintenance.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct MaintenanceUpdateTable {
    /// When it was posted; left out only when that was not recorded.
    pub at: Option<Pattern<Moment>>,
    /// When its text was last changed; left out when it says what it always said.
    pub edited: Option<Pattern<Moment>>,
    /// The state from then on.
    pub state: Word<MaintenanceState>,
    /// What it says, in Markdown.
    pub text: Option<String>,
}

/// The front matter of a page, between its `+++` lines.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "A page's front matter")]
pub struct PageFront {
    /// The page's title.
    pub title: Pattern<Line>,
    /// One sentence on it, for search engines and link previews.
    pub description: Option<Pattern<Line>>,
    /// Its place in the site's navigation, lowest first; it stands there only when this is given.
    pub nav: Option<i64>,
    /// Old paths that lead here.
    pub aliases: Option<Vec<Pattern<OldPath>>>,
    /// Keeps the file out of the site.
    pub draft: Option<bool>,
}
