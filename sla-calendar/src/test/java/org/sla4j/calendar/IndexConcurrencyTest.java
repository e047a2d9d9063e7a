package org.sla4j.calendar;

import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Lincheck plays through the interleavings of threads that make one index grow in different directions.
 *
 * <p>The index is checked directly and over the simplest set, since Lincheck cannot snapshot the fields of records. How blocks
 * are numbered, joined and published is the same for every set.
 */
// Lincheck 2.39 rewrites the classes of the JDK too and cannot read those of newer ones.
@EnabledForJreRange(max = JRE.JAVA_21)
class IndexConcurrencyTest {
    /** An index that nobody has asked anything yet. */
    @Param(name = "year", gen = IntGen.class, conf = "2021:2029")
    public static class FreshIndex {
        private final OpenIndex index = new OpenIndex(new OpenSet.Always(), OpenIndex.MIN, OpenIndex.MAX);

        private static long in(int year) {
            return (year - 1970) * 31_556_952L;
        }

        @Operation
        public long elapsed(@Param(name = "year") int from, @Param(name = "year") int to) {
            return OpenIndex.openSeconds(index.locate(in(to))) - OpenIndex.openSeconds(index.locate(in(from)));
        }

        @Operation
        public long plus(@Param(name = "year") int from, @Param(name = "year") int to) {
            return index.secondAt(OpenIndex.openSeconds(index.locate(in(from))) + in(to) - in(from));
        }

        @Operation
        public long nextOpening(@Param(name = "year") int from) {
            return index.nextOpening(in(from), OpenIndex.MAX);
        }
    }

    private static ModelCheckingOptions interleavings() {
        return new ModelCheckingOptions()
                .iterations(Integer.getInteger("sla4j.interleavings", 2))
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0);
    }

    @Test
    void answersDoNotDependOnWhichThreadGrowsTheIndex() {
        LinChecker.check(FreshIndex.class, interleavings());
    }
}
