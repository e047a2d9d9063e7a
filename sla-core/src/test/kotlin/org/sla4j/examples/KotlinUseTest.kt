package org.sla4j.examples

import java.time.Duration
import java.time.Instant
import kotlin.jvm.optionals.getOrNull
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.sla4j.agreement.Metric
import org.sla4j.agreement.Party
import org.sla4j.agreement.PauseReason
import org.sla4j.agreement.ServiceLevelAgreement
import org.sla4j.agreement.Severity
import org.sla4j.agreement.SeverityPolicy
import org.sla4j.agreement.Target
import org.sla4j.agreement.Target as SlaTarget
import org.sla4j.agreement.document.AgreementDefinition.CreditsDefinition
import org.sla4j.agreement.document.AgreementDefinition.TargetDefinition
import org.sla4j.calendar.BusinessCalendar
import org.sla4j.calendar.BusinessDuration
import org.sla4j.calendar.WeeklyHours
import org.sla4j.cases.CaseDiff
import org.sla4j.cases.CaseEvent
import org.sla4j.cases.CaseRecord
import org.sla4j.cases.Exclusion
import org.sla4j.cases.Exclusions
import org.sla4j.cases.Holder
import org.sla4j.cases.ServiceCase
import org.sla4j.clock.ClockReading
import org.sla4j.clock.ClockRecord
import org.sla4j.clock.SlaClock
import org.sla4j.clock.Verdict
import org.sla4j.compliance.Backtest
import org.sla4j.compliance.ComplianceAggregator
import org.sla4j.compliance.ComplianceRow

/**
 * The library from Kotlin. The build reads its nullness annotations strictly and takes warnings for errors, so every declared
 * type here without a question mark is one that the compiler knows not to be null.
 */
class KotlinUseTest {
    private val office: BusinessCalendar =
        BusinessCalendar.builder("Office").zone("UTC").hours(WeeklyHours.parse("Mon-Fri 09:00-17:00")).build()

    private val agreement: ServiceLevelAgreement =
        ServiceLevelAgreement.builder("helpdesk")
            .provider(Party.of("IT operations"))
            .customer(Party.of("Sales"))
            .policy(
                SeverityPolicy.builder("all").target(Metric.RESOLUTION, Target.of("4h", office, 0.9)).build()
            )
            .build()

    private val opened: Instant = Instant.parse("2026-01-05T09:00:00Z")
    private val now: Instant = Instant.parse("2026-01-05T16:00:00Z")

    private fun incident(): ServiceCase =
        ServiceCase.open(agreement, CaseEvent.opened("INC-1", opened, Severity.HIGH))
            .apply(CaseEvent.waiting("INC-1", opened.plusSeconds(3600), PauseReason.of("awaiting user info", "customer")))
            .apply(CaseEvent.resumed("INC-1", opened.plusSeconds(7200)))

    @Test
    fun `a clock is read without a platform type`() {
        val clock: SlaClock? = incident().clock(Metric.RESOLUTION).getOrNull()
        val reading: ClockReading? = clock?.reading(now)
        val elapsed: Duration? = reading?.elapsed()
        val due: Instant? = reading?.due()?.getOrNull()
        assertThat(elapsed).isEqualTo(Duration.ofHours(6))
        assertThat(due).isEqualTo(Instant.parse("2026-01-05T14:00:00Z"))
        assertThat(reading?.verdict()).isEqualTo(Verdict.BREACHED)
    }

    @Test
    fun `names are strings that are never null`() {
        val lengths: List<Int> = incident().events().map { it.caseId().length + it.type().name().length }
        assertThat(lengths).hasSize(3)
        val policy: String? = incident().policy().getOrNull()?.name()
        assertThat(policy).isEqualTo("all")
    }

    @Test
    fun `a metric without a clock is null and not an exception`() {
        assertThat(incident().clock(Metric.FIRST_RESPONSE).getOrNull()).isNull()
    }

    @Test
    fun `holders are a map of times`() {
        val shares: Map<Holder, Duration> =
            incident().ledger(Metric.RESOLUTION, now).orElseThrow().byParty().mapValues { it.value.business() }
        assertThat(shares).containsEntry(Holder.of(Party.CUSTOMER), Duration.ofHours(1))
    }

    @Test
    fun `a lambda changes targets`() {
        val longer: ServiceLevelAgreement =
            agreement.withTargets("8 hours") { _, _, target -> target.withLimit(BusinessDuration.parse("8h")) }
        val diff: CaseDiff = incident().diff(longer, now)
        assertThat(diff.changes().flatMap { it.causes() }).containsExactly("limit 4h -> 8h")
        val rows: List<ComplianceRow> = Backtest.of(listOf(incident()), longer, now).before().rows()
        assertThat(rows.sumOf { it.misses() }).isEqualTo(1)
    }

    @Test
    fun `records come back and outcomes add up`() {
        val again: ServiceCase = CaseRecord.of(incident()).toCase(agreement)
        assertThat(again).isEqualTo(incident())
        val clock: SlaClock? = again.clock(Metric.RESOLUTION).getOrNull()
        assertThat(clock?.let { ClockRecord.of(it).toClock(office) }).isEqualTo(clock)
        val total = ComplianceAggregator.of()
        again
            .without(Exclusions.of(Exclusion.of(Exclusion.MAINTENANCE, opened, now, "")))
            .outcomes(now)
            .forEach { outcome -> total.add(outcome) }
        assertThat(total.toBytes()).isNotEmpty()
    }

    @Test
    fun `a target may have another name beside that of Kotlin's annotations`() {
        val target: SlaTarget = SlaTarget.of("4h", office, 0.9)
        assertThat(target).isEqualTo(Target.of("4h", office, 0.9))
    }

    @Test
    fun `a part of a definition that may be left out may be null`() {
        assertThat(CreditsDefinition("EUR", null, "", "", "", listOf()).cap()).isEqualTo(1.0)
    }

    @Test
    fun `a target that leaves out its goal is refused`() {
        val promised = TargetDefinition("4h", "Office", 0.9, listOf("customer"), listOf("75%"))
        assertThat(promised.toTarget(office).limit()).isEqualTo(BusinessDuration.parse("4h"))
        val withoutGoal = TargetDefinition("4h", "Office", null, listOf("customer"), listOf("75%"))
        assertThatThrownBy { withoutGoal.toTarget(office) }.hasMessageContaining("goal: A target needs a goal")
    }
}
