package org.sla4j.examples;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
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
        gauge(registry, "sla.cases.open", SlaMonitorMetrics::open);
        gauge(registry, "sla.cases.paused", SlaMonitorMetrics::paused);
        gauge(registry, "sla.cases.breached", SlaMonitorMetrics::breached);
        gauge(registry, "sla.events.undelivered", SlaMonitorMetrics::undelivered);
        gauge(registry, "sla.events.set.aside", SlaMonitorMetrics::setAside);
        counter(registry, "sla.events.fired", SlaMonitorMetrics::fired);
        counter(registry, "sla.failures", SlaMonitorMetrics::failures);
        TimeGauge.builder(
                        "sla.late.by",
                        monitor,
                        TimeUnit.NANOSECONDS,
                        shown -> shown.metrics().lateBy().toNanos())
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<SlaMonitorMetrics> number) {
        Gauge.builder(name, monitor, shown -> number.applyAsDouble(shown.metrics()))
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<SlaMonitorMetrics> number) {
        FunctionCounter.builder(name, monitor, shown -> number.applyAsDouble(shown.metrics()))
                .register(registry);
    }
}
