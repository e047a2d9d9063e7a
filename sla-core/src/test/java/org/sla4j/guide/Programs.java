package org.sla4j.guide;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.SlaClock;

/** Compiles Java source in memory, as a user of the library would, and runs it. */
final class Programs {
    private Programs() {}

    /**
     * Compiles a class and calls its static {@code run()}.
     *
     * @throws AssertionError if the source does not compile, with what the compiler says and the source; what {@code run} throws is
     *     thrown as it is
     */
    static void run(String className, String source) throws Throwable {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        StringWriter messages = new StringWriter();
        try (JavaFileManager files = new InMemory(javac.getStandardFileManager(null, null, null), classes)) {
            boolean compiled = javac.getTask(
                            messages,
                            files,
                            null,
                            List.of("--release", "17", "-proc:none", "-classpath", classPath()),
                            null,
                            List.of(new Source(className, source)))
                    .call();
            if (!compiled) {
                throw new AssertionError(messages + "\n" + source);
            }
        }
        try {
            new Loader(classes).loadClass(className).getMethod("run").invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Surefire puts the module under test on the module path; a user of the examples has all on the class path. */
    private static String classPath() {
        Set<String> path = new LinkedHashSet<>();
        for (Class<?> type : List.of(BusinessCalendar.class, SlaClock.class, Programs.class)) {
            path.add(new File(URI.create(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toString()))
                    .getPath());
        }
        path.add(new File("target/test-classes").getAbsolutePath());
        for (String property : List.of("surefire.test.class.path", "java.class.path", "jdk.module.path")) {
            String value = System.getProperty(property);
            if (value != null) {
                path.addAll(List.of(value.split(File.pathSeparator)));
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> classes;

        Loader(Map<String, ByteArrayOutputStream> classes) {
            super(Programs.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }
}
