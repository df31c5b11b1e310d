//! An article to a document: sentences, tokens, mentions, dates.
