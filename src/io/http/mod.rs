//! The web server of `candor serve`: a site from memory to the browsers on this machine.
//!
//! Speaks just enough HTTP/1.1 (RFC 9112) for that: GET and HEAD, one request per connection, a thread for each. It reads
//! no disk, so no path leads anywhere but into the site. Not made to face the internet.
//!
//! Written by hand rather than on a server crate: pages are asked for in bursts of connections while other tabs wait for
//! news, and a small fixed pool (or one that miscounts its idle threads) lets some of those hang. What is left to read,
//! a request line and the one header that counts, is shorter than the use of a crate for it would be.

mod answer;
mod headers;
mod kind;
mod request;
mod response;
mod state;

use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::{Fault, fault};
use crate::tree::{RelPath, Tree};
use request::Head;
use response::Response;
pub use state::{Problems, State};

/// Connections served at once: far more than the tabs that wait ([`State`] lets 32), far fewer than a system's threads.
const MOST_CONNECTIONS: usize = 128;

/// How long a browser may take to say what it wants; browsers also open connections that they never use.
const PATIENCE: Duration = Duration::from_secs(5);

/// The files of a site, by their paths in the output. They may be made when they are asked for.
pub trait Files: Send + Sync {
    /// Whether there is one at `path`.
    fn has(&self, path: &RelPath) -> bool;

    /// The bytes of the one at `path`, when there is one.
    ///
    /// # Errors
    /// When it cannot be made, with the report for whoever writes the site.
    fn get(&self, path: &RelPath) -> Result<Option<Arc<[u8]>>, Problems>;
}

impl Files for Tree {
    fn has(&self, path: &RelPath) -> bool {
        self.contains(path)
    }

    fn get(&self, path: &RelPath) -> Result<Option<Arc<[u8]>>, Problems> {
        Ok(Self::get(self, path).cloned())
    }
}

/// A bound port.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes the port; 0 takes any that is free.
    ///
    /// # Errors
    /// When another program has the port, or the machine lacks the address, or the port needs more rights.
    pub fn bind(address: IpAddr, port: u16) -> Result<Self, Fault> {
        let wanted = SocketAddr::new(address, port);
        let listener = TcpListener::bind(wanted).map_err(|error| {
            let doing = format!("serve on {wanted}");
            let other_port = "choose another with --port, or let the system choose one with --port 0";
            match error.kind() {
                ErrorKind::AddrInUse => {
                    Fault::elsewhere(doing, format!("another program uses port {port}")).help(other_port)
                }
                ErrorKind::PermissionDenied => {
                    Fault::elsewhere(doing, format!("port {port} is not free for everybody")).help(other_port)
                }
                ErrorKind::AddrNotAvailable => {
                    Fault::elsewhere(doing, "this machine does not have that address")
                }
                _ => Fault::elsewhere(doing, fault::plain_words(&error)),
            }
        })?;
        let address = listener
            .local_addr()
            .map_err(|error| Fault::elsewhere(format!("serve on {wanted}"), fault::plain_words(&error)))?;
        Ok(Self { listener, address })
    }

    /// The address and port that were taken.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where a browser on this machine finds the site that `state` holds.
    #[must_use]
    pub fn local_url(&self, state: &State) -> String {
        let ip = match self.address.ip() {
            ip if !ip.is_unspecified() => ip,
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        };
        format!("http://{}{}", SocketAddr::new(ip, self.address.port()), state.base())
    }

    /// Serves what `state` holds, until the program ends.
    pub fn run(&self, state: &Arc<State>) -> ! {
        let only_local = self.address.ip().is_loopback();
        let connections = Arc::new(AtomicUsize::new(0));
        loop {
            let Ok((stream, _)) = self.listener.accept() else {
                // The browser gave up at once, or the process has too many files open; neither lasts.
                thread::sleep(Duration::from_millis(20));
                continue;
            };
            let place = Place::take(&connections);
            let state = Arc::clone(state);
            // Without a thread to be had, the connection is closed and the browser tries again.
            let _ = thread::Builder::new().name("candor-http".to_owned()).spawn(move || {
                let crowded = place.0.load(Ordering::Relaxed) > MOST_CONNECTIONS;
                // A browser that went away is no fault of anybody's.
                let _ = serve(stream, &state, only_local, crowded);
                drop(place);
            });
        }
    }
}

/// One of the connections being served, counted as long as it is.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(connections: &Arc<AtomicUsize>) -> Self {
        connections.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(connections))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn serve(mut stream: TcpStream, state: &State, only_local: bool, crowded: bool) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let (response, with_body) = if crowded {
        (Response::text(503, "too many connections at once; try again"), true)
    } else {
        match Head::read(&mut stream)? {
            Ok(head) => (answer::answer(&head, state, only_local), !head.is_head()),
            Err(refusal) => (refusal, true),
        }
    };
    response.write(&mut stream, with_body)?;
    stream.flush()?;
    // Closing with something unread makes the system throw away what the browser has not read yet: take in the rest (the
    // body of a refused POST), but not for long.
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(300)))?;
    std::io::copy(&mut stream.take(256 << 10), &mut std::io::sink())?;
    Ok(())
}
