use std::fmt;

/// The number that ends a command: `CODE` (`ispapi-wire`, section 5). Unknown numbers are kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

/// What the first digit of a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Neither 2, 4 nor 5: nothing is known about it.
    Other,
    /// 5: it will be refused again.
    Permanent,
    /// 2: carried out. The meaning may still be negative, as with [`Code::NOT_AVAILABLE`].
    Success,
    /// 4: it may work later.
    Temporary,
}

impl Code {
    /// 200: done, or accepted where [`Response::pending`](super::Response::pending) says so.
    pub const OK: Self = Self(200);
    /// 210: the domain is available.
    pub const AVAILABLE: Self = Self(210);
    /// 211: the domain is not available.
    pub const NOT_AVAILABLE: Self = Self(211);
    /// 218: the request is possible.
    pub const POSSIBLE: Self = Self(218);
    /// 219: the request is not possible.
    pub const NOT_POSSIBLE: Self = Self(219);
    /// 425: usage exceeded, wait long.
    pub const LOCKED: Self = Self(425);
    /// 510: the zone does not know this command.
    pub const NOT_SUPPORTED: Self = Self(510);
    /// 530: authentication failed, or the role may not send this command.
    pub const AUTHENTICATION_FAILED: Self = Self(530);
    /// 531: authorization failed, such as for a domain of another account.
    pub const AUTHORIZATION_FAILED: Self = Self(531);
    /// 541: invalid attribute value.
    pub const INVALID_VALUE: Self = Self(541);
    /// 545: not found.
    pub const NOT_FOUND: Self = Self(545);
    /// 548: too early, or no such term.
    pub const TOO_EARLY: Self = Self(548);
    /// 549: the command failed at the registry.
    pub const FAILED: Self = Self(549);

    /// 555: the term is renewed already, or the guard names another expiry than the domain has.
    pub const ALREADY_RENEWED: Self = Self(555);

    /// Any code.
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// From its text: three digits, the first not 0. More or fewer would give the class another meaning.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text
            .parse()
            .ok()
            .filter(|number| (100..1000).contains(number))?;
        (text.len() == 3).then_some(Self(number))
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// Its class.
    pub const fn class(self) -> Class {
        match self.0 / 100 {
            2 => Class::Success,
            4 => Class::Temporary,
            5 => Class::Permanent,
            _ => Class::Other,
        }
    }

    /// Whether and when the same command may be sent again, by `data/ispapi_codes.json`.
    pub fn repeat(self) -> Repeat {
        row(self).map_or(Repeat::No, |row| row.repeat)
    }

    /// Whether a *writing* command that got this answer may have been carried out all the same, so that the state must be
    /// read back before anything else: those of [`Repeat::AtOnce`], and codes of which nothing is known.
    pub fn leaves_doubt(self) -> bool {
        match row(self) {
            Some(row) => row.repeat == Repeat::AtOnce,
            None => matches!(self.class(), Class::Other | Class::Temporary),
        }
    }
}

/// When a command may be sent again (`ispapi-wire`, section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// After a minute or more: usage was exceeded.
    AfterWait,
    /// At once, if it only reads; if it writes, not before the state was read back.
    AtOnce,
    /// It will be answered the same.
    No,
}

/// What `data/ispapi_codes.json` knows about a code.
pub(super) struct CodeRow {
    pub(super) code: u16,
    pub(super) repeat: Repeat,
    /// Message keys.
    pub(super) customer: &'static str,
    pub(super) admin: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/ispapi_codes.rs"));

pub(super) fn row(code: Code) -> Option<&'static CodeRow> {
    let found = CODES.binary_search_by_key(&code.0, |row| row.code).ok()?;
    CODES.get(found)
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_digits_are_a_code() {
        assert_eq!(Code::parse("599"), Some(Code::new(599)));
        for text in ["", "20", "2000", "+20", "099", "2e2", "２００", "99999999"] {
            assert_eq!(Code::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_unknown_class_leaves_doubt() {
        assert_eq!(Code::new(333).class(), Class::Other);
        assert!(Code::new(333).leaves_doubt() && Code::new(422).leaves_doubt());
        assert!(!Code::new(599).leaves_doubt());
    }

    #[test]
    fn repetition_follows_the_table() {
        for number in [420, 421, 423, 520] {
            assert_eq!(Code::new(number).repeat(), Repeat::AtOnce, "{number}");
            assert!(Code::new(number).leaves_doubt(), "{number}");
        }
        assert_eq!(Code::LOCKED.repeat(), Repeat::AfterWait);
        assert_eq!(Code::NOT_FOUND.repeat(), Repeat::No);
        assert_eq!(Code::new(422).repeat(), Repeat::No);
    }

    #[test]
    fn the_table_has_every_code_of_the_reference() {
        assert_eq!(CODES.len(), 40);
    }
}
