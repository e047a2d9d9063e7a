package org.sla4j.monitor;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open cases by id and by number, so that a queue of numbers can stand for them.
 *
 * <p>A hash table of numbers with linear probing, at most two thirds full: about 12 bytes a case. A number is used again once its
 * case is gone. Not thread-safe.
 */
final class CaseTable {
    private static final int FREE = -1;

    private @Nullable CaseWatch[] watches = new @Nullable CaseWatch[16];
    private int[] numbers = filled(32);
    private int[] unused = new int[16];
    private int unusedCount;
    private int highest;
    private int size;

    private static int[] filled(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, FREE);
        return numbers;
    }

    int size() {
        return size;
    }

    /** Returns the number of a case, -1 if it is not here. */
    int find(String caseId) {
        return numbers[placeOf(caseId)];
    }

    Optional<CaseWatch> get(String caseId) {
        int number = find(caseId);
        return number == FREE ? Optional.empty() : Optional.of(get(number));
    }

    CaseWatch get(int number) {
        CaseWatch watch = watches[number];
        if (watch == null) {
            throw new IllegalArgumentException("No case has the number " + number + ".");
        }
        return watch;
    }

    /** Keeps a case, instead of the one of its id if there is one, and returns its number. */
    int put(CaseWatch watch) {
        int place = placeOf(watch.caseId());
        int number = numbers[place];
        if (number == FREE) {
            number = unusedCount > 0 ? unused[--unusedCount] : highest++;
            if (number == watches.length) {
                watches = Arrays.copyOf(watches, number + number / 4);
            }
            numbers[place] = number;
            size++;
            watches[number] = watch;
            if (size * 3L > numbers.length * 2L) {
                grow();
            }
        } else {
            watches[number] = watch;
        }
        return number;
    }

    /** Forgets a case and returns the number it had, -1 if it was not here. */
    int remove(String caseId) {
        int gap = placeOf(caseId);
        int number = numbers[gap];
        if (number == FREE) {
            return FREE;
        }
        watches[number] = null;
        if (unusedCount == unused.length) {
            unused = Arrays.copyOf(unused, unusedCount * 2);
        }
        unused[unusedCount++] = number;
        size--;
        int mask = numbers.length - 1;
        numbers[gap] = FREE;
        // Entries that were pushed past the gap move back into it, so that probing finds them.
        for (int place = (gap + 1) & mask; numbers[place] != FREE; place = (place + 1) & mask) {
            int home = home(get(numbers[place]).caseId());
            if (((place - home) & mask) >= ((place - gap) & mask)) {
                numbers[gap] = numbers[place];
                numbers[place] = FREE;
                gap = place;
            }
        }
        return number;
    }

    private int placeOf(String caseId) {
        int mask = numbers.length - 1;
        int place = home(caseId);
        while (numbers[place] != FREE && !get(numbers[place]).caseId().equals(caseId)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private int home(String caseId) {
        int hash = caseId.hashCode() * 0x9E3779B9; // ids are often alike but for their last digits
        return (hash ^ (hash >>> 16)) & (numbers.length - 1);
    }

    private void grow() {
        numbers = filled(numbers.length * 2);
        for (int number = 0; number < highest; number++) {
            CaseWatch watch = watches[number];
            if (watch != null) {
                numbers[placeOf(watch.caseId())] = number;
            }
        }
    }
}
