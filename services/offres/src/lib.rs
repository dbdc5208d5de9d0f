//! Apprenticeship offers and companies likely to hire.
