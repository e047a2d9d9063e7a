package org.sla4j.examples;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.sla4j.monitor.SlaBoard;
import org.sla4j.monitor.SlaMonitor;
import org.sla4j.monitor.SlaMonitorMetrics;

/**
 * Shows a monitor to Micrometer: {@code new MonitorMeters(monitor).bindTo(registry)}.
 *
 * <p>No meter carries the id of a case: a registry is not made for a million tags.
 */
public final class MonitorMeters implements MeterBinder {
    private final SlaMonitor monitor;

    /**
     * Makes a binder.
     *
     * @param monitor the monitor to show
     */
    public MonitorMeters(SlaMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (SlaBoard.State state : SlaBoard.State.values()) {
            Gauge.builder("sla.cases", monitor, shown -> shown.board().count(state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("sla.facts.stuck", monitor, shown -> shown.stuck(1000).size())
                .register(registry);
        counter(registry, "sla.facts.reported", SlaMonitorMetrics::reported);
        counter(registry, "sla.facts.delivered", SlaMonitorMetrics::delivered);
        counter(registry, "sla.failures", SlaMonitorMetrics::failures);
        TimeGauge.builder(
                        "sla.late.by",
                        monitor,
                        TimeUnit.NANOSECONDS,
                        shown -> shown.metrics().lateBy().toNanos())
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<SlaMonitorMetrics> number) {
        FunctionCounter.builder(name, monitor, shown -> number.applyAsDouble(shown.metrics()))
                .register(registry);
    }
}
