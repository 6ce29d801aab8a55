use crate::base::html;
use crate::base::params::{ParamError, Params};
use crate::ispapi::{Account, Dialect, Environment, Ispapi};
use crate::names::Secret;
use crate::net::ProxyUrl;

use super::{Context, Error};

/// The module's settings that plans read, out of the parameters that WHMCS merges them into.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whose account, where.
    pub account: Account,
    /// The forward proxy on the way there.
    pub proxy: Option<ProxyUrl>,
    /// Lock a domain right after its registration.
    pub transfer_lock: bool,
    /// Show every expiry one day earlier than it is.
    pub expiry_day_earlier: bool,
    /// What a domain becomes that is gone without a trace.
    pub gone: Gone,
    /// Whether changes of owner are confirmed by the shop as designated agent.
    pub irtp_by_agent: bool,
}

/// What a domain becomes in the shop that is gone at the registrar without a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// Cancelled: nothing is invoiced any more.
    Cancelled,
    /// Expired, which can be undone more easily; the default.
    Expired,
}

impl Settings {
    /// Reads the settings. The password is taken as stored, unless an earlier check found that the registrar knows its
    /// HTML-decoded form.
    ///
    /// # Errors
    ///
    /// [`Error::Param`] naming a setting that is missing or unusable.
    pub fn read(params: &Params, context: &Context) -> Result<Self, Error> {
        let environment = if params.flag("TestMode")? {
            Environment::Ote
        } else {
            Environment::Live
        };
        let login = params.required("Username")?.into_owned();
        let missing = || ParamError::Missing {
            name: "Password".to_owned(),
        };
        let password = params.exact_text("Password")?.ok_or_else(missing)?;
        let account = Account::new(environment, login, Secret::new(""));
        let password = PasswordForm::kept(&account, context)?.of(&password);
        let proxy =
            match params.text("ProxyServer")? {
                None => None,
                Some(text) => Some(ProxyUrl::parse(&text).map_err(|_| {
                    ParamError::bad("ProxyServer", "host:port or http(s)://host:port")
                })?),
            };
        Ok(Self {
            account: Account {
                password: Secret::new(password),
                ..account
            },
            proxy,
            transfer_lock: params.flag("TRANSFERLOCK")?,
            expiry_day_earlier: params.flag("ExpiryDayEarlier")?,
            gone: match params.text("MissingDomains")?.as_deref() {
                Some("cancelled") => Gone::Cancelled,
                _ => Gone::Expired,
            },
            irtp_by_agent: params.text("IRTP")?.is_none_or(|value| value == "da"),
        })
    }

    /// What journal and caches are kept under: `dialect|environment|login` (design, section 6).
    pub fn scope(&self) -> String {
        let (dialect, login) = (Ispapi.name(), &self.account.login);
        format!("{dialect}|{}|{login}", environment_key(&self.account))
    }
}

/// The word of a system in keys of facts, caches and journal rows.
fn environment_key(account: &Account) -> &'static str {
    match account.environment {
        Environment::Live => "live",
        Environment::Ote => "ote",
    }
}

/// In which form the registrar knows a password: WHMCS may hand it over HTML-encoded (contract 1.1), `&quot;` for `"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PasswordForm {
    AsGiven,
    Decoded,
}

impl PasswordForm {
    /// The form that an earlier `config_validate` found for this account.
    pub(super) fn kept(account: &Account, context: &Context) -> Result<Self, ParamError> {
        let kept = context.facts.text(&Self::key(account))?;
        Ok(if kept.as_deref() == Some(Self::Decoded.name()) {
            Self::Decoded
        } else {
            Self::AsGiven
        })
    }

    /// The key of that fact.
    pub(super) fn key(account: &Account) -> String {
        format!(
            "password_form:{}:{}",
            environment_key(account),
            account.login
        )
    }

    /// Its value.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::AsGiven => "as_given",
            Self::Decoded => "decoded",
        }
    }

    /// The text in this form.
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Self::AsGiven => text.to_owned(),
            Self::Decoded => html::decoded(text),
        }
    }
}
