//! Plenary reads news articles about gatherings and builds a knowledge graph of who was in the room.
//!
//! ```text
//! bytes ─ingest→ Article ─annotate→ Document ─extract→ ArticleFacts ─resolve→ Dataset ─graph→ quads in oxigraph
//! ```
//!
//! Everything up to facts is a pure function of one article and the knowledge files; resolution is a function of all facts;
//! only then is anything written. Modules in reading order: [`model`], [`diag`], [`knowledge`], then the stages.

pub mod diag;
pub mod knowledge;
pub mod model;

pub mod annotate;
pub mod extract;
pub mod ingest;
pub mod resolve;

pub mod graph;
pub mod network;

pub mod ask;
pub mod coverage;
pub mod eval;
pub mod export;
pub mod page;
pub mod pipeline;
pub mod report;
pub mod show;
pub mod update;

pub mod cli;
