//! The facts of all articles to entities and statements.
