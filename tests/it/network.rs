//! Does `plenary network` do what its help says, option by option, and leave nothing half-done when it is stopped?
