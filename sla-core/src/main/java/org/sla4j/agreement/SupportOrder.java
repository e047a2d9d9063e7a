package org.sla4j.agreement;

/** How the agreements that another one {@linkplain ServiceLevelAgreement#restsOn rests on} share its time. */
public enum SupportOrder {
    /** Each does its part of the work while the others do theirs: each must keep the whole time. The default. */
    SIDE_BY_SIDE,
    /** One works after the other: their times add up, so that together they must keep the whole time. */
    IN_A_ROW
}
