//! Services and impacts as authors write them: `["api"]` or `{ api = "partial_outage" }`.

use super::Context;
use crate::diagnostics::{Code, nearest, one_of};
use crate::model::{Impact, Impacts, ServiceIx, Term};
use crate::syntax::toml::{Item, Reader};

/// What people write for an impact when they do not know the word.
const MEANT: &[(&str, Impact)] = &[
    ("down", Impact::MajorOutage),
    ("outage", Impact::MajorOutage),
    ("slow", Impact::DegradedPerformance),
    ("ok", Impact::Operational),
    ("up", Impact::Operational),
    ("none", Impact::Operational),
    ("maintenance", Impact::UnderMaintenance),
];

/// Services with their impacts; a list is short for degraded performance of each.
pub(super) fn impacts(context: &Context<'_>, reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Impacts {
    if item.is_list() {
        let services = list(context, reader, item);
        return services.into_iter().map(|service| (service, Impact::DegradedPerformance)).collect();
    }
    let wanted = "services with their impacts in braces, or services in brackets";
    let Some(table) = reader.table_of(item, wanted) else { return Impacts::none() };
    let mut impacts = Impacts::none();
    for entry in table.items("api = \"partial_outage\"") {
        let service = service(context, reader, entry.name(), entry.key_span());
        let impact = impact(reader, &entry);
        if let (Some(service), Some(impact)) = (service, impact) {
            impacts.set(service, impact);
        }
    }
    impacts
}

/// Services alone, in the order of the configuration.
pub(super) fn list(context: &Context<'_>, reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Vec<ServiceIx> {
    let mut services: Vec<ServiceIx> = Vec::new();
    for element in reader.list(item).unwrap_or_default() {
        let Some(id) = reader.text(&element) else { continue };
        let Some(service) = service(context, reader, id, element.span()) else { continue };
        if services.contains(&service) {
            let fault =
                reader.fault(Code::ListedTwice, element.span(), format!("`{id}` stands in this list twice"));
            reader.report(fault.help("name each service once"));
        } else {
            services.push(service);
        }
    }
    services.sort();
    services
}

fn service(
    context: &Context<'_>,
    reader: &mut Reader<'_>,
    id: &str,
    span: crate::diagnostics::Span,
) -> Option<ServiceIx> {
    let found = context.config.service_by_id(id);
    if found.is_none() && context.knows_services {
        let ids = || context.config.services.iter().map(|service| service.id.as_str());
        let named = context.config.services.iter().find(|service| service.name.eq_ignore_ascii_case(id));
        let near = named.map(|service| service.id.as_str()).or_else(|| nearest(id, ids()));
        let fault = reader.fault(Code::UnknownService, span, format!("candor.toml has no service `{id}`"));
        reader.report(match near {
            Some(near) => fault.label(format!("did you mean `{near}`?")).help(format!("write `{near}`")),
            None => fault.help(format!("write {}", one_of(ids()))),
        });
    }
    found
}

fn impact(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Option<Impact> {
    let word = reader.text(item)?;
    let impact = Impact::parse(word);
    if impact.is_none() {
        report_unknown_term::<Impact>(reader, item, Code::UnknownImpact, "impact", word, MEANT);
    }
    impact
}

/// Reports a word that is none of a vocabulary's, with the one that was probably meant.
pub(super) fn report_unknown_term<T: Term>(
    reader: &mut Reader<'_>,
    item: &Item<'_, '_>,
    code: Code,
    what: &str,
    word: &str,
    meant: &[(&str, T)],
) {
    let words = || T::ALL.iter().map(|term| term.as_str());
    let lower = word.trim().to_lowercase();
    let known = meant.iter().find(|(other, _)| *other == lower).map(|(_, term)| term.as_str());
    let fault = reader.fault(code, item.span(), format!("there is no {what} `{word}`"));
    let all: Vec<String> = words().map(|word| format!("`{word}`")).collect();
    let all = all.join(", ");
    reader.report(match known.or_else(|| nearest(&lower, words())) {
        Some(near) => {
            fault.label(format!("did you mean `{near}`?")).help(format!("write `{near}`; all {what}s: {all}"))
        }
        None => fault.help(format!("write {}", one_of(words()))),
    });
}
