package org.sla4j.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown document whose Java blocks, taken together and in order, are one program.
 *
 * <p>A block holds imports, then either statements or types. {@code expression; // => text} also asserts that the expression prints as
 * that text. What readers need not see stands in a comment that begins with {@code <!-- java}; {@code <!-- file NAME -->} before a block
 * has it written into that file of the folder target; {@code <!-- new program -->} begins another program, in which the names may be
 * used again.
 */
record Chapter(Path file, String text) {
    private static final Pattern BLOCK = Pattern.compile(
            "^(?:(?:<!-- file (\\S+) -->\n)?```(\\w+)[^\n]*\n(.*?)^```|<!-- java\n(.*?)^-->|<!-- new program -->)",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile(
            "^(?:(?:public|final|abstract|static|sealed|@\\w+(?:\\([^\n]*\\))?)\\s+)*(?:class|interface|record|enum)\\s+\\w+.*");
    /** What the guide's overview says that every example imports. */
    private static final String IMPORTS = """
            import java.math.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import org.sla4j.agreement.*;
            import org.sla4j.agreement.document.*;
            import org.sla4j.calendar.*;
            import org.sla4j.cases.*;
            import org.sla4j.clock.*;
            import org.sla4j.compliance.*;
            import org.sla4j.compliance.page.*;
            import org.sla4j.monitor.*;
            import org.sla4j.monitor.jdbc.*;
            """;

    private static final Pattern EXPECTED = Pattern.compile("^(\\s*)(.*);\\s*// => (.*)$");

    static Chapter read(Path file) {
        try {
            return new Chapter(file, Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }

    /** The README and the chapters of the guide. */
    static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("..", "README.md")));
        try (var guide = Files.walk(Path.of("guide"))) {
            guide.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        }
        return files;
    }

    /** The blocks of a language, in order. */
    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher m = BLOCK.matcher(text);
        while (m.find()) {
            if (language.equals(m.group(2))) {
                blocks.add(m.group(3));
            }
        }
        return blocks;
    }

    /** The Java programs of the document, as compilation units called {@code Snippets0}, {@code Snippets1} and so on. */
    List<String> programs() {
        List<String> programs = new ArrayList<>();
        StringBuilder imports = new StringBuilder();
        StringBuilder types = new StringBuilder();
        StringBuilder statements = new StringBuilder();
        Matcher m = BLOCK.matcher(text);
        while (true) {
            boolean found = m.find();
            if ((!found || m.group().startsWith("<!-- new program")) && !(types + "" + statements).isBlank()) {
                programs.add(unit("Snippets" + programs.size(), imports, types, statements));
                imports.setLength(0);
                types.setLength(0);
                statements.setLength(0);
            }
            if (!found) {
                return programs;
            }
            String block = "java".equals(m.group(2)) ? m.group(3) : m.group(4);
            if (m.group(1) != null) {
                statements.append(written(m.group(1), m.group(3)));
            } else if (block != null) {
                sort(block, lineOf(m.start()), imports, types, statements);
            }
        }
    }

    /** A reader saves the block under a name; the program finds it under that name in target. */
    private static String written(String name, String content) {
        String literal = content.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\"");
        return "Files.writeString(Path.of(\"target\", \"%s\"), \"\"\"\n%s\"\"\");%n".formatted(name, literal);
    }

    private int lineOf(int offset) {
        return (int) text.substring(0, offset).lines().count() + 1;
    }

    private void sort(String block, int line, StringBuilder imports, StringBuilder types, StringBuilder statements) {
        List<String> code = new ArrayList<>();
        for (String each : block.split("\n", -1)) {
            if (each.startsWith("import ")) {
                imports.append(each).append('\n');
            } else if (!each.startsWith("package ")) {
                code.add(each);
            }
        }
        boolean declares = code.stream()
                .filter(each ->
                        !each.isBlank() && !each.startsWith("//") && !each.startsWith("/*") && !each.startsWith(" *"))
                .findFirst()
                .filter(each -> TYPE.matcher(each).matches() || each.startsWith("@"))
                .isPresent();
        String where = "        // " + file.getFileName() + ", line " + line + "\n";
        if (declares) {
            types.append(where);
            code.forEach(each -> types.append(each.startsWith("public ") ? each.substring("public ".length()) : each)
                    .append('\n'));
        } else {
            statements.append(where);
            code.forEach(each -> statements.append(asserted(each)).append('\n'));
        }
    }

    private static String asserted(String line) {
        Matcher m = EXPECTED.matcher(line);
        return m.matches()
                ? "%sorg.assertj.core.api.Assertions.assertThat(String.valueOf((Object) (%s))).isEqualTo(\"%s\");"
                        .formatted(
                                m.group(1),
                                m.group(2),
                                m.group(3).strip().replace("\\", "\\\\").replace("\"", "\\\""))
                : line;
    }

    private static String unit(String name, CharSequence imports, CharSequence types, CharSequence statements) {
        // A chapter that shows imports of the library shows all that it needs.
        boolean showsImports = imports.toString().contains("import org.sla4j.");
        return """
                %s%s
                public class %s {
                    public static void run() throws Exception {
                %s
                    }

                %s
                }
                """.formatted(showsImports ? "" : IMPORTS, imports, name, statements, indented(types));
    }

    private static String indented(CharSequence types) {
        return types.toString()
                .replaceAll("(?m)^(?=(?:final |abstract |sealed )*(?:class|interface|record|enum) )", "static ");
    }
}
