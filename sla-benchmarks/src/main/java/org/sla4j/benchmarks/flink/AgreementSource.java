package org.sla4j.benchmarks.flink;

import java.io.Serializable;
import org.sla4j.agreement.ServiceLevelAgreement;

/** Makes the agreement anew on every worker, from text or a file, so that it need not travel as objects. */
@FunctionalInterface
public interface AgreementSource extends Serializable {
    /**
     * Makes the agreement.
     *
     * @return the same agreement on every worker
     */
    ServiceLevelAgreement agreement();
}
