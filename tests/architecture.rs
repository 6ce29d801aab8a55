//! Guards over the text of the tree. Each says in its failure what it protects; docs/architecture.md tells the decisions.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used)] // a test reports by panicking

#[path = "architecture/sources.rs"]
mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sources::{Source, files, folders};

/// What a folder of `src/` may take from the crate, and from other crates. A folder without a row may not exist.
struct Layer {
    folder: &'static str,
    ours: &'static [&'static str],
    others: &'static [&'static str],
}

const LAYERS: &[Layer] = &[
    Layer {
        folder: "names",
        ours: &[],
        others: &[],
    },
    Layer {
        folder: "base",
        ours: &["names"],
        others: &["html_escape", "jiff", "rust_decimal", "serde", "serde_json"],
    },
    Layer {
        folder: "idn",
        ours: &["names"],
        others: &["idna"],
    },
    Layer {
        folder: "net",
        ours: &["names"],
        others: &[
            "hyper",
            "nix",
            "once_cell",
            "openssl_probe",
            "parking_lot",
            "reqwest",
            "rustls",
            "rustls_native_certs",
        ],
    },
    Layer {
        folder: "ispapi",
        ours: &["names", "base", "idn", "net"],
        others: &[
            "jiff",
            "memchr",
            "rust_decimal",
            "serde",
            "serde_json",
            "serde_urlencoded",
        ],
    },
    Layer {
        folder: "registrar",
        ours: &["names", "base", "idn", "net", "ispapi"],
        others: &["jiff", "rust_decimal", "serde", "serde_json", "sha2"],
    },
    Layer {
        folder: "php",
        ours: &["names", "base", "idn", "net", "ispapi", "registrar"],
        others: &[
            "ext_php_rs",
            "once_cell",
            "parking_lot",
            "serde",
            "serde_json",
        ],
    },
];

/// Folders whose code decides: they are given the time and the settings, so that a test can give them any.
const PURE: &[&str] = &["names", "base", "idn", "ispapi", "registrar"];

/// Fails with every offender at once.
fn guard(reason: &str, offenders: impl IntoIterator<Item = String>) {
    let offenders: Vec<String> = offenders.into_iter().collect();
    assert!(
        offenders.is_empty(),
        "{reason}\n  {}",
        offenders.join("\n  ")
    );
}

fn rust(folder: &str) -> Vec<Source> {
    files(folder, &[".rs"])
}

fn naming(sources: &[Source], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for word in words.iter().filter(|word| source.names(word)) {
            found.push(format!("{} names {word}", source.path));
        }
    }
    found
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The crates under `[dependencies]`, as code writes them.
fn dependencies() -> Vec<String> {
    let manifest = read("Cargo.toml");
    let (_, rest) = manifest.split_once("[dependencies]\n").unwrap();
    rest.lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.replace('-', "_"))
        .collect()
}

#[test]
fn every_folder_has_its_row() {
    let known: BTreeSet<&str> = LAYERS.iter().map(|layer| layer.folder).collect();
    guard(
        "A new folder of src/ needs a row in LAYERS, which says what it may use.",
        folders("src")
            .into_iter()
            .filter(|folder| !known.contains(folder.as_str())),
    );
}

#[test]
fn a_layer_takes_only_from_the_layers_below() {
    let mut offenders = Vec::new();
    for layer in LAYERS {
        for source in rust(&format!("src/{}", layer.folder)) {
            for import in source.imports() {
                let top = import.split("::").next().unwrap_or_default();
                let foreign = LAYERS.iter().any(|other| other.folder == top) && top != layer.folder;
                if foreign && !layer.ours.contains(&top) {
                    offenders.push(format!("{} takes crate::{import}", source.path));
                }
            }
        }
    }
    guard(
        "Wires, verbs and the binding know only what lies below them, so that each can be read, tested and replaced alone.",
        offenders,
    );
}

#[test]
fn a_layer_takes_only_its_own_crates() {
    let dependencies = dependencies();
    let mut offenders = Vec::new();
    for layer in LAYERS {
        let others = dependencies.iter().map(String::as_str);
        let forbidden: Vec<&str> = others.filter(|name| !layer.others.contains(name)).collect();
        offenders.extend(naming(&rust(&format!("src/{}", layer.folder)), &forbidden));
    }
    guard(
        "One need has one library, and it stays in the layer that has the need.",
        offenders,
    );
}

#[test]
fn only_one_file_names_the_http_client() {
    let besides = |files: &[&str]| -> Vec<Source> {
        let sources = rust("src").into_iter();
        sources
            .filter(|s| !files.contains(&s.path.as_str()))
            .collect()
    };
    guard(
        "The HTTP client can be replaced, and its errors are sorted into sent and not sent, in one file alone.",
        naming(&besides(&["src/net/http.rs"]), &["hyper", "reqwest"]),
    );
    guard(
        "Whom TLS trusts is decided in one file; another one sorts its errors.",
        naming(
            &besides(&["src/net/http.rs", "src/net/trust.rs"]),
            &["openssl_probe", "rustls", "rustls_native_certs"],
        ),
    );
}

#[test]
fn only_the_binding_chooses_a_transport() {
    let mut offenders = Vec::new();
    for folder in ["names", "base", "idn", "ispapi", "registrar"] {
        for source in rust(&format!("src/{folder}")) {
            let imports = source
                .imports()
                .into_iter()
                .filter(|import| import.starts_with("net::http"));
            offenders
                .extend(imports.map(|import| format!("{} takes crate::{import}", source.path)));
        }
    }
    guard(
        "A client is given its transport, so that tests can script the answers.",
        offenders,
    );
}

#[test]
fn only_the_binding_names_the_engine() {
    let others: Vec<Source> = rust("src")
        .into_iter()
        .filter(|s| !s.path.starts_with("src/php/"))
        .collect();
    guard(
        "Everything but src/php builds and is tested without PHP.",
        naming(&others, &["ext_php_rs"]),
    );
}

#[test]
fn the_binding_has_no_tests_and_no_examples() {
    let mut offenders = Vec::new();
    for source in rust("src/php") {
        if source.text.contains("#[test]") {
            offenders.push(format!("{} has a #[test]", source.path));
        }
        let mut inside = false;
        for line in source.text.lines().map(str::trim) {
            let Some(fence) = line.trim_start_matches(['/', '!', ' ']).strip_prefix("```") else {
                continue;
            };
            if !inside && line.starts_with("//") && !matches!(fence, "text" | "php" | "ini") {
                offenders.push(format!("{} has an example in Rust", source.path));
            }
            inside = !inside;
        }
    }
    guard(
        "A test binary that touches the binding does not link: there is no PHP engine behind it. Use tests/phpt.",
        offenders,
    );
}

#[test]
fn unsafe_code_is_in_the_binding_alone() {
    let others: Vec<Source> = rust("src")
        .into_iter()
        .filter(|s| !s.path.starts_with("src/php/"))
        .collect();
    guard(
        "Memory errors can only come from the border to PHP's engine.",
        naming(&others, &["unsafe"]),
    );
}

#[test]
fn deciding_code_is_given_clock_and_settings() {
    let sources: Vec<Source> = PURE
        .iter()
        .flat_map(|folder| rust(&format!("src/{folder}")))
        .collect();
    let mut offenders = naming(&sources, &["SystemTime", "Instant"]);
    for source in &sources {
        for word in ["std::env", "Timestamp::now", "Zoned::now", "thread::sleep"] {
            if source.code().contains(word) {
                offenders.push(format!("{} names {word}", source.path));
            }
        }
    }
    guard(
        "A plan is told the time and its settings; otherwise no test can move them.",
        offenders,
    );
}

#[test]
fn the_sandbox_is_an_independent_reading_of_the_facts() {
    let sources = rust("sandbox").into_iter();
    let mut offenders: Vec<String> = sources
        .filter(|source| source.code().contains("ispbridge::"))
        .map(|source| format!("{} uses the product", source.path))
        .collect();
    if read("sandbox/Cargo.toml")
        .lines()
        .any(|line| line.starts_with("ispbridge ") || line.contains("path = \"..\""))
    {
        offenders.push("sandbox/Cargo.toml depends on the product".to_owned());
    }
    guard(
        "A stand-in that shares code with what it tests agrees with its mistakes.",
        offenders,
    );
}

#[test]
fn modules_leave_bytes_and_requests_to_others() {
    const FORBIDDEN: &[&str] = &[
        "curl_",
        "fsockopen",
        "stream_socket_client",
        "unserialize(",
        "eval(",
        "php/host",
    ];
    const SUPERGLOBALS: &[&str] = &[
        "$_GET",
        "$_POST",
        "$_REQUEST",
        "$_COOKIE",
        "$_FILES",
        "$_SERVER",
        "$_SESSION",
        "$_ENV",
        "$GLOBALS",
    ];
    let mut offenders = Vec::new();
    for source in files("modules", &[".php"]) {
        let is_hook = source.path.ends_with("/hooks.php");
        let superglobals = SUPERGLOBALS.iter().filter(|_| !is_hook);
        let code = source.code();
        for word in FORBIDDEN
            .iter()
            .chain(superglobals)
            .filter(|word| code.contains(**word))
        {
            offenders.push(format!("{} has {word}", source.path));
        }
    }
    guard(
        "A module is a thin face: the engine speaks to servers, WHMCS hands over the request, nothing from outside is unserialized.",
        offenders,
    );
}

#[test]
fn modules_use_the_database_library_of_the_oldest_shops() {
    // Of its query builder, connection, schema builder and collections: what came with version 8 or later.
    const LATER: &str = "afterCommit beforeExecuting beforeQuery chunkMap createOrFirst decrementEach \
        doesntContain dropColumns explain forceIndex fullText getColumns getForeignKeys \
        getIndexes getRawQueryLog getTables hasIndex ignoreIndex incrementEach \
        insertOrIgnoreUsing joinLateral lazy lazyById lazyByIdDesc rawValue scalar sole \
        soleValue toRawSql updateFrom upsert useIndex whenTableHasColumn whereAll whereAny \
        whereBetweenColumns whereFullText whereJsonContainsKey whereLike whereNone whereNot";
    let mut offenders = Vec::new();
    for source in files("modules", &[".php"]) {
        let code = source.code();
        for name in LATER.split_whitespace() {
            if code.contains(&format!("->{name}(")) || code.contains(&format!("::{name}(")) {
                offenders.push(format!("{} calls {name}()", source.path));
            }
        }
    }
    guard(
        "WHMCS 8 ships Illuminate 7; a method that it lacks would stop an order half-way there, and nowhere else.",
        offenders,
    );
}

#[test]
fn only_one_file_opens_a_connection_to_the_shops_database() {
    let offenders = files("modules", &[".php"])
        .into_iter()
        .filter(|source| source.path != "modules/ispbridge/lib/Database.php")
        .filter(|source| {
            let code = source.code();
            ["new PDO", "Capsule\\Manager", "ConnectionFactory", "mysqli"]
                .iter()
                .any(|word| code.contains(word))
        })
        .map(|source| format!("{} opens one", source.path));
    guard(
        "WHMCS' connection is shared; the journal's own beside it is made in one place, with the reasons.",
        offenders,
    );
}

#[test]
fn a_module_knows_no_other_module() {
    let mut offenders = Vec::new();
    for kind in ["registrars", "servers", "addons", "ispbridge"] {
        for source in files(&format!("modules/{kind}"), &[".php"]) {
            let code = source.code();
            let others = ["registrars/", "servers/", "addons/", "widgets/"].into_iter();
            for other in others.filter(|other| *other != format!("{kind}/") && code.contains(other))
            {
                offenders.push(format!("{} names {other}", source.path));
            }
        }
    }
    guard(
        "What two modules share lives in modules/ispbridge, so that each can be installed alone.",
        offenders,
    );
}

#[test]
fn files_stay_short() {
    const LONGEST: usize = 500;
    let endings = [".rs", ".php", ".py", ".sh", ".js", ".css", ".tpl", ".phpt"];
    let tops = [
        "src", "sandbox", "modules", "php", "tests", "tools", "benches",
    ];
    let long = tops
        .iter()
        .flat_map(|folder| files(folder, &endings))
        .filter_map(|source| {
            let lines = source.text.lines().count();
            let generated = source.path.contains("/lang/");
            (lines > LONGEST && !generated).then(|| format!("{}: {lines} lines", source.path))
        });
    guard("One subject a file; beyond 500 lines there are two.", long);
}

#[test]
fn every_message_is_in_the_catalogue() {
    let known: BTreeSet<&str> = ispbridge::base::message::keys().collect();
    let mut offenders = Vec::new();
    for source in rust("src") {
        let code = source.code();
        let (code, _) = code.split_once("#[cfg(test)]").unwrap_or((&code, ""));
        for call in code.split("Message::new(").skip(1) {
            let literal = call
                .trim_start()
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next());
            offenders.extend(
                literal
                    .filter(|key| !known.contains(key))
                    .map(|key| format!("{}: {key}", source.path)),
            );
        }
    }
    guard(
        "A key that data/messages.json lacks would be shown to a customer as it is.",
        offenders,
    );
}

#[test]
fn every_golden_folder_names_its_source() {
    let mut offenders = BTreeSet::new();
    for source in files("tests/golden", &["txt", "json"]) {
        let folder = Path::new(&source.path).parent().unwrap();
        let mut upwards = folder
            .ancestors()
            .take_while(|path| *path != Path::new("tests/golden"));
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        if !upwards.any(|path| root.join(path).join("source.md").is_file()) {
            offenders.insert(folder.display().to_string());
        }
    }
    guard(
        "Expected bytes come from documents, never only from our own output; source.md says from which.",
        offenders,
    );
}

#[test]
fn there_is_one_copy_of_the_lock_library() {
    let lock = read("Cargo.lock");
    let copies = lock.matches("name = \"parking_lot\"\n").count();
    assert_eq!(
        copies, 1,
        "parking_lot comes with ext-php-rs; a second version would be a second copy in every worker."
    );
}
