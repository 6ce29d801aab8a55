//! The user environment: named values that programs of a customer keep at the registrar.

use serde::{Deserialize, Serialize};

/// The values of all accounts of a book.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Environment(Vec<Variable>);

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent switches, as on the wire"
)]
pub(crate) struct Variable {
    pub(crate) account: String,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) value: String,
    /// Hidden from sub-users.
    pub(crate) private: bool,
    pub(crate) parent_only_readable: bool,
    pub(crate) parent_only_writable: bool,
}

impl Environment {
    pub(crate) fn get(&self, account: &str, key: &str, name: &str) -> Option<&Variable> {
        self.0
            .iter()
            .find(|v| v.account == account && v.key == key && v.name == name)
    }

    /// Sets a value, in the order of accounts, keys and names.
    pub(crate) fn set(&mut self, variable: Variable) {
        self.remove(&variable.account, &variable.key, &variable.name);
        self.0.push(variable);
        self.0.sort();
    }

    pub(crate) fn remove(&mut self, account: &str, key: &str, name: &str) {
        self.0
            .retain(|v| !(v.account == account && v.key == key && v.name == name));
    }

    pub(crate) fn of<'a>(&'a self, account: &'a str) -> impl Iterator<Item = &'a Variable> {
        self.0.iter().filter(move |v| v.account == account)
    }
}
