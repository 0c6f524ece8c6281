package barua.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A domain of ours. */
@Entity
@Table(name = "domain")
class DomainRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(nullable = false, updatable = false)
    String name;

    @Column(nullable = false, updatable = false)
    Instant created;

    /** Whether its accounts have a full-text index. */
    @Column(nullable = false)
    boolean searched = true;

    protected DomainRow() {
    }

    DomainRow(String name, Instant created) {
        this.name = name;
        this.created = created;
    }
}
