//! A question in words to SPARQL, and to an answer with its sentences.
