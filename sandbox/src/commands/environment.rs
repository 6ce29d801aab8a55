//! GetEnvironment, SetEnvironment, QueryEnvironmentList.

use super::paging::with_last;
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::Variable;

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "GetEnvironment",
        run: get_environment,
        kind: Kind::Read,
    },
    Handler {
        name: "QueryEnvironmentList",
        run: query_environment_list,
        kind: Kind::Read,
    },
    Handler {
        name: "SetEnvironment",
        run: set_environment,
        kind: Kind::Write,
    },
];

impl<'a> Call<'a> {
    /// A parameter of a numbered group; the one without number is the first.
    fn numbered(&self, base: &str, index: usize) -> Option<&'a str> {
        let numbered = self.command.get(&format!("{base}{index}"));
        numbered.or_else(|| self.command.get(base).filter(|_| index == 0))
    }

    /// The account that SUBUSER names: oneself or a sub-user; 531 for any other.
    pub(super) fn named_account(&self, subuser: Option<&str>) -> Result<String, Refusal> {
        match subuser.filter(|user| !user.is_empty()) {
            None => Ok(self.caller.account.clone()),
            Some(user) if self.reaches(user) => Ok(user.to_owned()),
            Some(user) => Err(Refusal::new(531, format!("SUBUSER {user}"))),
        }
    }

    /// How many numbered groups there are.
    fn groups(&self, base: &str) -> usize {
        let last = self.command.list(base).last().map(|(index, _)| index + 1);
        last.unwrap_or_else(|| usize::from(self.command.get(base).is_some()))
    }
}

/// One value for each key and name, in their order. What is not there is listed in MISSING, what was
/// asked wrongly in INVALID; the cell of both is empty.
fn get_environment(call: &mut Call<'_>) -> Outcome {
    let count = call
        .groups("ENVIRONMENTNAME")
        .max(call.groups("ENVIRONMENTKEY"));
    let (mut missing, mut invalid) = (Vec::new(), Vec::new());
    let mut columns: [Vec<String>; 4] = Default::default();
    for index in 0..count {
        let key = call.numbered("ENVIRONMENTKEY", index).unwrap_or_default();
        let name = call.numbered("ENVIRONMENTNAME", index).unwrap_or_default();
        let path = format!("{key}/{name}");
        let found = if name.is_empty() {
            invalid.push(path);
            None
        } else {
            let found = find(call, index, key, name)?;
            if found.is_none() {
                missing.push(path);
            }
            found
        };
        let subuser = call.numbered("SUBUSER", index).is_some();
        for (column, cell) in columns.iter_mut().zip(cells(found, subuser)) {
            column.push(cell);
        }
    }
    let [values, readable, writable, private] = columns;
    Ok(Response::ok()
        .with_all("ENVIRONMENTVALUE", values)
        .with_all("INVALID", invalid)
        .with_all("MISSING", missing)
        .with_all("PARENT_ONLY_READABLE", readable)
        .with_all("PARENT_ONLY_WRITABLE", writable)
        .with_all("PRIVATE", private))
}

/// Value, the two PARENT_ONLY_ flags (shown to the parent only), PRIVATE.
fn cells(found: Option<&Variable>, subuser: bool) -> [String; 4] {
    let Some(found) = found else {
        return Default::default();
    };
    let flag = |set: bool| match (subuser, set) {
        (false, _) => String::new(),
        (true, set) => yes_no(set),
    };
    [
        found.value.clone(),
        flag(found.parent_only_readable),
        flag(found.parent_only_writable),
        u8::from(found.private).to_string(),
    ]
}

fn yes_no(set: bool) -> String {
    if set { "yes" } else { "no" }.to_owned()
}

/// The account's value, or with USEPARENT that of the nearest account above, at most LEVEL up.
fn find<'b>(
    call: &'b Call<'_>,
    index: usize,
    key: &str,
    name: &str,
) -> Result<Option<&'b Variable>, Refusal> {
    let subuser = call.numbered("SUBUSER", index);
    let use_parent = call.numbered("USEPARENT", index) == Some("1");
    if use_parent && subuser.is_some() {
        return Err(Refusal::new(
            541,
            format!("USEPARENT{index} AND SUBUSER{index}"),
        ));
    }
    let level = call.numbered("LEVEL", index).and_then(|l| l.parse().ok());
    let levels = if use_parent {
        level.unwrap_or(usize::MAX)
    } else {
        0
    };
    let account = call.named_account(subuser)?;
    let own = call.book.environment.get(&account, key, name);
    let readable = own.filter(|v| !v.parent_only_readable || subuser.is_some());
    if readable.is_some() {
        return Ok(readable);
    }
    let mut above = call
        .book
        .accounts
        .get(&account)
        .and_then(|a| a.parent.clone());
    for _ in 0..levels {
        let Some(parent) = above else { break };
        let found = call.book.environment.get(&parent, key, name);
        if let Some(found) = found.filter(|v| !v.private && !v.parent_only_readable) {
            return Ok(Some(found));
        }
        above = call
            .book
            .accounts
            .get(&parent)
            .and_then(|a| a.parent.clone());
    }
    Ok(None)
}

/// Sets values; without ENVIRONMENTVALUE (or with an empty one) the entry is removed. 531 for what
/// only the parent may write.
fn set_environment(call: &mut Call<'_>) -> Outcome {
    let subuser = call.command.filled("SUBUSER");
    let account = call.named_account(subuser)?;
    let yes = |key: &str| {
        let value = call.command.filled(key);
        value.is_some_and(|value| value.eq_ignore_ascii_case("YES"))
    };
    let (readable, writable) = (yes("PARENTONLYREADABLE"), yes("PARENTONLYWRITABLE"));
    if (readable || writable) && account == call.caller.account {
        return Err(Refusal::new(541, "PARENTONLY... WITHOUT SUBUSER"));
    }
    let mut variables = Vec::new();
    for index in 0..call.groups("ENVIRONMENTNAME") {
        let name = call.numbered("ENVIRONMENTNAME", index).unwrap_or_default();
        if name.is_empty() {
            return Err(Refusal::new(504, format!("ENVIRONMENTNAME{index}")));
        }
        let key = call.numbered("ENVIRONMENTKEY", index).unwrap_or_default();
        let present = call.book.environment.get(&account, key, name);
        if subuser.is_none() && present.is_some_and(|v| v.parent_only_writable) {
            return Err(Refusal::new(531, format!("{key}/{name}")));
        }
        variables.push(Variable {
            account: account.clone(),
            key: key.to_owned(),
            name: name.to_owned(),
            value: call
                .numbered("ENVIRONMENTVALUE", index)
                .unwrap_or_default()
                .to_owned(),
            private: call.numbered("PRIVATE", index) == Some("1"),
            parent_only_readable: readable,
            parent_only_writable: writable,
        });
    }
    for variable in variables {
        if variable.value.is_empty() {
            let Variable {
                account, key, name, ..
            } = &variable;
            call.book.environment.remove(account, key, name);
        } else {
            call.book.environment.set(variable);
        }
    }
    Ok(Response::ok())
}

/// Without ENVIRONMENTKEY the keys; with it the values below that key, or with MATCHMODE=PREFIX
/// below all keys that begin so.
fn query_environment_list(call: &mut Call<'_>) -> Outcome {
    let subuser = call.command.filled("SUBUSER");
    let account = call.named_account(subuser)?;
    let key = call.command.filled("ENVIRONMENTKEY");
    let prefix = match call.command.filled("MATCHMODE").unwrap_or("EXACT") {
        "EXACT" => false,
        "PREFIX" => true,
        other => return Err(Refusal::new(541, format!("MATCHMODE ({other})"))),
    };
    let variables = call.book.environment.of(&account);
    let visible = variables.filter(|v| !v.parent_only_readable || subuser.is_some());
    let mut rows: Vec<&Variable> = visible
        .filter(|v| key.is_none_or(|key| v.key == key || (prefix && v.key.starts_with(key))))
        .collect();
    if key.is_none() {
        rows.dedup_by(|a, b| a.key == b.key);
    }
    let count = rows.len();
    let response = with_last(call.quirks, 0, count, Response::ok().with("FIRST", "0"))
        .with("COUNT", count.to_string())
        .with("TOTAL", count.to_string());
    let column = |cell: fn(&Variable) -> String| rows.iter().map(move |v| cell(v));
    let response = response.with_all("ENVIRONMENTKEY", column(|v| v.key.clone()));
    if key.is_none() {
        return Ok(response);
    }
    let response = response
        .with_all("ENVIRONMENTNAME", column(|v| v.name.clone()))
        .with_all("ENVIRONMENTVALUE", column(|v| v.value.clone()))
        .with_all("PRIVATE", column(|v| u8::from(v.private).to_string()));
    if subuser.is_none() {
        return Ok(response);
    }
    Ok(response
        .with_all(
            "PARENT_ONLY_READABLE",
            column(|v| yes_no(v.parent_only_readable)),
        )
        .with_all(
            "PARENT_ONLY_WRITABLE",
            column(|v| yes_no(v.parent_only_writable)),
        ))
}
