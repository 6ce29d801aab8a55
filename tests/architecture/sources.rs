//! The tree as text: files of a folder, code without comments, and what a Rust file imports from its own crate.

use std::fs;
use std::path::{Path, PathBuf};

/// One file of the tree.
pub(crate) struct Source {
    /// From the top of the tree, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Source {
    /// The text without comments: without what follows `//` (an URL's `//` stays), and without the lines of a block comment.
    pub(crate) fn code(&self) -> String {
        let lines = self.text.lines().map(|line| {
            let start = line.trim_start();
            if start.starts_with("/*") || start.starts_with("* ") || start.starts_with("*/") {
                return "";
            }
            let comment = line
                .match_indices("//")
                .find(|(at, _)| !line.get(..*at).is_some_and(|before| before.ends_with(':')));
            comment.map_or(line, |(at, _)| line.get(..at).unwrap_or(line))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether the code has this name as a whole word.
    pub(crate) fn names(&self, word: &str) -> bool {
        words(&self.code(), word).next().is_some()
    }

    /// What a Rust file takes from its own crate, such as `net::http::Http`; both `crate::` and climbing `super::` count.
    pub(crate) fn imports(&self) -> Vec<String> {
        let code = self.code();
        let mut found = Vec::new();
        for (_, tail) in words(&code, "crate") {
            expand(tail, "", &mut found);
        }
        for (before, tail) in words(&code, "super") {
            if before.ends_with("super::") {
                continue; // counted from the first one of the chain
            }
            let mut rest = tail;
            let mut levels = 1;
            while let Some(next) = rest.strip_prefix("::super") {
                rest = next;
                levels += 1;
            }
            if levels >= self.depth() {
                expand(rest, "", &mut found);
            }
        }
        found
    }

    /// How many modules deep a file of `src/` stands: 1 for `src/net/mod.rs`, 2 for `src/net/http.rs`.
    fn depth(&self) -> usize {
        let inside = self.path.trim_start_matches("src/");
        let steps = inside.split('/').count();
        if inside.ends_with("mod.rs") {
            steps - 1
        } else {
            steps
        }
    }
}

/// Writes a use tree that starts with `::` out into whole paths.
fn expand(tree: &str, before: &str, found: &mut Vec<String>) {
    let Some(rest) = tree.strip_prefix("::") else {
        return;
    };
    if let Some(group) = rest.strip_prefix('{') {
        for branch in branches(group) {
            expand(&format!("::{}", branch.trim()), before, found);
        }
        return;
    }
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let (name, tail) = rest.split_at(end);
    let path = format!("{before}{name}");
    if tail.starts_with("::") {
        expand(tail, &format!("{path}::"), found);
    }
    found.push(path);
}

/// The branches of a group, up to its closing brace.
fn branches(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.extend(group.get(start..at));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.extend(group.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// Every place of a whole word: the text before it and the text after it.
fn words<'a>(text: &'a str, word: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let inside_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word).filter_map(move |(at, word)| {
        let (before, rest) = text.split_at_checked(at)?;
        let after = rest.get(word.len()..)?;
        (!before.ends_with(inside_name) && !after.starts_with(inside_name))
            .then_some((before, after))
    })
}

/// The text files below a folder whose names end in one of these, sorted; none where the folder does not exist.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join(folder), &mut paths);
    let mut sources: Vec<Source> = paths
        .into_iter()
        .filter(|path| {
            endings
                .iter()
                .any(|end| path.to_string_lossy().ends_with(end))
        })
        .map(|path| Source {
            text: fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
            path: path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned(),
        })
        .collect();
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

/// The folders right below a folder, by name, sorted; none where it does not exist.
pub(crate) fn folders(folder: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(entries) = fs::read_dir(root) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn use_trees_are_written_out() {
        let file = source(
            "src/ispapi/client.rs",
            "use crate::net::{self, http::{Http, Proxy}, Transport};\nlet a = super::super::php::x();",
        );
        for path in [
            "net::http::Http",
            "net::http::Proxy",
            "net::Transport",
            "php::x",
        ] {
            assert!(file.imports().iter().any(|found| found == path), "{path}");
        }
    }

    #[test]
    fn a_sibling_is_not_an_import_from_the_crate() {
        assert!(
            source("src/ispapi/client.rs", "use super::encode;")
                .imports()
                .is_empty()
        );
    }

    #[test]
    fn comments_do_not_count_but_what_follows_an_url_does() {
        let file = source(
            "src/net/mod.rs",
            "// reqwest\n/* ureq */\nlet a = \"https://x\"; hyper();",
        );
        assert!(!file.names("reqwest") && !file.names("ureq") && file.names("hyper"));
    }

    #[test]
    fn a_word_is_a_whole_word() {
        assert!(!source("a.rs", "#![forbid(unsafe_code)]").names("unsafe"));
        assert!(source("a.rs", "unsafe { x }").names("unsafe"));
    }
}
