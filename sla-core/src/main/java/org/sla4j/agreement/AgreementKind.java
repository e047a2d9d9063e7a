package org.sla4j.agreement;

/** Between whom an agreement is made, in ITIL's three kinds. */
public enum AgreementKind {
    /** A service level agreement, with a customer. */
    SLA,
    /** An operational level agreement, with another team of the same house. */
    OLA,
    /** An underpinning contract, with a supplier. */
    UNDERPINNING_CONTRACT
}
