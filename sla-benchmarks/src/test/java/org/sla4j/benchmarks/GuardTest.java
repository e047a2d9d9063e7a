package org.sla4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;
import org.sla4j.benchmarks.Bound.Figure;

/** The guard itself: it must see a calendar that became slow. */
class GuardTest {
    @Test
    void aCalendarThatWalksTheDaysIsAboveItsBoundsOfBytesFloorAndGrowth() throws RunnerException {
        List<Bound> ofElapsed = Guard.bounds().stream()
                .filter(bound -> bound.benchmark().equals("elapsed"))
                .collect(Collectors.toList());
        assertThat(ofElapsed)
                .extracting(Bound::figure)
                .containsExactlyInAnyOrder(Figure.BYTES, Figure.GROWTH, Figure.FLOOR, Figure.DAY_LOOP);

        List<Guard.Finding> findings = new Guard(ofElapsed, "-Dsla4j.slowed=true").measure();

        assertThat(findings)
                .as("what the guard found")
                .filteredOn(finding -> finding.bound().figure() != Figure.DAY_LOOP)
                .allMatch(Guard.Finding::isAbove);
    }

    @Test
    void aJudgeThatWorksOutAllClocksOfACaseIsAboveItsBoundsOfBytesAndFloor() throws RunnerException {
        List<Bound> ofCases = Guard.bounds().stream()
                .filter(bound -> bound.benchmark().equals("judge"))
                .collect(Collectors.toList());
        assertThat(ofCases).extracting(Bound::figure).containsExactlyInAnyOrder(Figure.BYTES, Figure.CASE_FLOOR);

        List<Guard.Finding> findings = new Guard(ofCases, "-Dsla4j.slowed=true").measure();

        assertThat(findings).as("what the guard found").allMatch(Guard.Finding::isAbove);
    }

    @Test
    void everyBoundIsOfABenchmarkThatExists() {
        List<String> methods = Guard.BENCHMARKS.stream()
                .flatMap(type -> Stream.of(type.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toList());
        assertThat(Guard.bounds())
                .isNotEmpty()
                .allSatisfy(bound -> assertThat(methods).contains(bound.benchmark()));
    }

    @Test
    void whatCouldNotBeMeasuredIsAboveItsBound() {
        Bound bound = new Bound("elapsed", Figure.FLOOR, 10, "because");
        assertThat(new Guard.Finding(bound, Double.NaN).isAbove()).isTrue();
        assertThat(new Guard.Finding(bound, 10).isAbove()).isFalse();
        assertThat(new Guard.Finding(bound, 10.1).isAbove()).isTrue();
    }

    @Test
    void sixteenBytesMoreAreAboveTheBoundAndTheFewOfJmhAreNot() {
        Bound bound = new Bound("elapsed", Figure.BYTES, 24, "because");
        assertThat(new Guard.Finding(bound, 24.01).isAbove()).isFalse();
        assertThat(new Guard.Finding(bound, 40).isAbove()).isTrue();
    }

    @Test
    void aBoundWithoutAReasonIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bound.parse("| b | f | m | w |\n|---|---|---|---|\n| elapsed | bytes | 24 | |"))
                .withMessageContaining("| elapsed | bytes | 24 | |");
    }

    @Test
    void aFigureThatTheGuardDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bound.parse("| b | f | m | w |\n|---|---|---|---|\n| elapsed | speed | 24 | x |"))
                .withMessageContaining("\"speed\"");
    }
}
