//! The wire of ISPAPI and its successor.
