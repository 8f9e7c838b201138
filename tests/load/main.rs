//! Reading whole sites: the demo, many faults at once, what stays unshown, and that nothing that anybody may write makes
//! it panic.

mod again;
mod demo;
mod faults;
mod roundtrip;
#[path = "../diagnostic_codes/site.rs"]
#[expect(dead_code, reason = "shared with the tests of single codes, which use more of it")]
mod site;
mod soup;
mod unshown;
