//! Configuration as it arrives: texts of php.ini, and the array that a script gives to a client.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::endpoint::Endpoint;
use super::platform::{Account, Environment, Platform};
use super::redact::PersonalData;
use crate::base::params::Params;
use crate::names::Secret;
use crate::net::ProxyUrl;

/// No wait is longer than this: a worker that hangs an hour is a worker lost.
const LONGEST_WAIT_SECONDS: f64 = 3600.0;

/// The keys that [`client`] knows.
const CLIENT_KEYS: [&str; 7] = [
    "dialect",
    "login",
    "password",
    "proxy",
    "session",
    "test_mode",
    "timeout",
];

/// A setting that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingError {
    /// There, or due, but unusable.
    Bad {
        /// Its name.
        name: &'static str,
        /// What would be right, as a lowercase fragment.
        expected: String,
    },
    /// A key that nothing reads: most likely a slip of the pen.
    Unknown {
        /// The key.
        key: String,
    },
}

/// The platform of php.ini's `ispbridge.*` values by their names; what is absent or empty keeps its default.
///
/// # Errors
///
/// [`SettingError::Bad`] naming the value that cannot be used.
pub fn platform(
    ini: &BTreeMap<String, String>,
    user_agent: &str,
) -> Result<Platform, SettingError> {
    let text = |name: &str| {
        ini.get(name)
            .map(|value| value.trim())
            .filter(|v| !v.is_empty())
    };
    let seconds = |name: &'static str, limit: &mut Duration| match text(name) {
        None => Ok(()),
        Some(value) => {
            *limit = wait(value).ok_or_else(|| setting(name, WAIT))?;
            Ok(())
        }
    };
    let mut platform = Platform::ispapi_public(user_agent)
        .map_err(|error| setting("ispbridge.ispapi_live_url", &error.to_string()))?;
    for (name, endpoint) in [
        ("ispbridge.ispapi_live_url", &mut platform.live),
        ("ispbridge.ispapi_ote_url", &mut platform.ote),
    ] {
        if let Some(url) = text(name) {
            *endpoint = Endpoint::parse(url).map_err(|error| setting(name, &error.to_string()))?;
        }
    }
    seconds(
        "ispbridge.connect_timeout",
        &mut platform.limits.connect_timeout,
    )?;
    seconds("ispbridge.read_timeout", &mut platform.limits.read_timeout)?;
    seconds(
        "ispbridge.write_timeout",
        &mut platform.limits.write_timeout,
    )?;
    if let Some(bytes) = text("ispbridge.max_response_bytes") {
        let bytes = bytes.parse().ok().filter(|bytes| *bytes >= 1024);
        platform.limits.max_response_bytes = bytes.ok_or_else(|| {
            setting(
                "ispbridge.max_response_bytes",
                "a number of bytes from 1024",
            )
        })?;
    }
    platform.personal_data = match text("ispbridge.log_personal_data") {
        None | Some("mask") => PersonalData::Masked,
        Some("shorten") => PersonalData::Shortened,
        Some(_) => {
            return Err(setting(
                "ispbridge.log_personal_data",
                "“mask” or “shorten”",
            ));
        }
    };
    platform.route.ca_file = text("ispbridge.ca_file").map(PathBuf::from);
    Ok(platform)
}

/// Account and platform of a client: `login`, `password`, `test_mode`, `proxy`, `timeout` (seconds, lowers both limits),
/// `session`, `dialect` (`ispapi`).
///
/// # Errors
///
/// [`SettingError::Unknown`], [`SettingError::Bad`].
pub fn client(config: &Params, platform: Platform) -> Result<(Account, Platform), SettingError> {
    if let Some((key, _)) = config.iter().find(|(key, _)| !CLIENT_KEYS.contains(key)) {
        return Err(SettingError::Unknown {
            key: key.to_owned(),
        });
    }
    let text = |name: &'static str| config.text(name).map_err(|_| setting(name, "text"));
    if text("dialect")?.is_some_and(|dialect| dialect != "ispapi") {
        return Err(setting("dialect", "“ispapi”"));
    }
    let test = config
        .flag("test_mode")
        .map_err(|_| setting("test_mode", "true or false"))?;
    let environment = if test {
        Environment::Ote
    } else {
        Environment::Live
    };
    let login = text("login")?.ok_or_else(|| setting("login", "given"))?;
    let password = config
        .exact_text("password")
        .map_err(|_| setting("password", "text"))?;
    let mut account = Account::new(
        environment,
        login,
        Secret::new(password.unwrap_or_default()),
    );
    account.session = text("session")?.map(Secret::new);
    if account.session.is_none() && account.password.is_empty() {
        return Err(setting("password", "given"));
    }
    Ok((
        account,
        tuned(
            platform,
            text("proxy")?.as_deref(),
            text("timeout")?.as_deref(),
        )?,
    ))
}

/// The same platform with no wait for a whole answer beyond `longest`.
#[must_use]
pub fn within(mut platform: Platform, longest: Duration) -> Platform {
    let limits = &mut platform.limits;
    limits.read_timeout = limits.read_timeout.min(longest);
    limits.write_timeout = limits.write_timeout.min(longest);
    platform
}

impl SettingError {
    /// The stable text that users of the library may compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Bad { .. } => "ispapi.config.bad_setting",
            Self::Unknown { .. } => "ispapi.config.unknown_key",
        }
    }
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bad { name, expected } => write!(f, "{name} must be {expected}"),
            Self::Unknown { key } => write!(f, "{key} is no setting of this client"),
        }
    }
}

impl std::error::Error for SettingError {}

fn tuned(
    mut platform: Platform,
    proxy: Option<&str>,
    timeout: Option<&str>,
) -> Result<Platform, SettingError> {
    if let Some(proxy) = proxy {
        let url = ProxyUrl::parse(proxy).map_err(|_| setting("proxy", PROXY))?;
        platform.route.proxy = Some(url);
    }
    if let Some(seconds) = timeout {
        platform = within(
            platform,
            wait(seconds).ok_or_else(|| setting("timeout", WAIT))?,
        );
    }
    Ok(platform)
}

const PROXY: &str = "host:port or http(s)://[user:password@]host:port";
const WAIT: &str = "a number of seconds from 0.001 to 3600";

fn wait(text: &str) -> Option<Duration> {
    let seconds: f64 = text.parse().ok()?;
    (0.001..=LONGEST_WAIT_SECONDS)
        .contains(&seconds)
        .then(|| Duration::from_secs_f64(seconds))
}

fn setting(name: &'static str, expected: &str) -> SettingError {
    SettingError::Bad {
        name,
        expected: expected.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn ini(pairs: &[(&str, &str)]) -> Result<Platform, SettingError> {
        let pairs = pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        platform(&pairs.collect(), "test")
    }

    fn config(json: &str) -> Result<(Account, Platform), SettingError> {
        client(&serde_json::from_str(json).unwrap(), ini(&[]).unwrap())
    }

    #[test]
    fn empty_values_keep_the_defaults() {
        let platform = ini(&[
            ("ispbridge.read_timeout", ""),
            ("ispbridge.ispapi_live_url", " "),
        ])
        .unwrap();
        assert_eq!(platform.limits, super::super::Limits::default());
    }

    #[test]
    fn seconds_may_have_fractions() {
        let platform = ini(&[("ispbridge.read_timeout", "0.25")]).unwrap();
        assert_eq!(platform.limits.read_timeout, Duration::from_millis(250));
    }

    #[test]
    fn personal_numbers_are_masked_unless_told_otherwise() {
        for (value, personal_data) in [
            ("", PersonalData::Masked),
            ("mask", PersonalData::Masked),
            ("shorten", PersonalData::Shortened),
        ] {
            let platform = ini(&[("ispbridge.log_personal_data", value)]).unwrap();
            assert_eq!(platform.personal_data, personal_data, "{value}");
        }
    }

    #[test]
    fn nonsense_is_named() {
        for (name, value) in [
            ("ispbridge.read_timeout", "soon"),
            ("ispbridge.write_timeout", "0"),
            ("ispbridge.connect_timeout", "-1"),
            ("ispbridge.connect_timeout", "NaN"),
            ("ispbridge.max_response_bytes", "12"),
            ("ispbridge.ispapi_live_url", "http://api.ispapi.net/"),
            ("ispbridge.log_personal_data", "show"),
        ] {
            let error = ini(&[(name, value)]).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    fn test_mode_is_read_as_whmcs_writes_it() {
        for (mode, environment) in [
            ("true", Environment::Ote),
            ("1", Environment::Ote),
            ("\"1\"", Environment::Ote),
            ("\"on\"", Environment::Ote),
            ("\"\"", Environment::Live),
            ("false", Environment::Live),
        ] {
            let json = format!(r#"{{"login":"shop","password":" x ","test_mode":{mode}}}"#);
            let (account, _) = config(&json).unwrap();
            assert_eq!(account.environment, environment, "{mode}");
            assert_eq!(account.password.expose(), " x ");
        }
    }

    #[test]
    fn a_timeout_lowers_both_limits_and_raises_none() {
        let (_, platform) = config(r#"{"login":"shop","password":"x","timeout":60}"#).unwrap();
        assert_eq!(platform.limits.read_timeout, Duration::from_secs(30));
        assert_eq!(platform.limits.write_timeout, Duration::from_secs(60));
    }

    #[test]
    fn what_is_missing_or_unknown_is_named() {
        for (json, name) in [
            (r#"{"password":"x"}"#, "login"),
            (r#"{"login":"shop"}"#, "password"),
            (
                r#"{"login":"shop","password":"x","pasword":"y"}"#,
                "pasword",
            ),
            (r#"{"login":"shop","password":"x","proxy":"::"}"#, "proxy"),
            (
                r#"{"login":"shop","password":"x","dialect":"cnr"}"#,
                "dialect",
            ),
            (r#"{"login":["shop"],"password":"x"}"#, "login"),
        ] {
            let error = config(json).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }
}
