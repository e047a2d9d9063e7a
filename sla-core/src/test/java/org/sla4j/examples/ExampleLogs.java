package org.sla4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.CaseEvent;

/** The events of the logs that the examples read, for programs that handle them in another way. */
public final class ExampleLogs {
    private ExampleLogs() {}

    /**
     * Reads an agreement.
     *
     * @param json a file as {@link org.sla4j.agreement.document.AgreementDefinition} describes it
     * @return the agreement
     * @throws IOException if the file cannot be read
     */
    public static ServiceLevelAgreement agreement(Path json) throws IOException {
        return ComplianceJob.readAgreement(json);
    }

    /**
     * Reads a log with our own columns.
     *
     * @param csv the file
     * @param agreement the agreement whose severities it names
     * @return its events, case by case
     * @throws IOException if the file cannot be read
     */
    public static List<CaseEvent> events(Path csv, ServiceLevelAgreement agreement) throws IOException {
        return read(new MappedLog(new OwnFormat(agreement, Optional.empty()), csv));
    }

    /**
     * Reads the audit log of a ServiceNow instance.
     *
     * @param file the log, as CSV or as CSV in a zip file
     * @param zone the zone of its times
     * @return its events, in the order of the file
     * @throws IOException if the file cannot be read
     */
    public static List<CaseEvent> serviceNow(Path file, ZoneId zone) throws IOException {
        return read(new ServiceNowLog(file, zone));
    }

    private static List<CaseEvent> read(EventLog log) throws IOException {
        List<CaseEvent> events = new ArrayList<>();
        log.read(new EventLog.Sink() {
            @Override
            public void event(CaseEvent event, long line) {
                events.add(event);
            }

            @Override
            public void endOfCase(String caseId) {}

            @Override
            public void badRow(EventLog.BadRowException problem) {
                throw problem;
            }

            @Override
            public void progress(long rows) {}
        });
        return events;
    }
}
