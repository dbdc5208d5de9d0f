//! Official vocabularies: communes, ROME, certifications, branches.
