package org.sla4j.compliance;

import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.Quoted;

/** Sums by name. A name whose sum is zero is not there, so that taking everything out again leaves nothing. */
final class Sums {
    /** Small, because most groups have none. */
    private @Nullable TreeMap<String, Sum> byName;

    void add(String name, Duration time, int sign) {
        add(name, sign * time.getSeconds(), sign * time.getNano());
    }

    void add(String name, long seconds, int nanos) {
        if (seconds == 0 && nanos == 0) {
            return;
        }
        TreeMap<String, Sum> sums = byName;
        if (sums == null) {
            sums = new TreeMap<>();
            byName = sums;
        }
        Sum sum = sums.get(name);
        if (sum == null) {
            sum = new Sum();
            sums.put(name, sum);
        }
        sum.add(seconds, nanos);
        if (sum.isZero()) {
            sums.remove(name);
        }
    }

    void merge(Sums other, int sign) {
        new TreeMap<>(other.map()).forEach((name, sum) -> add(name, sum.time(), sign));
    }

    private Map<String, Sum> map() {
        return byName == null ? Map.of() : byName;
    }

    boolean isEmpty() {
        return map().isEmpty();
    }

    int size() {
        return map().size();
    }

    boolean has(String name) {
        return map().containsKey(name);
    }

    long count(String name) {
        Sum sum = map().get(name);
        return sum == null ? 0 : sum.count();
    }

    Optional<String> negative() {
        return map().entrySet().stream()
                .filter(entry -> entry.getValue().isNegative())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** How many names there would be with those of another. */
    long union(Sums other) {
        return size() + other.map().keySet().stream().filter(name -> !has(name)).count();
    }

    boolean hasRoomFor(Sums other) {
        return other.map().entrySet().stream().allMatch(entry -> {
            Sum own = map().get(entry.getKey());
            return own == null || own.hasRoomFor(entry.getValue());
        });
    }

    SortedMap<String, Duration> times() {
        return values(Sum::time);
    }

    SortedMap<String, Long> counts() {
        return values(Sum::count);
    }

    private <T> SortedMap<String, T> values(Function<Sum, T> value) {
        TreeMap<String, T> values = new TreeMap<>();
        map().forEach((name, sum) -> values.put(name, value.apply(sum)));
        return values;
    }

    void write(DataOutput out) throws IOException {
        Bytes.number(out, size());
        for (Map.Entry<String, Sum> entry : map().entrySet()) {
            Bytes.text(out, entry.getKey());
            entry.getValue().write(out);
        }
    }

    static Sums read(Bytes.Input in, int most) throws IOException {
        Sums sums = new Sums();
        int names = in.count("names", most, 3);
        String last = "";
        for (int i = 0; i < names; i++) {
            String name = Bytes.readText(in);
            Sum sum = Sum.read(in);
            if ((i > 0 && name.compareTo(last) <= 0) || sum.isZero()) {
                throw new IOException(
                        "names are in order and none of them counts nothing, but there is " + Quoted.of(name));
            }
            sums.add(name, sum.time(), 1);
            last = name;
        }
        return sums;
    }
}
