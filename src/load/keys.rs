//! Every key that candor.toml and front matter may have, with an example for messages.

use crate::syntax::toml::Key;

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident { $($key:ident $word:literal $example:literal)* })*) => {
        $($(#[$doc])* pub(super) mod $name {
            use super::Key;
            $(pub(in crate::load) const $key: Key = Key { name: $word, example: $example };)*
            pub(in crate::load) const ALL: &[Key] = &[$($key,)*];
        })*
    };
}

keys! {
    /// candor.toml itself.
    config {
        TITLE "title" r#"title = "Example Status""#
        DESCRIPTION "description" r#"description = "How our services are doing""#
        BASE_URL "base_url" r#"base_url = "https://status.example.com/""#
        LANGUAGE "language" r#"language = "en""#
        TIMEZONE "timezone" r#"timezone = "Europe/Lisbon""#
        THEME "theme" r#"theme = "mine""#
        SUPPORT_URL "support_url" r#"support_url = "https://example.com/support""#
        UPTIME "uptime" "[uptime]"
        GROUPS "groups" "[[groups]]"
        SERVICES "services" "[[services]]"
        LINKS "links" "[[links]]"
        FEEDS "feeds" "[feeds]"
        API "api" "[api]"
        BRAND "brand" "[brand]"
        OUTPUT "output" "[output]"
    }
    /// `[feeds]`.
    feeds {
        HUB "hub" r#"hub = "https://hub.example.com/""#
    }
    /// `[api]`: APIs of other tools, for who comes from them.
    api {
        CSTATE "cstate" "cstate = true"
        UPPTIME "upptime" "upptime = true"
    }
    /// `[output]`: how the site is written, and what of it is not.
    output {
        PRECOMPRESS "precompress" r#"precompress = ["gzip", "brotli"]"#
        LEAVE_OUT "leave_out" r#"leave_out = ["heroku_api", "feed_archives"]"#
    }
    /// `[brand]`: what makes the site look like its owner's.
    brand {
        COLOR "color" r##"color = "#0b5fff""##
        DARK_COLOR "dark_color" r##"dark_color = "#7ab0ff""##
        LOGO "logo" r#"logo = "/logo.svg""#
        FAVICON "favicon" r#"favicon = "/favicon.svg""#
        FOOTER "footer" r#"footer = "Run by Example Ltd. [Imprint](https://example.com/imprint)""#
    }
    /// `[uptime]`: how much of a second each impact takes.
    uptime {
        MAJOR "major_outage" "major_outage = 1.0"
        PARTIAL "partial_outage" "partial_outage = 0.3"
        DEGRADED "degraded_performance" "degraded_performance = 0.0"
        MAINTENANCE "under_maintenance" "under_maintenance = 0.0"
    }
    /// `[[groups]]`.
    group {
        ID "id" r#"id = "core""#
        NAME "name" r#"name = "Core services""#
        DESCRIPTION "description" r#"description = "What everything else needs""#
    }
    /// `[[services]]`.
    service {
        ID "id" r#"id = "api""#
        NAME "name" r#"name = "API""#
        GROUP "group" r#"group = "core""#
        DESCRIPTION "description" r#"description = "What your programs talk to""#
        SINCE "since" "since = 2024-03-01"
    }
    /// `[[links]]`.
    link {
        NAME "name" r#"name = "Support""#
        URL "url" r#"url = "https://example.com/support""#
    }
    /// An incident.
    incident {
        TITLE "title" r#"title = "Some requests to the API fail""#
        STATE "state" r#"state = "resolved""#
        SERVICES "services" r#"services = { api = "partial_outage" }"#
        RETROACTIVE "retroactive" "retroactive = true"
        STARTED "started" "started = 2026-11-20T09:52:00Z"
        ENDED "ended" "ended = 2026-11-20T10:41:00Z"
        PUBLISHED "published" "published = 2026-11-21T08:00:00Z"
        NEXT_UPDATE "next_update" "next_update = 2026-11-20T11:00:00Z"
        ALIASES "aliases" r#"aliases = ["/incidents/2105"]"#
        DRAFT "draft" "draft = true"
        UPDATES "updates" "[[updates]]"
        POSTMORTEM "postmortem" "[postmortem]"
    }
    /// One of an incident's `[[updates]]`.
    update {
        AT "at" "at = 2026-11-20T10:03:00Z"
        EDITED "edited" "edited = 2026-11-20T10:15:00Z"
        STATE "state" r#"state = "investigating""#
        SERVICES "services" r#"services = { api = "major_outage" }"#
        TEXT "text" "text = '''…'''"
    }
    /// `[postmortem]`.
    postmortem {
        PUBLISHED "published" "published = 2026-11-23T16:00:00Z"
    }
    /// A maintenance.
    maintenance {
        TITLE "title" r#"title = "Databases get a newer version""#
        STATE "state" r#"state = "scheduled""#
        SERVICES "services" r#"services = ["api", "dashboard"]"#
        SCHEDULED_FOR "scheduled_for" "scheduled_for = 2026-11-28T06:00:00Z"
        SCHEDULED_UNTIL "scheduled_until" "scheduled_until = 2026-11-28T08:00:00Z"
        PUBLISHED "published" "published = 2026-11-21T08:00:00Z"
        ALIASES "aliases" r#"aliases = ["/maintenance/2105"]"#
        DRAFT "draft" "draft = true"
        REPEAT "repeat" r#"repeat = "RRULE:FREQ=MONTHLY;BYDAY=1SU""#
        UPDATES "updates" "[[updates]]"
    }
    /// One of a maintenance's `[[updates]]`.
    maintenance_update {
        AT "at" "at = 2026-11-28T06:00:00Z"
        EDITED "edited" "edited = 2026-11-28T06:15:00Z"
        STATE "state" r#"state = "in_progress""#
        TEXT "text" "text = '''…'''"
    }
    /// A page of the author's own.
    page {
        TITLE "title" r#"title = "About this page""#
        DESCRIPTION "description" r#"description = "Who writes here, and when""#
        NAV "nav" "nav = 1"
        ALIASES "aliases" r#"aliases = ["/about-us"]"#
        DRAFT "draft" "draft = true"
    }
}
