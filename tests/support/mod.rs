//! What several tests share. A test that needs only one of these files names it by its path.

pub mod site;
