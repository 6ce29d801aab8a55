//! Internationalised names: U-labels and A-labels.
