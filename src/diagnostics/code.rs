//! The stable names of all faults. A name never changes its meaning; docs/diagnostics.md explains each one.

use std::fmt;

/// How bad a fault is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The site is built; somebody should look.
    Warning,
    /// The file cannot be shown as it stands.
    Error,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $meaning:literal)*) => {
        /// The kind of a fault, by its stable name.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, in the order of docs/diagnostics.md.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name as it is printed, in kebab case.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What this code means, in a few words.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }

            /// The severity that faults of this code have.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Files
    NotUtf8 "not-utf8" Error "The file is not UTF-8 text."
    NulByte "nul-byte" Error "The text holds a NUL byte."
    FileTooLarge "file-too-large" Error "The file is larger than Candor reads."
    SymlinkOutside "symlink-outside" Error "A symbolic link leads out of the site's folder."
    SymlinkLoop "symlink-loop" Error "A symbolic link leads back to itself or to a folder above it."
    SymlinkBroken "symlink-broken" Error "A symbolic link leads nowhere."
    SpecialFile "special-file" Error "A pipe, a socket or a device stands where a file should."
    BadFileName "bad-file-name" Error "A file's name cannot become a URL."
    MisplacedFile "misplaced-file" Warning "A file in content/ stands where Candor does not look for it."
    // Front matter and TOML
    MissingConfig "missing-config" Error "The site has no candor.toml."
    MissingFrontMatter "missing-front-matter" Error "The file does not begin with TOML between +++ lines."
    UnclosedFrontMatter "unclosed-front-matter" Error "The closing +++ line is missing."
    TomlSyntax "toml-syntax" Error "The TOML cannot be read."
    UnknownKey "unknown-key" Error "A key that Candor does not know."
    WrongType "wrong-type" Error "A value of another type than the key takes."
    MissingKey "missing-key" Error "A key that must be there is not."
    EmptyValue "empty-value" Error "A text that must say something is empty."
    // Configuration
    BadBaseUrl "bad-base-url" Error "`base_url` is not an absolute http or https URL."
    UnknownTimezone "unknown-timezone" Error "A time zone that the IANA database does not have."
    BadLanguage "bad-language" Error "language is not a BCP 47 language tag."
    BadWeight "bad-weight" Error "An uptime weight is not between 0 and 1."
    BadId "bad-id" Error "An id of a service or a group cannot stand in a URL."
    DuplicateId "duplicate-id" Error "Two services or two groups have one id."
    UnknownGroup "unknown-group" Error "A service names a group that is not configured."
    BadUrl "bad-url" Error "A link that is not an http, https or mailto URL or a path on the site."
    BadColor "bad-color" Error "A colour that is not written as #rrggbb."
    LowContrast "low-contrast" Warning "A colour that is hard to read on the page."
    UnknownTheme "unknown-theme" Error "The theme has no folder in themes/."
    UnknownEncoding "unknown-encoding" Error "`precompress` names an encoding that Candor does not write."
    UnknownOutput "unknown-output" Error "`leave_out` names an output that Candor does not have."
    NoServices "no-services" Error "The site has no services."
    // Incidents and maintenance
    UnknownService "unknown-service" Error "A service that candor.toml does not have."
    UnknownState "unknown-state" Error "A state that is none of the known ones."
    UnknownImpact "unknown-impact" Error "An impact that is none of the known ones."
    ListedTwice "listed-twice" Error "A list names the same thing twice."
    BadTime "bad-time" Error "A value that is not a date and a time."
    TimeGap "time-gap" Error "A local time that does not exist because the clocks went forward over it."
    TimeFold "time-fold" Error "A local time that happened twice because the clocks went back."
    EndBeforeStart "end-before-start" Error "Something ends before it starts."
    UpdatesOutOfOrder "updates-out-of-order" Error "An update is dated before the one above it."
    EditedBeforePosted "edited-before-posted" Error "An update is edited before it was posted."
    StartAfterFirstUpdate "start-after-first-update" Warning "An incident starts after its own first update."
    StateDisagrees "state-disagrees" Error "The state at the top is not the newest update's."
    UpdateAfterResolved "update-after-resolved" Error "A closed incident has later updates that do not reopen it."
    NoUpdates "no-updates" Error "An incident has no update."
    MissingStart "missing-start" Error "Nothing says when the incident started."
    RetroactiveUnpublished "retroactive-unpublished" Error "A retroactive incident does not say when it was published."
    RetroactiveTooEarly "retroactive-too-early" Error "A retroactive incident is published before it ended."
    PublishedBeforeStart "published-before-start" Error "An incident is published before it started."
    EndWhileOpen "end-while-open" Warning "An incident has ended but its newest update still looks for the cause."
    UpdateWithoutTime "update-without-time" Warning "An update of an open incident does not say when it was posted."
    EndNotRecorded "end-not-recorded" Warning "A closed incident does not say when it ended; it counts no downtime."
    ImpactTooLate "impact-too-late" Warning "An impact stands only in the update that closes the incident; it counts no downtime."
    PostmortemMissing "postmortem-missing" Error "`[postmortem]` stands without a post-mortem below the front matter."
    NextUpdateBeforeLast "next-update-before-last" Warning "The promised next update is not after the newest one."
    BadRepeat "bad-repeat" Error "The rule by which a maintenance repeats cannot be followed."
    // Addresses
    DuplicateSlug "duplicate-slug" Error "Two files would have the same URL."
    ReservedPath "reserved-path" Error "A page or a static file stands where Candor puts one of its own."
    BadAlias "bad-alias" Error "An alias that is not a path on the site."
    AliasCollision "alias-collision" Error "An alias that is another page's URL or another's alias."
    // Markdown
    RawHtml "raw-html" Warning "HTML that is shown as text because it is not on the list of safe tags."
    UnsafeLink "unsafe-link" Warning "A link whose scheme is not safe; it is shown as text."
    BrokenLink "broken-link" Warning "A link to a file or an address that is not there."
    MissingImage "missing-image" Warning "An image that is not there; its description is shown."
    BadImage "bad-image" Warning "An image that cannot be read; its description is shown."
    ExternalImage "external-image" Warning "An image on another host; a link is shown in its place."
    TooDeep "too-deep" Error "Markdown nested deeper than anybody can read."
    // Import
    ImportFrontMatter "import-front-matter" Error "A file of the old site has no front matter, or it is not closed."
    ImportSyntax "import-syntax" Error "The YAML, TOML or JSON of the old site cannot be read."
    ImportTime "import-time" Error "A date of the old site is not a date and a time."
    ImportMissing "import-missing" Error "A file of the old site lacks what an incident or a site needs."
    // Theme
    TemplateFault "template-fault" Error "A template of the theme cannot be read or rendered."
    BadThemeConfig "bad-theme-config" Error "theme.toml cannot be used."
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
