//! What several tests share.

pub mod site;
