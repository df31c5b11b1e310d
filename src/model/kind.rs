//! What sort of thing an entity is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The class of an entity; the name of each is its class in the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A human being.
    Person,
    /// A body of people: company, government, media house, university, party, agency.
    Organization,
    /// A city, region, country, venue.
    Place,
    /// One gathering, an edition of a series or on its own.
    Event,
    /// What the editions of a recurring gathering have in common.
    EventSeries,
}

impl Kind {
    /// All kinds, in the order used for output.
    pub const ALL: [Self; 5] = [Self::Person, Self::Organization, Self::Place, Self::Event, Self::EventSeries];

    /// Local name of the class in the vocabulary.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organization => "Organization",
            Self::Place => "Place",
            Self::Event => "Event",
            Self::EventSeries => "EventSeries",
        }
    }

    /// The segment that stands for it in an entity's IRI.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Event => "event",
            Self::EventSeries => "series",
        }
    }

    /// The kind whose class has this local name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
