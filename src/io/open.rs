//! Opens an address in the person's browser.
//!
//! Starts the system's opener directly, without a shell, so that nothing in the address is ever a command.

use std::process::{Command, Stdio};

use super::Fault;

/// Opens `url` and does not wait for the browser.
///
/// # Errors
/// When the opener cannot be started; worth a note to the person, no reason to stop.
pub fn url(url: &str) -> Result<(), Fault> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer.exe"
    } else {
        "xdg-open"
    };
    start(opener, url)
}

fn start(opener: &str, url: &str) -> Result<(), Fault> {
    let null = Stdio::null;
    let child = Command::new(opener).arg(url).stdin(null()).stdout(null()).stderr(null()).spawn();
    let mut child = child.map_err(|error| {
        Fault::elsewhere("open the browser", format!("{opener}: {}", super::fault::plain_words(&error)))
            .help(format!("open {url} yourself"))
    })?;
    // Waited for in the background, so that a finished opener does not linger as a zombie.
    std::thread::spawn(move || child.wait());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::start;

    #[test]
    fn a_missing_opener_is_only_a_note() {
        let fault = start("candor-no-such-opener", "http://127.0.0.1:1/").expect_err("it is not there");
        assert!(fault.to_string().starts_with("cannot open the browser: candor-no-such-opener"), "{fault}");
        assert!(fault.help_text().is_some_and(|help| help.contains("http://127.0.0.1:1/")));
    }
}
