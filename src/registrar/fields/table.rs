//! What each registry asks: the rows of `data/additional_fields.json`, as `build.rs` wrote them.

use crate::names::Tld;

include!(concat!(env!("OUT_DIR"), "/additional_fields.rs"));

/// One question, for one TLD or several with the same rules. `data/additional_fields.json` has the source of each.
#[allow(clippy::struct_excessive_bools)] // they are columns
pub(super) struct Row {
    pub(super) operations: &'static [Operation],
    pub(super) kind: Kind,
    /// The name under which WHMCS stores the answer; it never changes.
    pub(super) name: &'static str,
    /// The names under which older configurations stored it.
    pub(super) aliases: &'static [&'static str],
    pub(super) label: Text,
    pub(super) help: Option<Text>,
    pub(super) input: Input,
    pub(super) options: &'static [(&'static str, Text)],
    /// Labels that older configurations stored, and the values that they mean.
    pub(super) legacy: &'static [(&'static str, &'static str)],
    pub(super) required: Required,
    /// The operations to which `required` is limited; none means all.
    pub(super) required_on: &'static [Operation],
    pub(super) default: &'static str,
    pub(super) prefill: Option<Prefill>,
    pub(super) rule: Rule,
    /// The parameter of the API; `None` for a question of ours that decides about others.
    pub(super) param: Option<&'static str>,
    /// The commands that take the parameter.
    pub(super) send_on: &'static [&'static str],
    /// All of these must hold, else the field is not sent.
    pub(super) only_if: &'static [Condition],
    /// A command, and the values that it does not take.
    pub(super) not_taken: &'static [(&'static str, &'static [&'static str])],
    /// The API's reference lacks the parameter.
    pub(super) undocumented: bool,
    pub(super) opt_in: bool,
    pub(super) skip_countries: &'static [&'static str],
    /// With this value, that field of that contact is left out of the command.
    pub(super) removes: &'static [(&'static str, &'static str, &'static str)],
    /// Not required where the trustee service is ordered.
    pub(super) waived_by_trustee: bool,
    pub(super) individuals_only: bool,
}

/// Another field's name and the values that it must have; no value means any.
pub(super) type Condition = (&'static str, &'static [&'static str]);

/// Words in the four languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text {
    english: &'static str,
    german: &'static str,
    french: &'static str,
    arabic: &'static str,
}

/// A language that texts exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // they are what they are called
pub enum Language {
    Arabic,
    #[default]
    English,
    French,
    German,
}

/// What is being done to a domain, as the table of the facts names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// An application for a name whose registry decides later.
    Application,
    /// A registration.
    Register,
    /// A change of owner.
    Trade,
    /// A transfer to this registrar.
    Transfer,
    /// A change of contact data.
    Update,
    /// The privacy of contact data.
    Whoisprivacy,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Agreement,
    Eligibility,
    Identity,
    Notice,
    Privacy,
    RegistryCredential,
    Switch,
    Trustee,
}

/// How it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Display,
    Dropdown,
    /// Never asked: the default is the answer.
    Hidden,
    Text,
    Tickbox,
}

/// Whether an answer is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Required {
    Always,
    If(&'static [Condition]),
    Never,
}

/// What is known of the customer and may stand in the form from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefill {
    DkUserId,
    Language,
    OwnerType,
    TaxId,
}

/// What is done to an answer before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Date,
    Lower,
    Plain,
    Tick,
    TickNElseY,
    TickOr0,
    TickTime,
    TickY,
    Uid,
    UidOrPublic,
    Upper,
    Uri,
}

impl Text {
    /// The words in this language.
    pub(super) fn of(self, language: Language) -> &'static str {
        match language {
            Language::Arabic => self.arabic,
            Language::English => self.english,
            Language::French => self.french,
            Language::German => self.german,
        }
    }
}

impl Language {
    /// The language that WHMCS calls so; English for any other.
    pub fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "arabic" => Self::Arabic,
            "french" => Self::French,
            "german" => Self::German,
            _ => Self::English,
        }
    }
}

impl Operation {
    /// The command that carries it out, where the plan has no reason for another one.
    pub fn command(self) -> &'static str {
        match self {
            Self::Application => "AddDomainApplication",
            Self::Register => "AddDomain",
            Self::Trade => "TradeDomain",
            Self::Transfer => "TransferDomain",
            Self::Update | Self::Whoisprivacy => "ModifyDomain",
        }
    }
}

impl Row {
    /// Whether the field is there, by either of its names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

/// The rows of a TLD: its own, else those of the zone above it. An internationalised name has one more.
pub(super) fn rows_of(tld: &Tld, idn: bool) -> impl Iterator<Item = &'static Row> + use<> {
    let own = lookup(TLDS, tld.as_str());
    let parent = || lookup(TLDS, above(tld)?);
    let any = if idn { lookup(TLDS, "*idn") } else { None };
    let places = own.or_else(parent).into_iter().chain(any).flatten();
    places.filter_map(|place| ROWS.get(*place))
}

/// The fields that WHMCS ships for a TLD and that no row uses.
pub(super) fn unused_stock(tld: &Tld) -> &'static [&'static str] {
    let own = lookup(STOCK, tld.as_str());
    let parent = || lookup(STOCK, above(tld)?);
    own.or_else(parent).unwrap_or_default()
}

/// What the first line of a dropdown says while nothing is chosen.
pub(super) fn nothing_chosen(required: bool) -> Text {
    if required { CHOOSE } else { NOTHING }
}

/// All TLDs that have rows, in ASCII and sorted; `*idn` stands for internationalised names.
pub fn tlds() -> impl Iterator<Item = &'static str> {
    TLDS.iter().map(|(tld, _)| *tld)
}

fn above(tld: &Tld) -> Option<&str> {
    tld.as_str().split_once('.').map(|(_, parent)| parent)
}

fn lookup<T>(table: &'static [(&'static str, &'static [T])], key: &str) -> Option<&'static [T]> {
    let place = table.binary_search_by_key(&key, |(known, _)| known).ok()?;
    table.get(place).map(|(_, found)| *found)
}
