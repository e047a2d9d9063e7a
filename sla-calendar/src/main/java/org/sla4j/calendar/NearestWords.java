package org.sla4j.calendar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Which of the known words somebody probably meant who misspelt one. */
final class NearestWords {
    private static final int MOST_COMPARED = 1_000;

    private NearestWords() {}

    /** The nearest of some words, if any is near: several if they are equally near. */
    static List<String> of(String word, Collection<String> known) {
        int far = Math.max(2, word.length() / 3);
        int least = far + 1;
        List<String> nearest = new ArrayList<>();
        for (String key : known.stream().limit(MOST_COMPARED).toList()) {
            int distance = distance(word, key);
            if (distance < least) {
                nearest.clear();
                least = distance;
            }
            if (distance == least && distance <= far) {
                nearest.add(key);
            }
        }
        return nearest;
    }

    /** How many letters to add, drop, change or swap with the next; upper and lower case, dashes and blanks do not count. */
    private static int distance(String one, String other) {
        String a = plain(one);
        String b = plain(other);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(steps[i - 1][j - 1] + change, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                steps[i][j] = swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
            }
        }
        return steps[a.length()][b.length()];
    }

    private static String plain(String name) {
        String cut = name.length() > 64 ? name.substring(0, 64) : name;
        return cut.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
