//! One test for each diagnostic that reading a site can give: what is said, where, and what is not complained of.
//!
//! A test is named after its code and shows a fault in the form `short`, whole; beside it stands what is right and must
//! stay unreported.

mod addresses;
mod config;
mod files;
mod form;
mod incidents;
mod maintenance;
mod site;
mod targets;

use candor::diagnostics::Code;

const TESTS: &[&str] = &[
    include_str!("addresses.rs"),
    include_str!("config.rs"),
    include_str!("files.rs"),
    include_str!("form.rs"),
    include_str!("incidents.rs"),
    include_str!("maintenance.rs"),
    include_str!("targets.rs"),
];

/// Codes that reading a tree cannot give; they are tested where they arise.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::FileTooLarge, "reading a folder"),
    (Code::SymlinkOutside, "reading a folder"),
    (Code::SymlinkLoop, "reading a folder"),
    (Code::SymlinkBroken, "reading a folder"),
    (Code::SpecialFile, "reading a folder"),
    (Code::RawHtml, "Markdown"),
    (Code::UnsafeLink, "Markdown"),
    (Code::ExternalImage, "Markdown"),
    (Code::TooDeep, "Markdown"),
    (Code::ImportFrontMatter, "import"),
    (Code::ImportSyntax, "import"),
    (Code::ImportTime, "import"),
    (Code::ImportMissing, "import"),
    (Code::TemplateFault, "themes"),
    (Code::BadThemeConfig, "themes"),
];

#[test]
fn every_code_has_a_test_of_its_name() {
    for code in Code::ALL {
        let test = format!("#[test]\nfn {}() {{", code.as_str().replace('-', "_"));
        let shown = format!("{}[{code}]: ", code.severity().as_str());
        let here = TESTS.iter().any(|file| file.contains(&test) && file.contains(&shown));
        let elsewhere = ELSEWHERE.iter().any(|(other, _)| other == code);
        assert!(
            here != elsewhere,
            "`{code}` needs a test of its name here, or a place in ELSEWHERE, and not both"
        );
    }
}
