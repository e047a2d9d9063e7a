package org.sla4j.benchmarks.flink;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.Outcome;
import org.sla4j.compliance.ComplianceAggregator;

/** Compliance as a Flink aggregate: the aggregator is the accumulator, and the result are its bytes. */
final class ComplianceFunction implements AggregateFunction<JudgedCase, ComplianceAggregator, byte[]> {
    private static final long serialVersionUID = 1L;

    private final AgreementSource source;
    private transient @Nullable ServiceLevelAgreement agreement;

    ComplianceFunction(AgreementSource source) {
        this.source = source;
    }

    @Override
    public ComplianceAggregator createAccumulator() {
        return ComplianceAggregator.of();
    }

    @Override
    public ComplianceAggregator add(JudgedCase judged, ComplianceAggregator sum) {
        ServiceLevelAgreement made = agreement;
        if (made == null) {
            made = source.agreement();
            agreement = made;
        }
        for (Outcome outcome : judged.outcomes(made)) {
            sum.add(outcome);
        }
        return sum;
    }

    @Override
    public ComplianceAggregator merge(ComplianceAggregator one, ComplianceAggregator other) {
        one.merge(other);
        return one;
    }

    @Override
    public byte[] getResult(ComplianceAggregator sum) {
        return sum.toBytes();
    }

    /** Merges the results of two parts. */
    static byte[] merged(byte[] one, byte[] other) {
        ComplianceAggregator sum = ComplianceAggregator.fromBytes(one);
        sum.merge(ComplianceAggregator.fromBytes(other));
        return sum.toBytes();
    }
}
