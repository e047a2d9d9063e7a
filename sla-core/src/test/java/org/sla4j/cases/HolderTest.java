package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Party;

class HolderTest {
    private static Holder parties(String... names) {
        return Holder.of(List.of(names).stream().map(Party::of).toList());
    }

    @Test
    void partiesThatHaveACaseTogetherAreOneHolderInWhateverOrder() {
        assertThat(parties("vendor", "customer")).isEqualTo(parties("customer", "vendor"));
        assertThat(parties("vendor", "customer").key()).isEqualTo("customer + vendor");
        assertThat(parties("vendor", "customer").name("IT")).isEqualTo("customer and vendor");
    }

    @Test
    void aTeamIsOfTheProvider() {
        Holder team = Holder.provider("second line");
        assertThat(team.key()).isEqualTo("provider/second line");
        assertThat(team.isProvider()).isTrue();
        assertThat(team.withoutTeam()).isEqualTo(Holder.PROVIDER);
        assertThat(team.name("IT")).isEqualTo("second line");
    }

    @Test
    void theProviderWithoutATeamIsCalledByItsOwnName() {
        assertThat(Holder.provider("")).isEqualTo(Holder.PROVIDER);
        assertThat(Holder.PROVIDER.name("IT operations")).isEqualTo("IT operations");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "provider", "provider/x", "a + b", "100 %", "a~b", "%2B", "50%"})
    void noNameOfAPartyOrTeamIsTakenForAnotherHolder(String name) {
        List<Holder> others =
                List.of(Holder.NOBODY, Holder.PROVIDER, Holder.provider("x"), parties("a", "b"), Holder.provider(name));
        assertThat(others).extracting(Holder::key).doesNotContain(parties(name).key());
        assertThat(Holder.parse(parties(name).key())).isEqualTo(parties(name));
        assertThat(Holder.parse(Holder.provider(name).key())).isEqualTo(Holder.provider(name));
    }

    @Test
    void nobodyAndTheProviderAreReadBack() {
        assertThat(Holder.parse("nobody")).isEqualTo(Holder.NOBODY);
        assertThat(Holder.parse("provider")).isEqualTo(Holder.PROVIDER);
    }

    @Test
    void noPartiesAtAllAreNoHolder() {
        assertThatIllegalArgumentException().isThrownBy(() -> parties()).withMessageContaining("at least one");
    }

    @Test
    void holdersAreInOrderOfTheirKeys() {
        assertThat(List.of(Holder.PROVIDER, Holder.NOBODY, parties("customer")).stream()
                        .sorted())
                .containsExactly(parties("customer"), Holder.NOBODY, Holder.PROVIDER);
    }

    @Test
    void theNamesOfPartiesAreInOrderAndTheProviderHasNone() {
        assertThat(parties("vendor", "customer").parties()).containsExactly("customer", "vendor");
        assertThat(Holder.provider("desk").parties()).isEmpty();
        assertThat(Holder.NOBODY.parties()).isEmpty();
    }

    @Test
    void onlyTheProviderIsTheProvider() {
        assertThat(List.of(Holder.PROVIDER, Holder.provider("desk"))).allMatch(Holder::isProvider);
        assertThat(List.of(Holder.NOBODY, parties("customer"))).noneMatch(Holder::isProvider);
        assertThat(parties("customer").withoutTeam()).isEqualTo(parties("customer"));
    }

    @Test
    void equalHoldersHaveOneHashAndDifferentOnesMostlyTheirOwn() {
        assertThat(parties("vendor", "customer")).hasSameHashCodeAs(parties("customer", "vendor"));
        Set<Integer> teams = new HashSet<>();
        Set<Integer> parties = new HashSet<>();
        for (char name = 'a'; name <= 'z'; name++) {
            teams.add(Holder.provider(String.valueOf(name)).hashCode());
            parties.add(parties(String.valueOf(name)).hashCode());
        }
        assertThat(teams).hasSize(26);
        assertThat(parties).hasSize(26);
    }
}
