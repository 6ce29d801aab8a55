//! The state file: JSON, written whole and moved into place, so that it is never half a file.

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::World;

/// Where the world is kept between two runs.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    path: PathBuf,
}

/// Why a state file cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The file is not what this program writes.
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        reason: serde_json::Error,
    },
    /// The file exists and cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// The file, or a new one beside it, cannot be written.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken { path, reason } => write!(
                f,
                "state file {} is no sandbox state ({reason}); move it away to start afresh",
                path.display()
            ),
            Self::Unreadable { path, reason } => {
                write!(f, "state file {} cannot be read: {reason}", path.display())
            }
            Self::Unwritable { path, reason } => {
                write!(
                    f,
                    "state file {} cannot be written: {reason}",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for StoreError {}

impl Store {
    pub(crate) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// The saved world; `None` when there is no file yet.
    pub(crate) fn load(&self) -> Result<Option<World>, StoreError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(reason) => {
                let path = self.path.clone();
                return Err(StoreError::Unreadable { path, reason });
            }
        };
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|reason| StoreError::Broken {
                path: self.path.clone(),
                reason,
            })
    }

    /// Saves the world. The file holds the passwords of the simulated accounts: owner only.
    pub(crate) fn save(&self, world: &World) -> Result<(), StoreError> {
        let text = serde_json::to_vec_pretty(world).map_err(|reason| StoreError::Broken {
            path: self.path.clone(),
            reason,
        })?;
        write_atomically(&self.path, &text).map_err(|reason| StoreError::Unwritable {
            path: self.path.clone(),
            reason,
        })
    }
}

/// Writes a file beside `path` and moves it over; readable by the owner only.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)?;
    file.write_all(bytes)?;
    drop(file);
    fs::rename(&beside, path)
}
