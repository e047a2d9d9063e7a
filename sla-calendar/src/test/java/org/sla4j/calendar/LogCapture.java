package org.sla4j.calendar;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Collects what is written to one logger, and keeps it from the console.
 *
 * <p>It speaks to java.util.logging by reflection, so that the module under test need not require that module.
 */
final class LogCapture implements AutoCloseable {
    private final Object logger;
    private final Class<?> filterType;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private LogCapture(String name) throws ReflectiveOperationException {
        filterType = Class.forName("java.util.logging.Filter");
        logger = Class.forName("java.util.logging.Logger")
                .getMethod("getLogger", String.class)
                .invoke(null, name);
    }

    static LogCapture of(String name) throws ReflectiveOperationException {
        LogCapture capture = new LogCapture(name);
        Object filter = Proxy.newProxyInstance(
                LogCapture.class.getClassLoader(), new Class<?>[] {capture.filterType}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isLoggable")) {
                        capture.messages.add(text(arguments[0]));
                        return false;
                    }
                    return method.getName().equals("hashCode") ? 1 : proxy == arguments[0];
                });
        capture.install(filter);
        return capture;
    }

    private static String text(Object entry) throws ReflectiveOperationException {
        Object level = entry.getClass().getMethod("getLevel").invoke(entry);
        Object message = entry.getClass().getMethod("getMessage").invoke(entry);
        Object[] parameters =
                (Object[]) entry.getClass().getMethod("getParameters").invoke(entry);
        String pattern = String.valueOf(message);
        return level + " " + (parameters == null ? pattern : MessageFormat.format(pattern, parameters));
    }

    private void install(Object filter) throws ReflectiveOperationException {
        logger.getClass().getMethod("setFilter", filterType).invoke(logger, filter);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void close() {
        try {
            logger.getClass().getMethod("setFilter", filterType).invoke(logger, new Object[] {null});
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
