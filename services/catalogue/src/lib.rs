//! All apprenticeship training on offer.
