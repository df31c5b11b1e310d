//! A dataset to files that other programs open: one file a format and one line in a table.

pub mod picture;
