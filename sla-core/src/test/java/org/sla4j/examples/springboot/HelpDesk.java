package org.sla4j.examples.springboot;

import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The application. */
@EnableAutoConfiguration
@Import({SlaConfiguration.class, Notifications.class, Tickets.class, TicketController.class})
public class HelpDesk {
    /**
     * Starts it.
     *
     * @param arguments properties such as {@code --server.port=8080}
     * @return the running application
     */
    public static ConfigurableApplicationContext run(String... arguments) {
        SpringApplication application = new SpringApplication(HelpDesk.class);
        application.setRegisterShutdownHook(false);
        return application.run(arguments);
    }

    /**
     * Returns what time it is, for all parts of the application.
     *
     * @return the clock of this machine; a test brings its own
     */
    @Bean
    InstantSource clock() {
        return DeskClock.INSTANCE;
    }
}
