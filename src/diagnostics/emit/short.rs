//! One line a fault, as compilers have always written them, so that editors can jump to the place.

use std::fmt::Write as _;

use super::files::Files;
use super::visible::one_line;
use crate::diagnostics::Diagnostic;

/// `path:line:column: error[code]: message; help`, without line and column when they are not known.
pub(super) fn write(diagnostics: &[Diagnostic], files: &Files<'_>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let mut line = one_line(diagnostic.path().as_str());
        if let Some((_, region)) = files.region(diagnostic.path(), diagnostic.span()) {
            // Writing to a String cannot fail.
            let _ = write!(line, ":{}:{}", region.start.line, region.start.column);
        }
        let (severity, code) = (diagnostic.severity().as_str(), diagnostic.code());
        let _ = write!(line, ": {severity}[{code}]: {}", one_line(diagnostic.message()));
        if let Some(help) = diagnostic.help_text() {
            let _ = write!(line, "; {}", one_line(help));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
