package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionsTest {
    /** A definition with a part of every kind. */
    public record Plan(
            @Nullable String name,
            @Nullable Double share,
            @Nullable Integer rank,
            long size,
            @Nullable Boolean active,
            List<String> words,
            Map<String, Plan> plans,
            List<Plan> parts) {
        public Plan {
            words = Definitions.list(words);
            plans = Definitions.map(plans);
            parts = Definitions.list(parts);
            if ("refused".equals(name)) {
                throw new IllegalArgumentException("A plan is not called refused.");
            }
        }
    }

    private static Plan read(Map<String, ?> map) {
        return Definitions.fromMap(Plan.class, map);
    }

    private static List<String> mistakes(Map<String, ?> map) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> read(map)).mistakes().stream()
                .map(InvalidDefinitionException.Mistake::toString)
                .toList();
    }

    private static Map<String, Object> of(String key, @Nullable Object value) {
        Map<String, Object> map = new HashMap<>();
        map.put(key, value);
        return map;
    }

    @Test
    void everyPartOfADocumentReachesTheRecord() {
        Plan plan = read(Map.of(
                "name",
                "a",
                "share",
                0.5,
                "rank",
                2,
                "size",
                3L,
                "active",
                true,
                "words",
                List.of("x", "y"),
                "plans",
                Map.of("p", Map.of("name", "b")),
                "parts",
                List.of(Map.of("rank", 7))));
        assertThat(plan.name()).isEqualTo("a");
        assertThat(plan.share()).isEqualTo(0.5);
        assertThat(plan.rank()).isEqualTo(2);
        assertThat(plan.size()).isEqualTo(3);
        assertThat(plan.active()).isTrue();
        assertThat(plan.words()).containsExactly("x", "y");
        assertThat(plan.plans().values()).extracting(Plan::name).containsExactly("b");
        assertThat(plan.parts().get(0).rank()).isEqualTo(7);
    }

    @Test
    void whatIsLeftOutIsLeftToTheRecord() {
        assertThat(read(Map.of())).isEqualTo(new Plan(null, null, null, 0, null, List.of(), Map.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "nmae,name",
        "Name,name",
        "NAME,name",
        "nam,name",
        "na-me,name",
        "rnak,rank",
        "shares,share",
        "part,parts",
        "wrods,words"
    })
    void anUnknownKeyIsAMistakeThatNamesTheNearest(String key, String meant) {
        Object value = meant.endsWith("s") ? List.of() : 1;
        assertThat(mistakes(Map.of(key, value)))
                .containsExactly(key + ": \"" + key + "\" is not a key here; did you mean \"" + meant + "\"?");
    }

    @Test
    void aValueOfTheWrongShapeUnderAMisspeltKeyIsAMistakeToo() {
        assertThat(mistakes(Map.of("wrods", 1)))
                .containsExactly(
                        "wrods: \"wrods\" is not a key here; did you mean \"words\"?",
                        "wrods: There must be a list, but there is 1; in JSON write [...], in YAML a line with - for each, in"
                                + " properties name[0]=...");
    }

    @Test
    void aKeyThatIsNearToNothingGetsAListOfAll() {
        assertThat(mistakes(Map.of("something", 1)))
                .containsExactly(
                        "something: \"something\" is not a key here; there are name, share, rank, size, active, words,"
                                + " plans, parts.");
    }

    @Test
    void allMistakesAreListedEachWithItsPath() {
        Map<String, Object> plans = new LinkedHashMap<>();
        plans.put("p", Map.of("rank", "first"));
        plans.put("q", List.of());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("share", "much");
        map.put("plans", plans);
        map.put("parts", List.of(Map.of(), Map.of("words", "x,y"), Map.of("name", "refused")));
        assertThat(mistakes(map))
                .containsExactly(
                        "share: There must be a number such as 0.9, but there is \"much\".",
                        "plans.p.rank: There must be a whole number, but there is \"first\".",
                        "plans.q: There must be keys with values, but there is a list.",
                        "parts[1].words: There must be a list, but there is \"x,y\"; in JSON write [...], in YAML a line with -"
                                + " for each, in properties name[0]=...",
                        "parts[2]: A plan is not called refused.");
    }

    @Test
    void aPlainValueInPlaceOfKeysIsToldTheFirstKey() {
        assertThat(mistakes(Map.of("parts", List.of("words", 5, List.of()))))
                .containsExactly(
                        "parts[0]: There must be keys with values, such as \"name\", but there is \"words\".",
                        "parts[1]: There must be keys with values, such as \"name\", but there is 5.",
                        "parts[2]: There must be keys with values, but there is a list.");
    }

    private static List<String> checked(Map<String, ?> map, List<String> paths) {
        return catchThrowableOfType(
                        InvalidDefinitionException.class,
                        () -> Definitions.fromMap(Plan.class, map, (plan, isUnread) -> {
                            throw new InvalidDefinitionException(
                                    "plan",
                                    paths.stream()
                                            .map(path -> new InvalidDefinitionException.Mistake(
                                                    path, isUnread.test(path) ? "unread" : "bad"))
                                            .toList());
                        }))
                .mistakes()
                .stream()
                .map(mistake -> mistake.path() + (mistake.message().equals("bad") ? "!" : ""))
                .toList();
    }

    @Test
    void aCheckAddsWhatItFindsWhereTheDocumentHasIt() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("parts", List.of(Map.of("nam", "x"), Map.of()));
        map.put("shar", 0.5);
        assertThat(checked(map, List.of("share", "parts[1].words[0]", "parts[0].name", "rank", "")))
                .containsExactly("rank!", "", "parts[0].nam", "parts[0].nam!", "parts[1].words[0]!", "shar", "shar!");
    }

    @Test
    void aCheckDoesNotRepeatWhatFollowsFromAnotherMistake() {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("rank", "first");
        part.put("name", "y");
        map.put("parts", List.of("x", part, Map.of("name", "refused")));
        map.put("Wörter", List.of());
        assertThat(checked(
                        map,
                        List.of(
                                "parts[0].name",
                                "parts[1]",
                                "parts[1].rank",
                                "parts[1].name",
                                "parts[2].share",
                                "words",
                                "words[0]",
                                "plans.a",
                                "name")))
                .containsExactly(
                        "plans.a!", "name!", "parts[0]", "parts[1].rank", "parts[1].name!", "parts[2]", "Wörter");
    }

    /** A definition with a part of every shape. */
    public record Box(
            @Nullable Plan plan,
            @Nullable Map<String, String> texts,
            @Nullable List<String> lines,
            @Nullable String label,
            @Nullable Boolean closed) {}

    private static List<String> mistakesOfABox(Map<String, ?> map) {
        return catchThrowableOfType(
                        InvalidDefinitionException.class,
                        () -> Definitions.fromMap(Box.class, map, (box, isUnread) -> {
                            List<InvalidDefinitionException.Mistake> missing = new ArrayList<>();
                            for (var part : Map.of(
                                            "plan",
                                            box.plan() == null,
                                            "texts",
                                            box.texts() == null,
                                            "lines",
                                            box.lines() == null,
                                            "label",
                                            box.label() == null,
                                            "closed",
                                            box.closed() == null)
                                    .entrySet()) {
                                if (part.getValue()) {
                                    missing.add(new InvalidDefinitionException.Mistake(part.getKey(), "missing"));
                                }
                            }
                            if (!missing.isEmpty()) {
                                throw new InvalidDefinitionException("box", missing);
                            }
                        }))
                .mistakes()
                .stream()
                .map(mistake -> mistake.path() + (mistake.message().equals("missing") ? "?" : ""))
                .toList();
    }

    @Test
    void aMisspeltKeyIsTakenForTheOneMeantWhateverItHolds() {
        Map<String, Object> box = new LinkedHashMap<>();
        box.put("plann", Map.of());
        box.put("text", Map.of("a", "b"));
        box.put("line", List.of("x"));
        box.put("lable", "y");
        box.put("clsed", true);
        assertThat(mistakesOfABox(box)).containsExactly("plann", "text", "line", "lable", "clsed");
        box.put("line", Map.of("0", "x"));
        assertThat(mistakesOfABox(box)).containsExactly("plann", "text", "line", "lable", "clsed");
        box.put("line", new Object[] {"x"});
        assertThat(mistakesOfABox(box)).containsExactly("plann", "text", "line", "lable", "clsed");
    }

    @Test
    void aKeyThatHoldsSomethingElseThanTheNearestOneIsNotTakenForItButMayStandForIt() {
        for (Object odd : new Object[] {List.of(), new Object[0], Map.of()}) {
            assertThat(mistakesOfABox(Map.of("lable", odd))).contains("lable").doesNotContain("label?", "lable?");
        }
        for (Object odd : new Object[] {"x", List.of(), 7}) {
            assertThat(mistakesOfABox(Map.of("plann", odd)))
                    .contains("plann", "label?")
                    .doesNotContain("plan?");
            assertThat(mistakesOfABox(Map.of("textss", odd)))
                    .contains("textss", "label?")
                    .doesNotContain("texts?");
        }
        assertThat(mistakesOfABox(Map.of("line", "x")))
                .contains("line", "label?")
                .doesNotContain("lines?");
    }

    @Test
    void aKeyThatNobodyKnowsMayStandForWhateverIsMissingAndFits() {
        assertThat(mistakesOfABox(Map.of("Überschrift", "x")))
                .containsExactlyInAnyOrder("Überschrift", "plan?", "texts?", "lines?");
        assertThat(mistakesOfABox(Map.of("Überschrift", List.of())))
                .containsExactlyInAnyOrder("Überschrift", "plan?", "texts?", "label?", "closed?");
        assertThat(mistakesOfABox(Map.of("Überschrift", Map.of())))
                .containsExactlyInAnyOrder("Überschrift", "label?", "closed?");
        Map<Object, Object> numbered = new HashMap<>();
        numbered.put(7, "x");
        assertThat(mistakes(Map.of("parts", List.of(numbered))))
                .singleElement()
                .asString()
                .contains("The key 7");
    }

    @Test
    void aKeyBesideTheOneThatItIsNearToStandsForNothing() {
        Map<String, Object> box = new LinkedHashMap<>();
        box.put("label", "x");
        box.put("labels", "y");
        assertThat(mistakesOfABox(box)).containsExactlyInAnyOrder("labels", "plan?", "texts?", "lines?", "closed?");
    }

    @Test
    void whatWasDefinedIsNamedByTheCheckUnlessTheDocumentCannotBeRead() {
        BiConsumer<Plan, Predicate<String>> check = (plan, isUnread) -> {
            assertThat(isUnread.test("rank")).isEqualTo(isUnread.test(""));
            throw new InvalidDefinitionException(
                    "plan B", List.of(new InvalidDefinitionException.Mistake("share", "bad")));
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Definitions.fromMap(Plan.class, Map.of(), check))
                .withMessage("The definition of plan B has 1 mistake:\n  share: bad");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Definitions.fromMap(Plan.class, Map.of("rank", "first"), check))
                .withMessageStartingWith("The definition of the plan has 2 mistakes:");
        assertThat(Definitions.fromMap(
                                Plan.class,
                                Map.of("rank", 1),
                                (plan, isUnread) -> assertThat(plan.rank()).isEqualTo(1))
                        .rank())
                .isEqualTo(1);
    }

    @Test
    void aPathHasAPartUnreadIfItIsUnreadItselfAboveOrBelow() {
        Map<String, Object> map = Map.of("parts", List.of(Map.of("plans", Map.of("p", "x")), Map.of()));
        Map<String, Boolean> asked = new LinkedHashMap<>();
        assertThat(catchThrowableOfType(
                                InvalidDefinitionException.class,
                                () -> Definitions.fromMap(
                                        Plan.class,
                                        map,
                                        (plan, isUnread) -> List.of(
                                                        "parts",
                                                        "parts[0]",
                                                        "parts[0].plans",
                                                        "parts[0].plans.p",
                                                        "parts[0].plans.p.name",
                                                        "parts[0].plans.p[0]",
                                                        "parts[0].plans.pq",
                                                        "parts[0].plan",
                                                        "parts[1]",
                                                        "part")
                                                .forEach(path -> asked.put(path, isUnread.test(path)))))
                        .mistakes())
                .hasSize(1);
        assertThat(asked.values()).containsExactly(true, true, true, true, true, true, false, false, false, false);
    }

    @Test
    void theMistakesOfACheckAreCutToo() {
        List<InvalidDefinitionException.Mistake> many = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            many.add(new InvalidDefinitionException.Mistake("parts[" + i + "]", "bad"));
        }
        InvalidDefinitionException cut = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> Definitions.fromMap(Plan.class, Map.of(), (plan, isUnread) -> {
                    throw new InvalidDefinitionException("plan", many);
                }));
        assertThat(cut.mistakes()).hasSize(101).last().hasToString("There are more mistakes than these 100.");
        InvalidDefinitionException fewer = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> Definitions.fromMap(Plan.class, Map.of("parts", true), (plan, isUnread) -> {
                    throw new InvalidDefinitionException("plan", many);
                }));
        assertThat(fewer.mistakes())
                .extracting(Object::toString)
                .hasSize(2)
                .endsWith("There are more mistakes than these 100.");
        assertThat(new InvalidDefinitionException("plan", many.subList(0, 100)))
                .hasMessageStartingWith("The definition of plan has 100 mistakes:")
                .satisfies(all -> assertThat(all.mistakes()).hasSize(100));
        assertThat(new InvalidDefinitionException("plan", many.subList(0, 101)))
                .hasMessageStartingWith("The definition of plan has more than 100 mistakes:")
                .hasMessageEndingWith("\n  There are more mistakes than these 100.");
    }

    @Test
    void belowAKeyThatNobodyKnowsThereMayBeAnything() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("again", endless);
        Object level = "x";
        for (int i = 0; i < 12; i++) {
            level = Collections.nCopies(10, level);
        }
        assertThat(mistakes(Map.of("something", endless))).hasSize(1);
        assertThat(mistakes(Map.of("something", level))).hasSize(1);
    }

    @Test
    void whatIsMissingComesWhereThePartBeginsThatLacksIt() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("words", List.of(true));
        map.put("parts", List.of(Map.of("words", List.of("a", "b", true)), Map.of()));
        map.put("size", "much");
        assertThat(checked(map, List.of("parts[1].plans.x[7].name", "parts[0].rank", "words[9]", "plans.y")))
                .containsExactly(
                        "plans.y!",
                        "words[9]!",
                        "words[0]",
                        "parts[0].rank!",
                        "parts[0].words[2]",
                        "parts[1].plans.x[7].name!",
                        "size");
    }

    @Test
    void aDocumentIsReadUpToItsBounds() {
        // The list itself is a value, and so is each of its elements.
        assertThat(read(Map.of("words", Collections.nCopies(99_999, "x"))).words())
                .hasSize(99_999);
        assertThat(mistakes(Map.of("words", Collections.nCopies(100_000, "x"))))
                .containsExactly("The document has more than 100000 values.");
        Map<String, Object> map = Map.of("name", "x");
        for (int level = 3; level <= 32; level += 2) {
            map = Map.of("parts", List.of(map));
        }
        assertThat(read(map)).isNotNull();
        Map<String, Object> deeper = Map.of("parts", List.of(map));
        assertThat(mistakes(deeper)).singleElement().asString().endsWith("The document has more than 32 levels.");
    }

    @Test
    void numbersAreReadUpToTheirBounds() {
        assertThat(read(Map.of("rank", Integer.MAX_VALUE)).rank()).isEqualTo(Integer.MAX_VALUE);
        assertThat(read(Map.of("rank", Integer.MIN_VALUE)).rank()).isEqualTo(Integer.MIN_VALUE);
        assertThat(mistakes(Map.of("rank", Integer.MAX_VALUE + 1L))).hasSize(1);
        assertThat(mistakes(Map.of("rank", Integer.MIN_VALUE - 1L))).hasSize(1);
        assertThat(read(Map.of("size", Long.MAX_VALUE)).size()).isEqualTo(Long.MAX_VALUE);
        assertThat(mistakes(Map.of("size", new BigInteger("9223372036854775808"))))
                .containsExactly(
                        "size: There must be a whole number that is not too large, but there is 9223372036854775808.");
        assertThat(mistakes(Map.of("share", "1e400")).get(0)).contains("more digits than can be kept");
    }

    @Test
    void whatIsLongIsCutInAMessage() {
        String fits = "y".repeat(64);
        assertThat(mistakes(Map.of(fits, 1)).get(0)).startsWith(fits + ": \"" + fits + "\" is");
        assertThat(mistakes(Map.of(fits + "y", 1)).get(0)).startsWith(fits + "...: \"" + fits + "...\" is");
        assertThat(mistakes(Map.of("share", fits)).get(0)).endsWith("there is \"" + fits + "\".");
        assertThat(mistakes(Map.of("share", fits + "y")).get(0)).endsWith("there is \"" + fits + "...\".");
        assertThat(mistakes(Map.of("share", new Object[0])).get(0)).endsWith("there is a list.");
        assertThat(Definitions.path("", "a")).isEqualTo("a");
        assertThat(Definitions.path("a[0]", "b\n")).isEqualTo("a[0].b\\n");
    }

    @Test
    void theNearestWordsAreThoseWithTheFewestLettersToChange() {
        assertThat(Definitions.didYouMean("ab", List.of("abcd", "abc", "abd", "xyz")))
                .contains("did you mean \"abc\" or \"abd\"?");
        assertThat(Definitions.didYouMean("abcdefghi", List.of("abcdefxyz"))).isPresent(); // three of nine
        assertThat(Definitions.didYouMean("abcdefgh", List.of("abcdexyz"))).isEmpty(); // three of eight
        assertThat(Definitions.didYouMean("ab", List.of("xy"))).isPresent();
        assertThat(Definitions.didYouMean("a", List.of())).isEmpty();
        assertThat(Definitions.didYouMean("ba", List.of("ab", "bcd"))).contains("did you mean \"ab\"?");
        List<String> many = new ArrayList<>(Collections.nCopies(999, "something else"));
        many.add("word");
        assertThat(Definitions.didYouMean("wrod", many)).contains("did you mean \"word\"?");
        many.add(0, "something else");
        assertThat(Definitions.didYouMean("wrod", many)).isEmpty();
        String same = "z".repeat(64);
        assertThat(Definitions.didYouMean(same + "1", List.of(same + "2"))).isPresent();
    }

    @Test
    void mistakesOfIndexedPropertiesComeInTheOrderOfTheirIndexes() {
        Map<String, Object> words = new LinkedHashMap<>();
        for (int i : new int[] {1, 10, 2, 0, 9, 8, 7, 6, 5, 4, 3}) {
            words.put(Integer.toString(i), true);
        }
        assertThat(mistakes(Map.of("words", words)))
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(':')))
                .startsWith("words[0]", "words[1]", "words[2]", "words[3]")
                .endsWith("words[9]", "words[10]");
    }

    @Test
    void aSortedMapWithKeysOfAnotherKindIsReadLikeAnyOther() {
        assertThat(read(Map.of("words", new TreeMap<>(Map.of(1, "b", 0, "a")))).words())
                .containsExactly("a", "b");
        assertThat(mistakes(Map.of("parts", List.of(new TreeMap<>(Map.of(1, "b"))))))
                .containsExactly("parts[0]: The key 1 is not a text; put it into quotes.");
    }

    @Test
    void nullIsAMistake() {
        assertThat(mistakes(of("name", null)))
                .containsExactly("name: There is no value; give one, or leave the key out if it is not needed.");
        assertThat(mistakes(Map.of("words", Arrays.asList("a", null))))
                .containsExactly("words[1]: There is no value; give one, or leave the key out if it is not needed.");
        assertThat(mistakes(Map.of("plans", of("p", null)))).hasSize(1);
    }

    @Test
    void aWholeNumberOrADateBecomesText() {
        assertThat(read(Map.of("name", 7)).name()).isEqualTo("7");
        assertThat(read(Map.of("name", 7L)).name()).isEqualTo("7");
        assertThat(read(Map.of("name", new BigInteger("99999999999999999999"))).name())
                .isEqualTo("99999999999999999999");
        assertThat(read(Map.of("name", LocalDate.of(2026, 1, 31))).name()).isEqualTo("2026-01-31");
        assertThat(read(Map.of("name", Date.from(Instant.parse("1970-02-01T00:00:00Z"))))
                        .name())
                .isEqualTo("1970-02-01");
    }

    @Test
    void whatWouldLoseSomethingAsTextIsRefused() {
        assertThat(mistakes(Map.of("name", 1.1)))
                .containsExactly("name: There must be a text, but there is 1.1; put it into quotes.");
        assertThat(mistakes(Map.of("name", true)))
                .containsExactly(
                        "name: There must be a text, but there is true; put it into quotes, since YAML takes on, off, yes"
                                + " and no for it too.");
        assertThat(mistakes(Map.of("name", Date.from(Instant.EPOCH.plusMillis(1)))))
                .hasSize(1);
        assertThat(mistakes(Map.of("name", List.of()))).hasSize(1);
        assertThat(mistakes(Map.of("name", Map.of()))).hasSize(1);
    }

    @Test
    void aTextBecomesANumberOrABoolean() {
        Plan plan = read(Map.of("share", "0.5", "rank", " 2 ", "size", "30", "active", "true"));
        assertThat(plan).isEqualTo(read(Map.of("share", 0.5, "rank", 2, "size", 30, "active", true)));
        assertThat(read(Map.of("active", "false")).active()).isFalse();
        assertThat(read(Map.of("share", 1)).share()).isEqualTo(1.0);
        assertThat(read(Map.of("share", new BigDecimal("0.999"))).share()).isEqualTo(0.999);
        assertThat(read(Map.of("share", "1e-19")).share()).isEqualTo(1e-19);
        assertThat(read(Map.of("rank", 2.0)).rank()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "much",
                "NaN",
                "Infinity",
                "1e999",
                "0.12345678901234567890123",
                "0x1p3",
                "1_000",
                "1,5",
                "2f"
            })
    void aNumberThatCannotBeKeptIsRefused(String number) {
        assertThat(mistakes(Map.of("share", number))).hasSize(1);
    }

    @Test
    void whatIsNoWholeNumberIsRefused() {
        for (Object value : List.of(1.5, "1.5", Double.NaN, 3_000_000_000L, "9".repeat(30), true, List.of())) {
            assertThat(mistakes(Map.of("rank", value))).hasSize(1);
        }
        assertThat(mistakes(Map.of("rank", 3_000_000_000L)))
                .containsExactly("rank: The number 3000000000 is too large.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "True", "1", "on"})
    void onlyTrueAndFalseAreBooleans(String text) {
        assertThat(mistakes(Map.of("active", text))).singleElement().asString().contains("true or false");
    }

    @Test
    void aMapWithIndexesIsAList() {
        Map<String, Object> indexed = new LinkedHashMap<>();
        for (int i = 11; i >= 0; i--) {
            indexed.put(Integer.toString(i), "w" + i);
        }
        assertThat(read(Map.of("words", indexed)).words())
                .hasSize(12)
                .startsWith("w0", "w1", "w2")
                .endsWith("w11");
        assertThat(read(Map.of("words", Map.of(0, "a", 1, "b"))).words()).containsExactly("a", "b");
        assertThat(read(Map.of("words", new Object[] {"a"})).words()).containsExactly("a");
    }

    @Test
    void aMapWithAGapIsNoList() {
        assertThat(mistakes(Map.of("words", Map.of("0", "a", "2", "c"))))
                .containsExactly("words: There must be a list, but there are keys, of which 1 is missing.");
        assertThat(mistakes(Map.of("words", Map.of("a", "b")))).hasSize(1);
        assertThat(mistakes(Map.of("words", Map.of()))).hasSize(1);
    }

    @Test
    void aKeyThatIsNoTextIsRefused() {
        Map<Object, Object> map = new HashMap<>();
        map.put(true, "2026-01-01");
        assertThat(mistakes(Map.of("parts", List.of(map))))
                .containsExactly("parts[0]: The key true is not a text; put it into quotes.");
        assertThat(mistakes(Map.of("plans", map))).hasSize(1);
        assertThat(read(Map.of("plans", Map.of(1, Map.of()))).plans()).containsOnlyKeys("1");
    }

    @Test
    void aDocumentThatContainsItselfIsRefused() {
        Map<String, Object> map = new HashMap<>();
        map.put("parts", List.of(map));
        assertThat(mistakes(map)).singleElement().asString().endsWith("The document has more than 32 levels.");
    }

    @Test
    void aDocumentThatGrowsByReferencesIsRefused() {
        Object level = Map.of("name", "x");
        for (int i = 0; i < 10; i++) {
            level = Map.of("parts", Collections.nCopies(10, level));
        }
        Map<String, Object> map = new HashMap<>();
        map.put("parts", List.of(level));
        assertThat(mistakes(map)).contains("The document has more than 100000 values.");
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThat(read(Map.of("name", "x".repeat(10_000))).name()).hasSize(10_000);
        assertThat(mistakes(Map.of("name", "x".repeat(10_001)))).hasSize(1);
        assertThat(mistakes(Map.of("y".repeat(100_000), 1)).get(0)).hasSizeLessThan(400);
    }

    @Test
    void noMoreThanAHundredMistakesAreListed() {
        List<Object> words = new ArrayList<>(Collections.nCopies(500, true));
        assertThat(mistakes(Map.of("words", words)))
                .hasSize(101)
                .endsWith("There are more mistakes than these 100.")
                .element(99)
                .asString()
                .startsWith("words[99]");
    }

    @Test
    void aMessageStaysOnOneLine() {
        assertThat(mistakes(Map.of("evil\r\nkey", 1)).get(0)).doesNotContain("\n", "\r");
        assertThat(mistakes(Map.of("share", "evil\r\nvalue")).get(0)).doesNotContain("\n", "\r");
    }

    /** A type that is no definition. */
    public record Odd(Object part) {}

    private record Hidden(String part) {}

    @Test
    void aTypeThatIsNoDefinitionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Definitions.fromMap(Odd.class, Map.of("part", 1)))
                .withMessageContaining("class java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Definitions.fromMap(Hidden.class, Map.of("part", "x")))
                .withMessageContaining("public record");
    }

    @Test
    void theMistakesSurviveSerialization() throws Exception {
        InvalidDefinitionException thrown =
                catchThrowableOfType(InvalidDefinitionException.class, () -> read(Map.of("nmae", 1)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            InvalidDefinitionException read = (InvalidDefinitionException) in.readObject();
            assertThat(read.mistakes()).isEqualTo(thrown.mistakes()).hasSize(1);
            assertThat(read).hasMessage(thrown.getMessage());
        }
    }
}
