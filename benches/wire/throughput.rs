//! Parsing to a [`Response`](ispbridge::ispapi::Response) and encoding a command, without PHP.

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use ispbridge::ispapi::{CommandDraft, encode, parse};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Done, say};

/// How much of each a round gets through, more or less; the same as in PHP's part.
const ROUND_BYTES: usize = 10_000_000;

type Rates = BTreeMap<String, f64>;

pub(super) fn run(folder: &Path) -> Done {
    let rates = json!({ "parse": replies(folder)?, "encode": commands(folder)? });
    say(&rates.to_string())
}

fn replies(folder: &Path) -> Result<Rates, Box<dyn Error>> {
    let mut rates = Rates::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let reply = std::fs::read(&path)?;
        parse(&reply)?; // so that what is timed is no refusal
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        rates.insert(
            name.into_owned(),
            rate(reply.len(), || parse(black_box(&reply))),
        );
    }
    Ok(rates)
}

fn commands(folder: &Path) -> Result<Rates, Box<dyn Error>> {
    let text = std::fs::read_to_string(folder.join("commands.json"))?;
    let commands: BTreeMap<String, Value> = serde_json::from_str(&text)?;
    let mut rates = Rates::new();
    for (name, array) in commands {
        let encoded = || -> Result<String, Box<dyn Error>> {
            let command = CommandDraft::deserialize(black_box(&array))?.finish()?;
            Ok(encode(&command))
        };
        rates.insert(name, rate(encoded()?.len(), encoded));
    }
    Ok(rates)
}

/// Megabytes a second; what the work returns is freed outside of the time taken.
fn rate<T>(bytes: usize, work: impl Fn() -> T) -> f64 {
    drop(black_box(work())); // warms caches
    let turns = (ROUND_BYTES / bytes).max(2);
    let mut spent = Duration::ZERO;
    for _ in 0..turns {
        let start = Instant::now();
        let result = black_box(work());
        spent += start.elapsed();
        drop(result);
    }
    #[allow(clippy::cast_precision_loss)] // far below 2^52 bytes
    let total = (bytes * turns) as f64;
    total / spent.as_secs_f64() / 1e6
}
