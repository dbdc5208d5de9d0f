//! Route table with rights, the Service contract, layout, errors, limits, OpenAPI.
