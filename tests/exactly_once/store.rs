//! The journal and its neighbours, as `modules/ispbridge/lib` keeps them in the shop's database. `tests/chaos` has the real ones.

use std::collections::BTreeMap;

use ispbridge::base::params::{Params, Value};

/// How many rows without effect a reader of one domain gets.
const SHOWN: usize = 20;

/// How long a refused rest of a restore is left alone.
const REST_PAUSE: i64 = 86_400;

/// From where a row may move to each state, as `Journal::MOVES`.
const MOVES: [(&str, &[&str]); 4] = [
    ("done", &["open", "doubt", "pending", "done", "void"]),
    ("doubt", &["open", "doubt"]),
    ("pending", &["open", "doubt", "pending", "void"]),
    ("void", &["open", "doubt", "pending", "done"]),
];

/// A row of the journal.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) id: i64,
    /// `None` once the intent may be claimed again.
    active_key: Option<String>,
    version: i64,
    pub(crate) state: String,
    pub(crate) operation: String,
    pub(crate) domain_id: i64,
    /// When the shop took note of the success.
    pub(crate) reported_at: Option<i64>,
    pub(crate) evidence: Params,
    /// The rest of the intent, as it was claimed.
    intent: Params,
    claimed_at: i64,
    settled_at: Option<i64>,
}

/// What PHP's `Store` keeps.
#[derive(Default)]
pub(crate) struct Store {
    pub(crate) rows: Vec<Row>,
    cache: BTreeMap<String, (Params, i64, i64)>,
    pub(crate) tasks: Vec<String>,
    /// Whether the database has failed a process.
    pub(crate) has_failed: bool,
    /// The state of every application, by its number.
    pub(crate) applications: BTreeMap<String, String>,
}

impl Store {
    /// Performs an effect and gives its answer.
    pub(crate) fn perform(&mut self, effect: &Params, now: i64) -> Value {
        let text = |name: &str| effect.text(name).unwrap().unwrap_or_default().into_owned();
        match (text("effect").as_str(), text("what").as_str()) {
            ("close_task" | "field_values" | "points_spent" | "store", _) => Value::Null,
            ("application", _) => {
                let known = self.applications.entry(text("application")).or_default();
                if text("state") != "open" || known.is_empty() {
                    *known = text("state"); // one that is decided is not opened again
                }
                Value::Null
            }
            ("cache", _) => self.keep(effect, now),
            ("claim", _) => self.claim(effect, now),
            ("load", "cache") => self.load_cache(effect, now),
            ("load", "journal") => self.journal(effect, now),
            ("load", "open") => self.unsettled(effect, now),
            ("points", _) => {
                let granted = Params::default().with("granted", 50).with("blocked", 0);
                Value::Map(granted)
            }
            ("settle", _) => self.settle(effect, now),
            ("task", _) => {
                self.tasks.push(text("key"));
                Value::Null
            }
            other => panic!("the store knows no effect {other:?}"),
        }
    }

    /// The answer where the database fails.
    pub(crate) fn failed(effect: &Params) -> Value {
        let text = |name: &str| effect.text(name).unwrap().unwrap_or_default().into_owned();
        match (text("effect").as_str(), text("what").as_str()) {
            ("claim", _) => Value::Map(Params::default().with("claimed", false)),
            ("load", "cache") => Value::List(Vec::new()),
            ("points", _) => Value::Map(Params::default().with("granted", 0).with("blocked", 0)),
            ("settle", _) => Value::Map(Params::default().with("settled", false)),
            _ => Value::Null,
        }
    }

    /// Notes that the shop knows of a success, as `Journal::report`.
    pub(crate) fn report(&mut self, domain_id: i64, operation: &str, now: i64) {
        let newest = |rows: &mut [Row], states: [&str; 2]| {
            let unheard = rows.iter_mut().rev().find(|row| {
                row.domain_id == domain_id
                    && row.operation == operation
                    && states.contains(&row.state.as_str())
                    && row.reported_at.is_none()
                    && row.rest_of().is_none() // the cron's own
            });
            unheard.map(|row| row.reported_at = Some(now)).is_some()
        };
        if !newest(&mut self.rows, ["done", "pending"]) {
            newest(&mut self.rows, ["open", "doubt"]);
        }
    }

    fn claim(&mut self, intent: &Params, now: i64) -> Value {
        let key = intent.text("key").unwrap().unwrap().into_owned();
        let holder = self
            .rows
            .iter()
            .find(|row| row.active_key.as_ref() == Some(&key));
        if let Some(holder) = holder {
            let taken = Params::default().with("claimed", false);
            return Value::Map(taken.with("row", holder.shape(now)));
        }
        let id = i64::try_from(self.rows.len()).unwrap() + 1;
        let operation = intent.text("operation").unwrap().unwrap().into_owned();
        self.rows.push(Row {
            id,
            active_key: Some(key),
            version: 1,
            state: "open".to_owned(),
            operation,
            domain_id: intent.integer("domain_id", 0..=i64::MAX).unwrap().unwrap(),
            reported_at: None,
            evidence: Params::default(),
            intent: intent.clone(),
            claimed_at: now,
            settled_at: None,
        });
        let claimed = Params::default().with("claimed", true);
        Value::Map(claimed.with("id", id).with("version", 1))
    }

    fn settle(&mut self, end: &Params, now: i64) -> Value {
        let number = |name| end.integer(name, 0..=i64::MAX).unwrap().unwrap();
        let state = end.text("state").unwrap().unwrap().into_owned();
        let (_, from) = MOVES
            .iter()
            .find(|(to, _)| *to == state)
            .expect("a state to end as");
        let (id, version) = (number("id"), number("version"));
        let Some(row) = self.rows.iter_mut().find(|row| row.id == id) else {
            return Value::Map(Params::default().with("settled", false));
        };
        if row.version != version || !from.contains(&row.state.as_str()) {
            let moved = Params::default().with("settled", false);
            return Value::Map(moved.with("row", row.shape(now)));
        }
        row.version += 1;
        if state == "void" {
            row.active_key = None;
        }
        row.state = state;
        row.evidence = end
            .map("evidence")
            .unwrap()
            .unwrap_or_default()
            .into_owned();
        row.settled_at = Some(now);
        let settled = Params::default().with("settled", true);
        Value::Map(settled.with("version", row.version))
    }

    fn journal(&self, wanted: &Params, now: i64) -> Value {
        let mut void = 0;
        let of_name = self.rows.iter().rev().filter(|row| {
            ["scope", "domain"]
                .iter()
                .all(|name| row.intent.get(name) == wanted.get(name))
        });
        let shown = of_name.filter(|row| {
            void += usize::from(row.state == "void");
            row.state != "void" || void <= SHOWN
        });
        Value::List(shown.map(|row| row.shape(now)).collect())
    }

    /// The restores whose rest nobody has ordered, as `Journal::withYearsLeft`: the number and the years.
    pub(crate) fn with_years_left(&self, now: i64) -> Vec<(i64, i64)> {
        let ordered = |id: i64| {
            self.rows.iter().any(|row| {
                let is_recent = row.state != "void" || now - row.claimed_at < REST_PAUSE;
                is_recent && row.rest_of() == Some(id)
            })
        };
        let done = self.rows.iter().filter(|row| row.state == "done");
        let left = done.filter_map(|row| {
            let years = row.evidence.integer("years_left", 0..=10).unwrap()?;
            (years > 0 && !ordered(row.id)).then_some((row.id, years))
        });
        left.collect()
    }

    fn unsettled(&self, page: &Params, now: i64) -> Value {
        let number = |name| page.integer(name, 0..=i64::MAX).unwrap().unwrap();
        let rows = self.rows.iter().filter(|row| {
            row.intent.get("scope") == page.get("scope")
                && ["open", "doubt", "pending"].contains(&row.state.as_str())
                && row.id > number("after")
        });
        let limit = usize::try_from(number("limit")).unwrap();
        Value::List(rows.take(limit).map(|row| row.shape(now)).collect())
    }

    fn keep(&mut self, entry: &Params, now: i64) -> Value {
        let text = |name| entry.text(name).unwrap().unwrap().into_owned();
        let seconds = entry.integer("seconds", 0..=i64::MAX).unwrap().unwrap();
        let value = entry.map("value").unwrap().unwrap().into_owned();
        let name = format!("{} {}", text("scope"), text("key"));
        self.cache.insert(name, (value, now, now + seconds));
        Value::Null
    }

    fn load_cache(&self, wanted: &Params, now: i64) -> Value {
        let scope = wanted.text("scope").unwrap().unwrap();
        let Some(Value::List(keys)) = wanted.get("keys") else {
            panic!("a list of keys");
        };
        let mut found = Params::default();
        for key in keys {
            let Value::Text(key) = key else {
                panic!("a key")
            };
            let kept = self.cache.get(&format!("{scope} {key}"));
            if let Some((value, since, _)) = kept.filter(|(_, _, until)| *until > now) {
                let entry = Params::default().with("value", value.clone());
                found.set(key.as_str(), entry.with("age", now - since));
            }
        }
        Value::Map(found)
    }
}

impl Row {
    /// The restore whose rest it renews.
    fn rest_of(&self) -> Option<i64> {
        let before = self.intent.map("before").unwrap().unwrap_or_default();
        before.integer("rest_of", 0..=i64::MAX).unwrap()
    }

    /// As Rust reads it: the ages by the database's clock.
    fn shape(&self, now: i64) -> Value {
        let mut row = Params::default();
        for name in [
            "domain",
            "from",
            "shop_from",
            "years",
            "reference",
            "patience",
            "before",
            "trace",
        ] {
            row.set(name, self.intent.get(name).cloned());
        }
        Value::Map(
            row.with("id", self.id)
                .with("version", self.version)
                .with("operation", self.operation.as_str())
                .with("domain_id", self.domain_id)
                .with("state", self.state.as_str())
                .with("reported", self.reported_at.is_some())
                .with("reported_age", self.reported_at.map(|at| now - at))
                .with("evidence", self.evidence.clone())
                .with("age", now - self.claimed_at)
                .with("settled_age", self.settled_at.map(|settled| now - settled)),
        )
    }
}

/// What is told here once more stands so in PHP.
#[test]
fn the_copies_are_those_of_the_modules() {
    let quoted = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        words.join(", ")
    };
    let journal = include_str!("../../modules/ispbridge/lib/Journal.php");
    let moves = MOVES.map(|(to, from)| format!("        '{to}' => [{}],\n", quoted(from)));
    let moves = format!("MOVES = [\n{}    ];", moves.concat());
    for copy in [
        moves,
        format!("SHOWN = {SHOWN};"),
        format!("REST_PAUSE = {REST_PAUSE};"),
    ] {
        assert!(journal.contains(&copy), "Journal.php has another {copy}");
    }
}
