package org.sla4j.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of a command: {@code --name value} pairs and bare {@code --switches}. */
final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> switches = new ArrayList<>();

    Arguments(String[] words, Set<String> knownValues, Set<String> knownSwitches) {
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (values.containsKey(word) || switches.contains(word)) {
                throw new IllegalArgumentException("\"" + word + "\" is given twice; give it once.");
            } else if (knownSwitches.contains(word)) {
                switches.add(word);
            } else if (!knownValues.contains(word)) {
                throw new IllegalArgumentException("\"" + word + "\" is not an argument; there are " + knownValues
                        + " with a value and " + knownSwitches + " without.");
            } else if (i + 1 == words.length) {
                throw new IllegalArgumentException("\"" + word + "\" needs a value after it.");
            } else {
                values.put(word, words[++i]);
            }
        }
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean has(String name) {
        return switches.contains(name);
    }
}
