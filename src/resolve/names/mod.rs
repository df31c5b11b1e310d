//! What do two names, taken by themselves, say about standing for the same person or body?
//!
//! | file | question it answers |
//! | --- | --- |
//! | `sounds` | how does a name sound, across spellings and scripts? |
//! | `person` | which parts has a person's name, and how do two compare? |
//! | `body` | what do the words of a body's or event's name mean, whatever the language? |
//! | `likeness` | how alike are two names where nothing else is known? |

pub(super) mod body;
mod likeness;
pub(super) mod person;
pub(super) mod sounds;

pub use likeness::{ALIKE, likeness};
