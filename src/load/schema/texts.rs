//! What texts in candor.toml and front matter must look like, as regular expressions that all validators share. The
//! reader checks the same by its own means, and says more.

use crate::schema::Shape;

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident $text:literal $regex:literal)*) => {
        $($(#[$doc])* pub struct $name;
        impl Shape for $name {
            const NAME: &'static str = $text;
            const REGEX: &'static str = $regex;
        })*
    };
}

shapes! {
    /// A text that is not blank.
    Line "Line" r"[^ \t\r\n]"
    /// An id that can stand in a URL.
    Id "Id" r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
    /// An absolute http or https URL.
    WebUrl "WebUrl" r"^https?://[^/?#\s@:][^?#\s@]*$"
    /// A WebSub hub.
    HubUrl "HubUrl" r"^https?://\S+$"
    /// A link, or a path on the site.
    LinkUrl "LinkUrl" r"^(https?://\S*|mailto:\S*|/|/[^/\s]\S*)$"
    /// A colour as a style sheet writes it in hexadecimal.
    HexColor "HexColor" r"^\s*#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\s*$"
    /// The shape of a BCP 47 language tag.
    LanguageTag "LanguageTag" r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
    /// A TOML date-time, with or without an offset.
    Moment "Moment" r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?$"
    /// A TOML date, or a date-time.
    DayOrMoment "DayOrMoment" r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?$"
    /// The shape of a recurrence rule.
    RepeatRule "RepeatRule" r"^([Rr][Rr][Uu][Ll][Ee]:)?[A-Za-z]+=[^;=]+(;[A-Za-z]+=[^;=]+)*$"
    /// A path on the site.
    OldPath "OldPath" r"^/"
}
