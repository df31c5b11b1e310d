//! The store: quads in oxigraph, SPARQL, and back to a dataset.
