//! How fast the sandbox is without sockets: `cargo bench -p ispbridge-sandbox`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures and stops when something is wrong"
)]

use std::time::{Duration, Instant};

use ispbridge_sandbox::{Config, Delivery, InProcess};
use serde_json::json;

const CALLS: u32 = 20_000;

/// A command, by number.
type Numbered = fn(u32) -> String;

fn main() {
    let accounts = vec!["shop:secret:100000000.00:USD".parse().unwrap()];
    let config = Config {
        accounts,
        ..Config::default()
    };
    let sandbox = InProcess::start(config).unwrap();
    let calls: [(&str, Numbered); 4] = [
        ("StatusAccount", |_| "COMMAND=StatusAccount".to_owned()),
        ("AddDomain", |n| add_domain(&format!("a{n}.com"))),
        ("StatusDomain", |n| {
            format!("COMMAND=StatusDomain\nDOMAIN=a{n}.com")
        }),
        ("RenewDomain", |n| {
            format!("COMMAND=RenewDomain\nDOMAIN=a{n}.com\nEXPIRATION=2027")
        }),
    ];
    for (name, command) in calls {
        let took = timed(|| (0..CALLS).for_each(|n| call(&sandbox, &command(n))));
        let each = took / CALLS;
        println!("{name:<40} {each:>10.1?} a call");
    }
    sandbox.control().post("reset", json!({})).unwrap();
    let reset = || sandbox.control().post("reset", json!({})).unwrap();
    let took = timed(|| (0..1_000).for_each(|_| drop(reset())));
    println!("{:<40} {:>10.1?}", "reset", took / 1_000);
    let took = timed(|| (0..1_000).for_each(|_| drop(sandbox.fork())));
    println!("{:<40} {:>10.1?}", "fork", took / 1_000);
    lists(&sandbox);
}

/// Pages of 1,000 out of 100,000.
fn lists(sandbox: &InProcess) {
    let many = json!({
        "entity": "ote", "account": "shop", "name": "bulk-{n}", "count": 100_000,
        "tlds": {"com": 6, "de": 2, "net": 1}, "created": "2020-01-01",
        "expiration": "2026-02-01", "expiration_to": "2027-06-01",
        "nameservers": ["ns1.example.net", "ns2.example.net"],
    });
    let took = timed(|| drop(sandbox.control().post("domains", many).unwrap()));
    println!("{:<40} {took:>10.1?}", "100,000 domains seeded");
    for order in [
        "",
        "ORDERBY=PAIDUNTILDATE\n",
        "MINEXPIRATIONDATE=2026-06-01\n",
    ] {
        for first in [0, 50_000] {
            let page = format!("COMMAND=QueryDomainList\n{order}WIDE=1\nLIMIT=1000\nFIRST={first}");
            let took = timed(|| call(sandbox, &page));
            println!(
                "page {:<35} {took:>10.1?}",
                format!("{}{first}", order.replace('\n', " "))
            );
        }
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn call(sandbox: &InProcess, command: &str) {
    let form = [
        ("s_entity", "1234"),
        ("s_login", "shop"),
        ("s_pw", "secret"),
        ("s_command", command),
    ];
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let Delivery::Answer(answer) = sandbox.call(body.as_bytes()).delivery else {
        unreachable!("there are no faults")
    };
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.contains("CODE=200"), "{command}: {answer}");
}

fn add_domain(name: &str) -> String {
    let fields = [
        ("FIRSTNAME", "Ada"),
        ("LASTNAME", "Lovelace"),
        ("STREET", "Main Street 1"),
        ("CITY", "London"),
        ("ZIP", "N1 1AA"),
        ("COUNTRY", "GB"),
        ("PHONE", "+44.2012345"),
        ("EMAIL", "ada@example.com"),
    ];
    let mut text = format!("COMMAND=AddDomain\nDOMAIN={name}");
    for role in ["OWNER", "ADMIN", "TECH", "BILLING"] {
        for (field, value) in fields {
            text.extend(["\n", role, "CONTACT0", field, "=", value]);
        }
    }
    text
}
