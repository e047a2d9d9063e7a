package org.sla4j.monitor;

import java.time.Duration;

class InMemorySlaStoreTest extends SlaStoreContract {
    @Override
    SlaStore newStore() {
        return new InMemorySlaStore(Duration.ofSeconds(1));
    }

    @Override
    Host newHost(SlaStore made) {
        return work -> {
            try (InMemorySlaStore.Transaction transaction = ((InMemorySlaStore) made).begin()) {
                work.run();
                transaction.commit();
            }
        };
    }
}
