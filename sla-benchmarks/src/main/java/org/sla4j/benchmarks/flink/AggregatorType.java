package org.sla4j.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.sla4j.compliance.ComplianceAggregator;

/** Tells Flink to store an aggregator as its own bytes, once for each checkpoint and not for each outcome. */
final class AggregatorType extends TypeInformation<ComplianceAggregator> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<ComplianceAggregator> getTypeClass() {
        return ComplianceAggregator.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<ComplianceAggregator> createSerializer(SerializerConfig config) {
        return new Serializer();
    }

    @Override
    public String toString() {
        return "ComplianceAggregator";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AggregatorType;
    }

    @Override
    public int hashCode() {
        return AggregatorType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof AggregatorType;
    }

    /** Length, then the aggregator's bytes. */
    static final class Serializer extends TypeSerializerSingleton<ComplianceAggregator> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public ComplianceAggregator createInstance() {
            return ComplianceAggregator.of();
        }

        @Override
        public ComplianceAggregator copy(ComplianceAggregator from) {
            ComplianceAggregator copy = ComplianceAggregator.of();
            copy.merge(from);
            return copy;
        }

        @Override
        public ComplianceAggregator copy(ComplianceAggregator from, ComplianceAggregator reuse) {
            return copy(from);
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(ComplianceAggregator record, DataOutputView target) throws IOException {
            byte[] bytes = record.toBytes();
            target.writeInt(bytes.length);
            target.write(bytes);
        }

        @Override
        public ComplianceAggregator deserialize(DataInputView source) throws IOException {
            byte[] bytes = new byte[source.readInt()];
            source.readFully(bytes);
            return ComplianceAggregator.fromBytes(bytes);
        }

        @Override
        public ComplianceAggregator deserialize(ComplianceAggregator reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            serialize(deserialize(source), target);
        }

        @Override
        public TypeSerializerSnapshot<ComplianceAggregator> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What Flink writes into a savepoint about the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ComplianceAggregator> {
        /** Makes a snapshot, as Flink does. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
