package org.sla4j.cases;

import java.time.Instant;
import java.util.Set;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;

/** What was true of a case from an instant on, after everything that happened then. */
record Turn(Instant at, Holder holder, String team, Severity severity, Set<PauseReason> waits) {}
