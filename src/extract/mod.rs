//! A document to facts: enumerations, clauses, discourse, stance.
