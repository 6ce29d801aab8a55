//! What must not be printed (`ispapi-wire`, section 11): passwords, codes, sessions, and personal numbers.
//!
//! Masking happens on names and values, before any text is built. Two rules cover what no name tells: a secret of the command
//! is masked wherever the reply quotes it, and free text is masked behind `AUTH=` and its like.

use std::borrow::Cow;

use super::command::Command;
use super::platform::Account;
use super::response::{Column, Response};

/// What stands in the place of a secret.
pub const MASK: &str = "***";

/// Of a shortened personal number so many characters are shown, those at its end.
const SHOWN: usize = 2;

/// A number with fewer characters is not shortened but masked.
const SHORTEST_SHOWN: usize = 8;

/// Shorter texts are not searched for: `1` or `yes` would black out half of a reply, and protect nothing.
const SHORTEST_QUOTE: usize = 4;

/// So many secrets of one reply are searched for in the rest of it.
const REPLY_QUOTES: usize = 32;

/// Names that end so, digits at the end aside, hold a secret.
const SECRET_ENDINGS: &[&str] = &[
    "-PIN",
    "-PW",
    "-TOKEN",
    "ALLOCATIONTOKEN",
    "APIKEY",
    "AUTH",
    "AUTHCODE",
    "AUTHINFO",
    "AUTH-KEY",
    "CLAIMKEY",
    "OTP",
    "OTPSECRET",
    "PASSWD",
    "PASSWORD",
    "PRIVATE-KEY",
    "PRIVATEKEY",
    "SESSION",
    "SESSIONID",
    "VERIFICATION-TAG",
];

/// Whole names that hold a secret.
const SECRET_NAMES: &[&str] = &["HASH", "PIN", "S_PW", "SECRET", "TOKEN", "TRIGGER"];

/// Parts of names that hold what a register or an authority knows a person or a firm by: one man's firm has no other number than he.
const PERSONAL_PARTS: &[&str] = &[
    "-CRO-NUMBER",
    "-DOB",
    "-DUNS",
    "-IDDATE",
    "-KPP",
    "-RACE",
    "-REG-CO-NO",
    "-REG-NO",
    "-SIREN",
    "-SUPPORT-NUMBER",
    "-TIN",
    "-UID",
    "-UIN",
    "-WALDEC",
    "ASSOCIATION-ID",
    "BIRTH",
    "CARDNUMBER",
    "DOCUMENT-NUMBER",
    "ENS-AUTH-ID",
    "ENTERPRISE-ID",
    "ID-NUMBER",
    "IDCARD",
    "IDENTIFICA",
    "IDENTITY",
    "IDENTNUMBER",
    "IDNO",
    "IDNUMBER",
    "LEGAL-ID",
    "LICENSENUMBER",
    "LOCAL-ID",
    "MEMBERSHIP-CONTACT",
    "PASSPORT",
    "PERSON-NAME-REGISTRATION",
    "RCBID",
    "REGISTER-NUMBER",
    "SINGPASS",
    "TAXID",
    "VAT-NUMBER",
    "VATID",
    "VATNO",
    "X-RU-CODE",
];

/// What logs show of passport, identity and tax numbers and of birth dates. Secrets are masked whatever it says.
///
/// A hash is no choice: there are so few of these numbers that each can be found again by trying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PersonalData {
    /// Nothing.
    #[default]
    Masked,
    /// The last two characters of eight or more: enough to tell two persons apart, for whoever knows both.
    Shortened,
}

/// Whether the value of this parameter, property or form field must not be printed. Case does not count.
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::is_sensitive;
///
/// assert!(is_sensitive("DOMAINAUTH") && is_sensitive("s_pw") && is_sensitive("X-HK-REGISTRANT-DOCUMENT-NUMBER"));
/// assert!(!is_sensitive("AUTHREQUIRED") && !is_sensitive("DOMAIN0"));
/// ```
pub fn is_sensitive(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    is_secret(&name) || PERSONAL_PARTS.iter().any(|part| name.contains(part))
}

/// Whether an upper-case name is that of a secret, not only of a personal number.
fn is_secret(name: &str) -> bool {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    SECRET_NAMES.contains(&base) || SECRET_ENDINGS.iter().any(|ending| base.ends_with(ending))
}

/// Texts that must not be printed, wherever they stand.
#[derive(Clone, Default)]
pub(super) struct Secrets {
    texts: Vec<String>,
    personal: PersonalData,
}

impl Secrets {
    /// Those that go out with a command.
    pub(super) fn of(account: &Account, command: &Command, personal: PersonalData) -> Self {
        let mut secrets = Self {
            personal,
            ..Self::default()
        };
        secrets.add(account.password.expose());
        for secret in account.session.iter().chain(&account.one_time_password) {
            secrets.add(secret.expose());
        }
        let sensitive = command.properties().filter(|(key, _)| is_sensitive(key));
        sensitive.for_each(|(_, value)| secrets.add(value));
        secrets
    }

    /// The same and the first few of a reply. A list with a code in each row is masked by its column's name; searching every
    /// cell for every code would take the square of its length.
    pub(super) fn and_of(mut self, response: &Response) -> Self {
        let columns = response
            .columns()
            .filter(|column| is_sensitive(column.name()));
        let cells = columns.flat_map(Column::iter);
        let attributes = response.attributes().filter(|(name, _)| is_sensitive(name));
        let values = cells.chain(attributes.map(|(_, value)| value));
        values.take(REPLY_QUOTES).for_each(|value| self.add(value));
        self
    }

    /// A value as it may be printed.
    pub(super) fn value<'a>(&self, name: &str, value: &'a str) -> Cow<'a, str> {
        if value.is_empty() || !is_sensitive(name) {
            return self.text(value);
        }
        match self.personal {
            PersonalData::Shortened if !is_secret(&name.to_ascii_uppercase()) => shortened(value),
            _ => Cow::Borrowed(MASK),
        }
    }

    /// Free text as it may be printed.
    pub(super) fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let quotes = self
            .texts
            .iter()
            .filter(|secret| text.contains(secret.as_str()));
        let mut quotes: Vec<&str> = quotes.map(String::as_str).collect();
        if quotes.is_empty() {
            return without_assignments(text);
        }
        quotes.sort_by_key(|secret| std::cmp::Reverse(secret.len())); // one may be part of another
        let masked = quotes
            .iter()
            .fold(text.to_owned(), |text, secret| text.replace(secret, MASK));
        Cow::Owned(without_assignments(&masked).into_owned())
    }

    /// Remembers a secret, and the forms in which an error page may echo it.
    fn add(&mut self, secret: &str) {
        let trimmed = secret.trim();
        if trimmed.len() < SHORTEST_QUOTE {
            return;
        }
        let form = serde_urlencoded::to_string([("", trimmed)]).unwrap_or_default();
        let form = form.trim_start_matches('=').to_owned();
        let percent = form.replace('+', "%20");
        for form in [trimmed.to_owned(), form, percent] {
            if !self.texts.contains(&form) {
                self.texts.push(form);
            }
        }
    }
}

/// The end of a personal number, where enough stays hidden.
fn shortened(value: &str) -> Cow<'_, str> {
    let length = value.chars().count();
    if length < SHORTEST_SHOWN {
        return Cow::Borrowed(MASK);
    }
    let end: String = value.chars().skip(length - SHOWN).collect();
    Cow::Owned(format!("{MASK}{end}"))
}

/// The text with each line cut behind the first `KEY=` or `KEY:` whose key is sensitive, also where the separator is
/// percent-encoded: logs of the platform repeat whole commands.
fn without_assignments(text: &str) -> Cow<'_, str> {
    if !text.lines().any(|line| value_of_secret(line).is_some()) {
        return Cow::Borrowed(text);
    }
    let cut = |line: &str| match value_of_secret(line).and_then(|at| line.get(..at)) {
        Some(kept) if line.ends_with('\n') => format!("{kept}{MASK}\n"),
        Some(kept) => format!("{kept}{MASK}"),
        None => line.to_owned(),
    };
    Cow::Owned(text.split_inclusive('\n').map(cut).collect())
}

/// Where the value of the first sensitive key of a line begins.
fn value_of_secret(line: &str) -> Option<usize> {
    let separators = line.match_indices(['=', ':', '%']);
    separators
        .filter_map(|(at, mark)| {
            let encoded = line.get(at..at + 3).map(str::to_ascii_uppercase);
            match (mark, encoded.as_deref()) {
                ("%", Some("%3A" | "%3D")) => Some((at, at + 3)),
                ("%", _) => None,
                _ => Some((at, at + 1)),
            }
        })
        .find(|(at, value)| {
            let filled = line
                .get(*value..)
                .is_some_and(|rest| !rest.trim().is_empty());
            filled
                && line
                    .get(..*at)
                    .is_some_and(|before| is_sensitive(last_word(before)))
        })
        .map(|(_, value)| value)
}

/// The key that a text ends with; blanks, quotes and the index of a cell behind it aside.
fn last_word(text: &str) -> &str {
    let bare = |c: char| matches!(c, ' ' | '\t' | '"' | '\'' | ']');
    let text = text.trim_end_matches(bare);
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let text = name
        .strip_suffix('[')
        .unwrap_or(text)
        .trim_end_matches(bare);
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.rsplit(|c| !word(c)).next().unwrap_or(text)
}

#[cfg(test)]
mod tests;
