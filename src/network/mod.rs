//! Who appears with whom: the network and its measures.
