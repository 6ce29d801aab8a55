use std::borrow::Cow;
use std::fmt;

use super::encode::EncodeError;

/// The name of an API command, such as `StatusDomain`: letters, digits and underscores.
///
/// The commands that our verbs send are constants here, and nowhere else. Any other name can be parsed.
/// Comparison ignores case, as the server does.
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::CommandName;
///
/// assert_eq!(CommandName::parse("statusdomain").unwrap(), CommandName::STATUS_DOMAIN);
/// assert!(CommandName::parse("Status\nDOMAIN=x").is_err());
/// ```
#[derive(Clone)]
pub struct CommandName(Cow<'static, str>);

macro_rules! command_names {
    ($($constant:ident = $name:literal),+ $(,)?) => {
        impl CommandName {
            $(#[doc = concat!("`", $name, "`")]
            pub const $constant: Self = Self(Cow::Borrowed($name));)+

            /// Every command that our verbs send: the list that a role user must be allowed.
            pub const USED: &'static [Self] = &[$(Self::$constant),+];
        }
    };
}

// Order: by name. A command joins this list together with the verb that sends it.
command_names! {
    ADD_DOMAIN = "AddDomain",
    ADD_DOMAIN_APPLICATION = "AddDomainApplication",
    CHECK_AUTHENTICATION = "CheckAuthentication",
    CHECK_DOMAINS = "CheckDomains",
    CHECK_DOMAIN_REGISTRATION = "CheckDomainRegistration",
    CHECK_DOMAIN_TRANSFER = "CheckDomainTransfer",
    DELETE_DOMAIN = "DeleteDomain",
    MODIFY_DOMAIN = "ModifyDomain",
    PAY_DOMAIN_RENEWAL = "PayDomainRenewal",
    PUSH_DOMAIN = "PushDomain",
    QUERY_DOMAIN_APPLICATION_LIST = "QueryDomainApplicationList",
    QUERY_DOMAIN_LIST = "QueryDomainList",
    QUERY_DOMAIN_OPTIONS = "QueryDomainOptions",
    QUERY_DOMAIN_REPOSITORY_INFO = "QueryDomainRepositoryInfo",
    QUERY_OBJECT_LIST = "QueryObjectList",
    QUERY_OBJECT_LOG_LIST = "QueryObjectLogList",
    RENEW_DOMAIN = "RenewDomain",
    RESEND_DOMAIN_TRANSFER_CONFIRMATION_EMAILS = "ResendDomainTransferConfirmationEmails",
    RESTORE_DOMAIN = "RestoreDomain",
    SET_DOMAIN_RENEWAL_MODE = "SetDomainRenewalMode",
    STATUS_ACCOUNT = "StatusAccount",
    STATUS_DOMAIN = "StatusDomain",
    STATUS_DOMAIN_APPLICATION = "StatusDomainApplication",
    STATUS_DOMAIN_TRANSFER = "StatusDomainTransfer",
    STATUS_OBJECT_LOG = "StatusObjectLog",
    STATUS_USER = "StatusUser",
    TRANSFER_DOMAIN = "TransferDomain",
}

impl CommandName {
    /// `EndSession`. Sessions are the client's own affair: no verb sends this, so it is not in [`USED`](Self::USED).
    pub const END_SESSION: Self = Self(Cow::Borrowed("EndSession"));
    /// `StartSession`, see [`END_SESSION`](Self::END_SESSION).
    pub const START_SESSION: Self = Self(Cow::Borrowed("StartSession"));

    /// Reads a name.
    ///
    /// # Errors
    ///
    /// [`EncodeError::BadCommandName`] for an empty name or one with other characters.
    pub fn parse(name: &str) -> Result<Self, EncodeError> {
        let fits = |c: u8| c.is_ascii_alphanumeric() || c == b'_';
        if name.is_empty() || !name.bytes().all(fits) {
            return Err(EncodeError::BadCommandName);
        }
        Ok(Self(Cow::Owned(name.to_owned())))
    }

    /// The name as it goes to the server.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for CommandName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for CommandName {}

impl fmt::Debug for CommandName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for CommandName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
