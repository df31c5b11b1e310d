//! Bytes to articles: one file a format and one line in a table.
