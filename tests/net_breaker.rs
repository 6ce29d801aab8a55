//! A server that is down: reads fail at once, what a person ordered is still tried, and one answer opens the door again.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a test may fail by panic

mod wire_script;

use ispbridge::ispapi::{Client, Command, CommandName, Endpoint, NotSent, Platform};
use ispbridge::net::pool;
use wire_script::account;

#[test]
fn a_dead_server_is_left_alone_by_reads_but_not_by_orders() {
    // Port 9 of loopback (discard), where nothing listens; the path is this test's own.
    let endpoint = Endpoint::parse("http://127.0.0.1:9/breaker").unwrap();
    let platform = Platform::ispapi(endpoint.clone(), endpoint, "ispbridge/test");
    let client = Client::new(pool::transport(), platform, account());
    let read = || {
        client
            .request(&Command::of(CommandName::STATUS_ACCOUNT))
            .unwrap_err()
    };
    let order = || {
        client
            .request(&Command::of(CommandName::ADD_DOMAIN))
            .unwrap_err()
    };

    assert_eq!(read().code(), "transport.connect"); // three failures
    assert_eq!(
        read().code(),
        "transport.connect",
        "the fifth failure ends the repetitions"
    );
    assert_eq!(pool::stats().requests, 5);
    for _ in 0..3 {
        let error = read();
        assert_eq!(error.code(), NotSent::CircuitOpen.code());
        assert!(error.is_not_sent() && !error.outcome_unknown());
    }
    assert_eq!(order().code(), "transport.connect");
    let stats = pool::stats();
    assert_eq!(
        (stats.requests, stats.servers_down),
        (7, 1),
        "an order is tried, and once more"
    );
    assert_eq!(stats.kept_back, 4);
}
