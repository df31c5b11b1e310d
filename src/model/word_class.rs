//! The parts that words play; which words play them is data.

use serde::Deserialize;

/// The part that a word or phrase plays in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordClass {
    /// Head noun of a post: one who holds it can be named right beside it.
    Post,
    /// Word that may stand before a post and belongs to it.
    PostModifier,
    /// Post whose `of` phrase names a field of work, not a body.
    PortfolioPost,
    /// Verb that gives somebody a post: elected, appointed.
    AppointVerb,
    /// Verb whose subject is at the head of its object, an organization: heads, runs.
    LeadVerb,
    /// Verb between a person and a post: is, served as.
    CareerVerb,
    /// Verb between a person and the organization that employs: works for, joined.
    EmployVerb,
    /// Pronoun of what a body has: its, whose.
    PossessivePronoun,
    /// Says that a post is no longer held.
    Former,
    /// Form of address before a name, no post.
    Honorific,
    /// Letters after a name.
    NameSuffix,
    /// Lower-case part of a personal name.
    NameParticle,
    /// Given name that the shared list leaves out because it is a plain word of another language.
    GivenName,
    /// Noun right before a person's name that is no post: colleague, wife, wrestler.
    PersonNoun,
    /// What a person alone has, behind the possessive of a name: wife, career.
    PersonalNoun,
    /// Verb whose subject is a person: married, retired, shrugged.
    HumanVerb,
    /// Noun for an organization, right before its name or behind it and a comma: firm, lender.
    BodyNoun,
    /// Phrase right before an organization's name: a deal with, works for.
    BodyCue,
    /// Last word of an organization's name, or the word before its `of` phrase.
    OrganizationHead,
    /// First word of an organization's name.
    OrganizationOpener,
    /// Legal form that closes a company's name.
    OrganizationSuffix,
    /// Organization that its name alone does not give away.
    OrganizationKnown,
    /// Word for the office that a post gives its name to: the Office of the President.
    PostOffice,
    /// Inner body whose `of` phrase names the organization that counts.
    SubBody,
    /// Last word of an event's name, or the word before its `on` phrase.
    EventHead,
    /// First word of an event's name.
    EventOpener,
    /// Small word between a name and a small event head that makes both a name: Frankfurt BOOK fair.
    EventModifier,
    /// Common noun that can stand for an event already named.
    EventNoun,
    /// Part of an event that is no event of its own.
    EventPart,
    /// Gathering for the press: an event of its own even without a name.
    PressEvent,
    /// Meeting that counts as an event only with a name.
    MinorEvent,
    /// Between a gathering for the press and the event it is about: on, about.
    About,
    /// Is, are, was: between a noun and what it stands for.
    Copula,
    /// Opens a clause about the noun right before it.
    RelativePronoun,
    /// Adjective that does not make an event noun a name: international, annual.
    GenericWord,
    /// Opens the field of a post: `bidang`.
    FieldOpener,
    /// Between an event noun and the quoted title that is its name.
    TitledBy,
    /// Field that a post governs, behind the post: Menteri PERTANIAN.
    PostField,
    /// Post whose holder governs a place: mayor, governor.
    PlacePost,
    /// Post of the head of the body whose last character it shares, in scripts without spaces.
    BodyPost,
    /// Post of one who heads a body: where none is named beside it, the one that was spoken of is meant.
    HeadPost,
    /// Word behind a place name that belongs to it: Aceh TENGAH.
    PlaceTail,
    /// Between a part of an event, in front, and the larger event, behind.
    SubEventOf,
    /// Before the last day of an event.
    UntilDate,
    /// The event ends.
    EndVerb,
    /// The date beside it is of something else: founded, deadline, born.
    OtherDate,
    /// The event has people come: drew, attracted.
    DrawVerb,
    /// Verb whose subject, a place, has the event: hosts.
    PlaceHostVerb,
    /// Noun for those who back the event.
    SupportNoun,
    /// Noun for organizations that take part.
    ParticipantNoun,
    /// Capitalised phrase that looks like an event and is none (an organization, a document).
    NotEvent,
    /// Word beside a place's name: city, province.
    PlaceHead,
    /// Body in small letters that a place in front makes a name: the Hainan provincial GOVERNMENT.
    SmallBody,
    /// Small word between a place and the body that serves it: Can Tho MUNICIPAL People's Committee.
    PlaceAdjective,
    /// First word of a place's name.
    PlaceOpener,
    /// Last word of a building's or site's name.
    VenueHead,
    /// First word of a building's or site's name.
    VenueOpener,
    /// Capitalised word that is no name by itself.
    NotName,
    /// Word that looks like the start of a personal name or of a place and is neither, in scripts without spaces.
    PlainWord,
    /// Preposition that joins the parts of a name.
    NameLink,
    /// Common noun whose possessive is part of a name: the People's Government.
    PossessiveNoun,
    /// Article before a noun.
    Determiner,
    /// Article before what was not spoken of before.
    Indefinite,
    /// Points back: this, that, the same.
    Demonstrative,
    /// And, or.
    Conjunction,
    /// Opens a list of members: among them, including.
    Including,
    /// Verb whose subject says something.
    SpeechVerb,
    /// Verb of saying that holds its subject, a pronoun: `ujarnya`.
    SpeechPronoun,
    /// Noun for words spoken to an audience.
    SpeechNoun,
    /// Verb that goes with a speech noun: gave, delivered.
    GiveVerb,
    /// Phrase after which those who spoke are named.
    SpeechBy,
    /// Someone who speaks: speakers, panellists.
    SpeakerNoun,
    /// Verb whose subject was there.
    AttendVerb,
    /// Phrase after which those who were there are named.
    AttendBy,
    /// Verb whose subject and object, both people, came together.
    MeetVerb,
    /// Verb whose subject presided.
    ChairVerb,
    /// Phrase after which whoever presided is named.
    ChairBy,
    /// Verb whose subject gave the event.
    HostVerb,
    /// Phrase after which the hosts are named.
    HostBy,
    /// Before the agent of a passive verb that stands further left.
    AgentBy,
    /// Noun for those who give the event.
    HostNoun,
    /// Verb whose subject backed the event.
    SupportVerb,
    /// Phrase after which the supporters are named.
    SupportBy,
    /// Verb whose subject, an organization, took part.
    ParticipateVerb,
    /// Phrase after which organizations that took part are named.
    ParticipateBy,
    /// The event happens: held, took place, opened.
    HoldVerb,
    /// The event's first day is told.
    StartVerb,
    /// Preposition before a place.
    InPlace,
    /// Preposition that hardly ever stands before anything but a place: in, near, north of.
    TownCue,
    /// Between a preposition and a town: downtown, west.
    PlaceModifier,
    /// Where the reporter is: here.
    Here,
    /// Preposition before a date.
    OnDate,
    /// Between the first and the last day: to, until.
    RangeLink,
    /// Preposition before an event.
    AtEvent,
    /// Before a theme.
    ThemeBy,
    /// Noun or verb of a written message.
    Message,
    /// Somebody was asked to come.
    Invited,
    /// Before whoever came in somebody's place: represented by.
    RepresentedBy,
    /// Somebody was not there.
    Absent,
    /// By video.
    ByVideo,
    /// Not.
    Negation,
    /// The clause is about the future.
    Future,
    /// The clause is only possible.
    Hypothetical,
    /// The clause is about an earlier time.
    Past,
    /// Next edition.
    Next,
    /// Noun for one of a series of events: edition, round.
    EditionNoun,
    /// The sentence speaks of another edition: next year, the year before.
    OtherEdition,
    /// What follows is what somebody said, not what happened here.
    Complement,
    /// Brings in another's words inside someone's speech: as NAME pointed out.
    Quoting,
    /// Said elsewhere: to a newspaper, in a statement.
    Elsewhere,
    /// Pronoun for a person.
    PersonPronoun,
    /// Pronoun for a thing, as the object of a verb.
    ThingPronoun,
    /// Belonging to: part of, a unit of.
    PartOf,
    /// Noun for parts of an event that are named by quoted titles.
    SubEventNoun,
    /// Between an event and its larger event.
    SubEventBy,
    /// Stands between a name and a post: as, who is.
    AsPost,
    /// From a place or body, after a name.
    FromBody,
    /// Word that may stand between subject and verb without a new subject.
    Filler,
    /// Line that starts so is noise.
    NoiseLine,
    /// From the line that starts so the rest is noise.
    NoiseSection,
    /// Line that starts so names the writer or photographer.
    Byline,
    /// Line that starts so names the source.
    SourceLine,
    /// Line that starts so gives the date.
    DateLine,
    /// News agency or wire in a dateline.
    Wire,
    /// People who came, after a number.
    AttendeeNoun,
    /// Word that stands inside names of bodies and in nobody's name: Pembangunan, Rakyat.
    BodyWord,
}

impl WordClass {
    /// A set with this class alone, to be joined with `|`.
    #[must_use]
    pub const fn bit(self) -> u128 {
        1 << (self as u32)
    }
}
