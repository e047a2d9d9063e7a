package org.sla4j.examples.springboot;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.document.AgreementDefinition;
import org.sla4j.monitor.SlaMonitor;
import org.sla4j.monitor.jdbc.JdbcSlaStore;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The monitor within Spring's transactions and on Spring's scheduler. */
@Configuration
class SlaConfiguration {
    // glue
    @Bean
    ServiceLevelAgreement agreement(Environment environment) {
        Bindable<Map<String, Object>> map = Bindable.mapOf(String.class, Object.class);
        Map<String, Object> sla = Binder.get(environment).bind("sla", map).orElseThrow(IllegalStateException::new);
        return AgreementDefinition.fromMap(sla).toAgreement();
    }

    @Bean
    JdbcSlaStore slaStore(DataSource source) {
        return JdbcSlaStore.builder(source)
                .joining(() -> TransactionSynchronizationManager.isActualTransactionActive()
                        ? Optional.of(DataSourceUtils.getConnection(source))
                        : Optional.empty())
                .afterCommit(nudge ->
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                                nudge.run();
                            }
                        }))
                .build();
    }

    @Bean
    SlaMonitor slaMonitor(
            JdbcSlaStore store,
            Notifications notifications,
            InstantSource clock,
            ServiceLevelAgreement agreement,
            TransactionTemplate transactions,
            TaskScheduler scheduler) {
        SlaMonitor monitor = SlaMonitor.builder(store, notifications::write, clock)
                .agreement(agreement)
                .acknowledgingIn(work -> transactions.executeWithoutResult(status -> work.run()))
                .build();
        monitor.start((task, at) -> {
            Future<?> unused = scheduler.schedule(task, at.minus(DeskClock.INSTANCE.ahead()));
        });
        return monitor;
    }
    // end of glue

    @Bean
    TaskScheduler scheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setAcceptTasksAfterContextClose(true); // until the monitor is closed
        return scheduler;
    }
}
