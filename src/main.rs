//! The `candor` program: arguments in, exit code out.

use std::process::ExitCode;

/// A build makes and drops a hundred small things for each page; this allocator takes a fifth of its time off.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    candor::cli::run(std::env::args_os())
}
