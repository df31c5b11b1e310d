//! The types that flow through the program, and nothing else. This layer imports nothing of ours.
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | ingest | bytes | [`Article`] |
//! | annotate, extract | [`Article`] | [`ArticleFacts`]: what one article says, its entities known only to itself |
//! | resolve | all [`ArticleFacts`] | [`Dataset`]: entities with IRIs and statements with all their evidence |
//! | graph | [`Dataset`] | quads, and back |
//! | network, export, ask | [`Dataset`] | answers |

mod article;
mod correction;
mod dataset;
mod date;
mod document;
mod fact;
#[cfg(test)]
pub(crate) mod fixture;
mod identity;
pub mod iri;
mod kind;
mod span;
mod word_class;

pub use article::Article;
pub use correction::{Change, Correction, in_force};
pub use dataset::{ArticleIdx, Claim, Copy, Dataset, Entity, EntityIdx, GeoPoint, Mention, Name, Object, Rank, Statement};
pub use date::PartialDate;
pub use document::{
    Date, DateSpan, Document, Hit, Line, LineRole, NameMention, Sentence, SentenceIdx, Token, TokenKind, TokenRange,
};
pub use fact::{Argument, ArticleFacts, EventTraits, Evidence, Fact, Literal, LocalEntity, LocalIdx, Stance};
pub use identity::{Doubt, FormerPath, Grounds, Join, Reason};
pub use kind::Kind;
pub use span::Span;
pub use word_class::WordClass;
